"""Every address, walked by everybody it is not for: no name leaks, nothing changes, no 500.

Addresses come from the resolver, values in their paths from rows of one ward's cases and of one
citizen. The foreign officer holds every working role at once, so that what no single role may open
is covered too. ``make crawl`` walks everything; the suite walks every fifteenth route, one person
after the other.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client

from tests.architecture.addresses import Address, count_routes, list_addresses
from tinhso.cases.models import CaseEvent
from tinhso.cases.tests.factories import (
    example_answers,
    make_case,
    make_draft,
    make_ready_draft,
    make_version,
    make_ward,
)
from tinhso.cases.tests.walk import accepted, finished
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.models import AccessLog, CitizenAccount, OfficerAccount
from tinhso.identity.tests.factories import appoint, make_citizen, make_officer, sign_in
from tinhso.orgs.api import Role
from tinhso.orgs.models import Agency
from tinhso.orgs.tests.factories import make_area
from tinhso.payments.tests.factories import make_attempt, make_intent, make_office
from tinhso.records.models import DocumentEvent
from tinhso.records.tests.factories import Department
from tinhso.vault.tests.factories import make_paper
from tools.pooler import PROGRAM, new_connections_pooled

WHOLE = os.environ.get("TINHSO_WHOLE_CRAWL") == "1"
NAME, PHONE, STREET = "Đặng Thị Không Lộ", "0911222333", "Ngõ Kín số 987"
WARD = "H10.40.1"
ABSTRACT = "Về việc chỉ nội bộ một cơ quan được biết"
WORKING = [role for role in Role.values if role not in {"ADMINISTRATOR", "AUDITOR"}]
#: The suite looks at the addresses of every n-th route.
EVERY = 1 if WHOLE else 15
EVERY_POOLED = 1 if WHOLE else 40
#: Connections to the database that six visitors share.
POOLED = 2

#: Pages that show a citizen's name to their own agency's officers and leave no line, and why.
SHOWN_UNLOGGED: dict[str, str] = {}

Visitor = tuple[str, CitizenAccount | OfficerAccount | None]


def fill_world() -> list[Visitor]:
    """Let a citizen have affairs of every kind in one ward; give strangers."""
    ward, version = make_ward(), make_version()
    victim = make_citizen(full_name=NAME, phone=PHONE, address=STREET)
    finished(make_case(victim, version), ward)
    accepted(make_case(victim, version), ward)
    make_draft(victim, version, **example_answers())
    make_ready_draft(victim, version)
    make_paper(victim, about=NAME)
    make_attempt(make_intent(make_office(), victim))
    Department().issued(abstract=ABSTRACT)
    Department("H10.15", "Sở Y tế tỉnh Bình Phước").draft(abstract=ABSTRACT)
    other = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)
    officer = make_officer(other.committee, WORKING[0], full_name="Người Nơi Khác")
    for role in WORKING[1:]:
        appoint(officer.person, other.committee, role)
    return [
        ("nobody", None),
        ("citizen", make_citizen(full_name="Phạm Thị Khác")),
        ("officer", officer),
        ("administrator", make_officer(other.committee, "ADMINISTRATOR", full_name="Quản Trị")),
        ("auditor", make_officer(other.committee, "AUDITOR", full_name="Người Kiểm Tra")),
    ]


@pytest.mark.slow
@pytest.mark.django_db
def test_nobody_foreign_learns_or_changes_anything() -> None:
    with acting_as(SYSTEM):
        visitors = fill_world()
        addresses, before = list_addresses(every=EVERY), history()
    visits = list(everything(addresses, visitors) if WHOLE else some(addresses, visitors))
    clients = {name: client_of(account) for name, account in visitors}

    problems = [problem for visit in visits for problem in look(clients, visit)]

    with acting_as(SYSTEM):
        assert history() == before
    assert count_routes() > 200
    assert (problems, unlogged(addresses)) == ([], {})


@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason="needs PgBouncer: apt install pgbouncer")
@pytest.mark.django_db(transaction=True)
def test_nobody_foreign_learns_anything_where_all_share_connections(tmp_path: Path) -> None:
    with acting_as(SYSTEM):
        visitors = fill_world()
        addresses, before = list_addresses(every=EVERY_POOLED), history()
        clients = {name: client_of(account) for name, account in visitors}
        clients["the citizen of it all"] = client_of(CitizenAccount.objects.get(person__full_name=NAME))
    walks = [[(name, "get", address) for address in addresses] for name in clients]

    pool = new_connections_pooled(tmp_path, connection.settings_dict, most=POOLED)
    with pool, ThreadPoolExecutor(len(walks)) as threads:
        found = dict(zip(clients, threads.map(partial(walk, clients), walks), strict=True))

    own = found.pop("the citizen of it all")
    assert any(NAME in problem for problem in own)
    assert not any(problem.endswith(": 500") for problem in own)
    assert [problem for problems in found.values() for problem in problems] == []
    with acting_as(SYSTEM):
        assert history() == before


def walk(clients: dict[str, Client], visits: list["Visit"]) -> list[str]:
    """Make the visits of one person, on connections of this thread; give what they tell."""
    try:
        return [problem for visit in visits for problem in look(clients, visit)]
    finally:
        connections.close_all()


def unlogged(addresses: list[Address]) -> dict[str, str]:
    """Let the ward's own officer read each address; give those that show a citizen unlogged.

    A page that shows the citizen's name leaves a line the citizen can read.
    """
    with acting_as(SYSTEM):
        ward = Agency.objects.get(code=WARD)
        insider = make_officer(ward, WORKING[0], full_name="Người Trong Phường")
        for role in WORKING[1:]:
            appoint(insider.person, ward, role)
    client = client_of(insider)
    found: dict[str, str] = {}
    for address in addresses:
        if not address.names_rows or address.route in {*SHOWN_UNLOGGED, *found}:
            continue
        before = count_looks()
        response = client.get(address.path)
        shows = response.status_code == 200 and not response.streaming
        if shows and NAME in response.content.decode(errors="ignore") and count_looks() == before:
            found[address.route] = address.path
    return found


def count_looks() -> int:
    """Count the lines people can read of who looked at their data."""
    with acting_as(SYSTEM):
        return AccessLog.objects.count()


Visit = tuple[str, str, Address]


def everything(addresses: list[Address], visitors: list[Visitor]) -> Iterator[Visit]:
    """Let everybody ask for every address and send an empty form to it."""
    for name, _ in visitors:
        for address in addresses:
            yield name, "get", address
            yield name, "post", address


def some(addresses: list[Address], visitors: list[Visitor]) -> Iterator[Visit]:
    """Choose the first address of each route: the foreign officer, who holds the most rights, asks
    for each of them, and one of the others in turn sends an empty form.
    """
    of_route = {address.route: address for address in reversed(addresses)}
    others = [name for name, _ in visitors if name != "officer"]
    for place, address in enumerate(of_route.values()):
        yield "officer", "get", address
        yield others[place % len(others)], ("get", "post")[place // len(others) % 2], address


def client_of(account: CitizenAccount | OfficerAccount | None) -> Client:
    """Give the one client of a visitor."""
    client = Client(raise_request_exception=False)
    if account is not None:
        sign_in(client, account)
    return client


def history() -> tuple[int, ...]:
    """Count what happened so far."""
    return (CaseEvent.objects.count(), DocumentEvent.objects.count())


def look(clients: dict[str, Client], visit: Visit) -> list[str]:
    """Visit an address; give what it tells that it must not."""
    name, method, address = visit
    response = getattr(clients[name], method)(address.path)
    content = b"".join(response) if response.streaming else response.content
    text = content.decode(errors="ignore")
    told = [secret for secret in (NAME, PHONE, STREET, ABSTRACT) if secret in text]
    if response.status_code >= 500:
        told.append(str(response.status_code))
    return [f"{name} {method} {address.path}: {what}" for what in told]
