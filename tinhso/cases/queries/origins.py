"""Where an application came from, when another slice began it."""

from collections.abc import Callable
from dataclasses import dataclass

from tinhso.cases.models import Draft
from tinhso.core.actors import Actor


@dataclass(frozen=True, slots=True)
class OriginLink:
    """What an application came from, by name, and where the reader may open it (or nowhere)."""

    label: str
    url: str = ""


_finders: dict[str, Callable[[str, Actor], OriginLink]] = {}


def register_origin_kind(kind: str, find: Callable[[str, Actor], OriginLink]) -> None:
    """Let a layer above say where an origin of its kind (``contact`` of ``contact:…``) is read."""
    _finders[kind] = find


def find_origin(origin: str, actor: Actor) -> OriginLink | None:
    """Give what an application came from; ``None`` for those begun here."""
    kind, _colon, code = origin.partition(":")
    if not code:
        return None
    find = _finders.get(kind)
    return find(code, actor) if find else OriginLink(code)


@dataclass(frozen=True, slots=True)
class FiledOrNot:
    """How far an application begun by another slice is: its origin, its office, its case."""

    origin: str
    procedure_name: str
    agency_id: int | None
    case_token: str


def find_filed(token: str) -> FiledOrNot | None:
    """Give how far an application with an origin is, ``None`` for any other; without answers."""
    rows = Draft.objects.filter(token=token).exclude(origin="").select_related("version", "case")
    draft = rows.first()
    if draft is None:
        return None
    return FiledOrNot(
        draft.origin,
        draft.version.name,
        draft.created_by_agency_id,
        draft.case.token if draft.case else "",
    )
