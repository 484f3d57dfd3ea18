"""Loads the demonstration's officers and citizens; refuses anywhere else."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.core.text import nfc
from tinhso.identity.models import Appointment, OfficerAccount, Person
from tinhso.identity.operations.citizens import sign_in_citizen
from tinhso.identity.permissions import forget_presence
from tinhso.identity.queries.demo import DEMO_PASSWORD
from tinhso.identity.rules import CitizenClaims
from tinhso.orgs.api import Position

_PostKey = tuple[str, str]


class DemoOnly(DomainError):
    """Accounts with a public password exist in a demonstration only."""

    code = "demo_only"
    text = gettext_lazy("Chỉ nạp người mẫu trong bản trình diễn. Hãy bật chế độ trình diễn trước.")


@dataclass(frozen=True, slots=True)
class LoadedPeople:
    """How many were added, how many were there, and lines that name no known position."""

    added_count: int
    known_count: int
    problems: tuple[str, ...] = ()


def load_demo_officers(*, path: Path, at: datetime) -> LoadedPeople:
    """Load officers with their accounts and appointments; repeating changes nothing.

    :raises DemoOnly: this is not a demonstration.
    """
    _require_demo()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with acting_as(SYSTEM):
        posts = _posts()
        known = set(OfficerAccount.objects.values_list("username", flat=True))
        fresh = [row for row in rows if row["username"] not in known]
        placed = [(row, post) for row in fresh if (post := _find_post(row, posts))]
        problems = [_problem(row) for row in fresh if not _find_post(row, posts)]
        _add_officers(placed, at)
    forget_presence()
    return LoadedPeople(len(placed), len(rows) - len(fresh), tuple(problems))


def load_demo_citizens(*, path: Path, at: datetime) -> LoadedPeople:
    """Load the citizens of the provider's stand-in as if each had signed in once.

    :raises DemoOnly: this is not a demonstration.
    """
    _require_demo()
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    with acting_as(SYSTEM):
        before = Person.objects.count()
        for row in rows:
            sign_in_citizen(claims=_claims(row), address=None, at=at)
        added = Person.objects.count() - before
    return LoadedPeople(added, len(rows) - added)


def _require_demo() -> None:
    if not settings.DEMO:
        raise DemoOnly


def _posts() -> dict[_PostKey, list[Position]]:
    posts: dict[_PostKey, list[Position]] = defaultdict(list)
    for position in Position.objects.select_related("agency").order_by("valid_from"):
        posts[position.agency.code, position.code].append(position)
    return posts


def _find_post(row: dict[str, str], posts: dict[_PostKey, list[Position]]) -> Position | None:
    """Give the position as it stood on the day the officer took it up."""
    day = date.fromisoformat(row["valid_from"])
    found = posts.get(_post_key(row), [])
    return next((post for post in found if not post.valid_to or post.valid_to > day), None)


def _post_key(row: dict[str, str]) -> _PostKey:
    return row["agency_code"], row["position_code"]


def _problem(row: dict[str, str]) -> str:
    return f"{row['username']}: {row['agency_code']} / {row['position_code']}"


def _add_officers(placed: Iterable[tuple[dict[str, str], Position]], at: datetime) -> None:
    password_hash = make_password(DEMO_PASSWORD)
    for row, post in placed:
        person = Person.objects.create(full_name=nfc(row["full_name"]), created_at=at)
        OfficerAccount.objects.create(
            person=person,
            username=row["username"],
            password_hash=password_hash,
            is_demo=True,
            created_at=at,
        )
        Appointment.objects.create(
            person=person,
            position=post,
            agency_id=post.agency_id,
            role=row["role"],
            valid_from=date.fromisoformat(row["valid_from"]),
        )


def _claims(row: dict[str, Any]) -> CitizenClaims:
    return CitizenClaims(
        issuer=settings.OIDC_ISSUER,
        subject=row["sub"],
        assurance=str(row["assurance"]),
        full_name=nfc(row["name"]),
        identity_number=row["identity_number"],
        birth_date=date.fromisoformat(row["birth_date"]),
        sex=row["sex"],
        phone=row["phone"],
        email=row["email"],
        address=nfc(row["address"]),
        area_code=row["area_code"],
    )
