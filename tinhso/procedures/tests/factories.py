"""Procedures for tests: the province pack's catalogue, or one small procedure of our own."""

import copy
import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.clock import VIETNAM
from tinhso.procedures.gateways.demonstration import read_demonstration
from tinhso.procedures.gateways.pack import CatalogueEntry, check, read_fields, read_pack
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.operations import import_catalogue, load_fields

FOLDER = Path(settings.PROVINCE_PACK) / "procedures"
AT = datetime(2021, 6, 1, 9, 0, tzinfo=VIETNAM)
ON = date(2021, 6, 1)
ADMINISTRATOR = Actor(kind=ActorKind.OFFICER, account_id=1, roles=frozenset({"ADMINISTRATOR"}))
REVIEWER = Actor(kind=ActorKind.OFFICER, account_id=3, roles=frozenset({"ADMINISTRATOR"}))
CLERK = Actor(kind=ActorKind.OFFICER, account_id=2, roles=frozenset({"CLERK"}))


@cache
def _birth_registration() -> str:
    return (FOLDER / "01-dang-ky-khai-sinh.json").read_text(encoding="utf-8")


def make_content(code: str = "1.001193", **changes: Any) -> dict[str, Any]:
    """Give the content of birth registration with another code and changed parts."""
    content: dict[str, Any] = copy.deepcopy(json.loads(_birth_registration()))
    content["code"]["value"] = code
    if code != "1.001193":
        content["slug"] = f"thu-tuc-{code.replace('.', '-').lower()}"
    if "ways" in changes:
        content.pop("fee_table", None)
    content.update(changes)
    return content


def make_entry(code: str = "1.001193", **changes: Any) -> CatalogueEntry:
    """Give an import entry checked against the schema."""
    return check(f"{code}.json", make_content(code, **changes))


def load_test_fields() -> None:
    """Load the pack's fields of administration."""
    load_fields(rows=read_fields(FOLDER), actor=SYSTEM)


def publish(*entries: CatalogueEntry, at: datetime = AT) -> list[ProcedureVersion]:
    """Publish entries and give their versions in order of key."""
    load_test_fields()
    report = import_catalogue(entries=entries, actor=SYSTEM, at=at)
    assert not report.has_errors, report.rows
    codes = [entry.content["code"]["value"] for entry in entries if entry.content]
    return list(ProcedureVersion.objects.filter(procedure__code__in=codes).order_by("pk"))


def load_pack(*, with_demonstration: bool = False) -> None:
    """Publish the whole catalogue of the province pack."""
    made_up = read_demonstration(FOLDER.parent) if with_demonstration else []
    publish(*read_pack(FOLDER), *made_up)
