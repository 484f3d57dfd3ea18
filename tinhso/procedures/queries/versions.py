"""Reads of procedures and their versions."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.core.prepared import Reading
from tinhso.core.remember import remembered
from tinhso.procedures.models import Field, ProcedureVersion, ReviewAct, VersionQuerySet

_IN_FORCE = Reading(
    lambda slug, on: (
        ProcedureVersion.objects.in_force(on)
        .filter(procedure__slug=slug)
        .only("id", "content_hash", "valid_to")
    ),
    slug=str,
    on=date,
)


_WITHOUT_CONTENT = Reading(
    lambda version_id: (
        ProcedureVersion.objects.select_related("procedure").defer("content").filter(pk=version_id)
    ),
    version_id=int,
)


class ProcedureNotFound(DomainError):
    """No procedure in force has this slug, or no version this key."""

    code = "procedure_not_found"
    text = gettext_lazy(
        "Không có thủ tục này, hoặc thủ tục đã bị bãi bỏ. Hãy tìm lại theo tên hay theo việc bạn"
        " cần làm."
    )


def find_current_version(slug: str, on: date) -> ProcedureVersion | None:
    """Give the version of a procedure in force on a day, or ``None``.

    Which one is asked each time; its content, which never changes, is read once a process.
    """
    found = _IN_FORCE.first(slug=slug, on=on)
    return _read_published(found.pk, found.content_hash, found.valid_to) if found else None


@remembered(seconds=300)
def _read_published(
    version_id: int,
    content_hash: str,
    valid_to: date | None,
) -> ProcedureVersion:
    return _with_procedure().get(pk=version_id)


def recall_version(version_id: int) -> ProcedureVersion:
    """Give a version with its procedure; its content, which is long, is kept in the process.

    :raises ProcedureNotFound: no version has this key.
    """
    version = _WITHOUT_CONTENT.first(version_id=version_id)
    if version is None:
        raise ProcedureNotFound
    remember_content(version)
    return version


def remember_content(version: ProcedureVersion) -> None:
    """Give a version read without its content that content, which its hash names for ever."""
    version.content = _content(version.pk, version.content_hash)


@remembered(seconds=300)
def _content(version_id: int, content_hash: str) -> dict[str, Any]:
    content: dict[str, Any] = ProcedureVersion.objects.only("content").get(pk=version_id).content
    return content


@remembered(seconds=300)
def english_name(version_id: int) -> str:
    """Give a version's English name; kept in the process, published versions never change."""
    return str(ProcedureVersion.objects.values_list("name_en", flat=True).get(pk=version_id))


def get_current_version(slug: str, on: date) -> ProcedureVersion:
    """Give the version of a procedure in force on a day.

    :raises ProcedureNotFound: none is.
    """
    version = find_current_version(slug, on)
    if version is None:
        raise ProcedureNotFound
    return version


def find_version(version_id: int) -> ProcedureVersion | None:
    """Give a version by key, whatever its state, or ``None``."""
    return _with_procedure().filter(pk=version_id).first()


def get_version(version_id: int) -> ProcedureVersion:
    """Give a version by key, whatever its state.

    :raises ProcedureNotFound: no version has this key.
    """
    version = find_version(version_id)
    if version is None:
        raise ProcedureNotFound
    return version


def list_versions(slug: str) -> list[ProcedureVersion]:
    """Give the published versions of a procedure, the newest first."""
    return list(
        _with_procedure()
        .filter(procedure__slug=slug, published_at__isnull=False)
        .defer("content")
        .order_by("-number")
    )


def find_draft_of(slug: str) -> ProcedureVersion | None:
    """Give the draft of a procedure, or ``None``."""
    return _with_procedure().drafts().filter(procedure__slug=slug).first()


def find_newest_version(slug: str) -> ProcedureVersion | None:
    """Give the newest published version of a procedure, in force or not, or ``None``."""
    published = _with_procedure().filter(procedure__slug=slug, published_at__isnull=False)
    return published.order_by("-number").first()


def find_version_number(slug: str, number: int) -> ProcedureVersion | None:
    """Give the version of a procedure with a number, a draft too, or ``None``."""
    return _with_procedure().filter(procedure__slug=slug, number=number).first()


def list_review_acts(version: ProcedureVersion) -> list[ReviewAct]:
    """Give what people did to a draft, the newest first."""
    return list(version.review_acts.order_by("-pk"))


def list_drafts() -> list[ProcedureVersion]:
    """Give the drafts waiting to be published, in order of name."""
    return list(_with_procedure().drafts().order_by("sort_key", "id"))


def list_fields(on: date) -> list[Field]:
    """Give the fields with a procedure in force on a day, each with ``procedure_count``."""
    in_force = Q(versions__in=ProcedureVersion.objects.in_force(on))
    return list(
        Field.objects.annotate(procedure_count=Count("versions", filter=in_force))
        .filter(procedure_count__gt=0)
        .order_by("sort_key")
    )


def list_contents(on: date) -> list[dict[str, object]]:
    """Give the whole content of every procedure in force on a day, in order of code."""
    versions = ProcedureVersion.objects.in_force(on).order_by("procedure__code")
    return list(versions.values_list("content", flat=True))


def _with_procedure() -> VersionQuerySet:
    return ProcedureVersion.objects.select_related("procedure", "field")
