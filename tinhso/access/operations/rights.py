"""A person's rights over their data: a copy of everything, and erasure as far as the law allows."""

import base64
import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import override as in_language
from procrastinate.contrib.django import app

from tinhso.access.models import DataRequest, RequestKind
from tinhso.access.queries.holders import DataHolder, gather, list_holders
from tinhso.access.queries.wording import in_words
from tinhso.access.rules import ARCHIVE_KEPT, answer_due
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.ledger.api import record

_ANSWER = "tinhso.access.tasks.answer_request_task"


class RequestNotYours(DomainError):
    """Only the person themselves asks for their data."""

    code = "request_not_yours"
    text = gettext_lazy("Chỉ chính chủ dữ liệu mới gửi được yêu cầu này.")


@transaction.atomic
def ask_for_data(*, actor: Actor, kind: RequestKind, at: datetime) -> DataRequest:
    """Ask for a copy or for erasure; a task answers. An open request of the kind is given again.

    :raises RequestNotYours: the actor is no citizen, or acts for somebody else.
    """
    if not actor.is_citizen or actor.person_id is None or actor.capacity is not None:
        raise RequestNotYours
    row, is_new = DataRequest.objects.get_or_create(
        person_id=actor.person_id,
        kind=kind,
        done_at=None,
        defaults={
            "token": new_token(),
            "asked_at": at,
            "answer_due_on": answer_due(local(at).date()),
        },
    )
    if is_new:
        _record(f"DATA_{kind}_ASKED", row, actor, at)
        app.configure_task(_ANSWER).defer(request_id=row.pk)
    return row


def answer_request(*, request_id: int, at: datetime) -> DataRequest | None:
    """Gather or erase, as the platform; answered before, or gone, changes nothing."""
    rows = DataRequest.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(pk=request_id, done_at=None).first()
    if row is None:
        return None
    with in_language(row.person.language or "vi"):
        if row.kind == RequestKind.EXPORT:
            row.archive = base64.b64encode(_archive(row, at)).decode()
            row.archive_until = at + ARCHIVE_KEPT
        else:
            row.outcome = [_erase(holder, row.person_id, at) for holder in list_holders()]
    row.done_at = at
    row.save()
    _record(f"DATA_{row.kind}_ANSWERED", row, SYSTEM, at)
    return row


def forget_archives(*, at: datetime) -> int:
    """Delete copies whose time is over; gives how many."""
    over = DataRequest.objects.filter(archive_until__lt=at)
    return over.update(archive="", archive_until=None)


def _archive(row: DataRequest, at: datetime) -> bytes:
    holdings = gather(row.person_id)
    whole = {held.code: {"label": held.label, "rows": held.rows} for held in holdings}
    context = {"holdings": in_words(holdings), "at": local(at), "person": row.person}
    page = render_to_string("access/export.html", context)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("du-lieu.json", json.dumps(whole, ensure_ascii=False, indent=1))
        archive.writestr("du-lieu.html", page)
    return content.getvalue()


def _erase(holder: DataHolder, person_id: int, at: datetime) -> dict[str, Any]:
    erased = holder.erase(person_id, at) if holder.erase else 0
    kept = len(holder.collect(person_id))
    why = str(holder.kept_because) or gettext("Còn cần để giải quyết công việc của bạn.")
    return {
        "label": str(holder.label),
        "erased": erased,
        "kept": kept,
        "why": why if kept else "",
    }


def _record(kind: str, row: DataRequest, actor: Actor, at: datetime) -> None:
    record(
        kind=kind,
        subject=f"data-request:{row.token}",
        payload={"person": row.person_id},
        actor=actor,
        at=at,
    )
