"""Reads of the sealed statements of months, which are for everybody."""

from datetime import date

from django.db.models import QuerySet

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import Document, DocumentKind, DocumentState

_MOST = 24


def subject_of(month: date) -> str:
    """Give what a month's statement is about, as documents and the ledger name it."""
    return f"numbers:{month:%Y-%m}"


def month_of(statement: Document) -> date:
    """Give the first day of the month a statement is about."""
    return date.fromisoformat(f"{statement.subject.removeprefix('numbers:')}-01")


def find_statement(month: date) -> Document | None:
    """Give the statement of the month a day lies in, if it was issued."""
    with acting_as(SYSTEM):
        return _statements().filter(subject=subject_of(month)).first()


def list_statements() -> list[Document]:
    """List the newest statements, newest month first."""
    with acting_as(SYSTEM):
        return list(_statements().order_by("-subject")[:_MOST])


def _statements() -> "QuerySet[Document]":
    return Document.objects.filter(kind=DocumentKind.NUMBERS, state=DocumentState.ISSUED)
