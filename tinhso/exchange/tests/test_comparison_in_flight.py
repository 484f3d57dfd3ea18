"""What moves while two accounts are compared is in flight, never a difference."""

from typing import Any

import pytest

from peers.national_portal.server import NationalPortal
from tinhso.exchange.gateways import partners
from tinhso.exchange.operations import receiving
from tinhso.exchange.queries.contracts import Connector
from tinhso.exchange.tests.pipe import AT, PORTAL, compare, pull, relay, send_state


@pytest.mark.django_db
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("part", ["taken", "given"])
def test_nothing_that_moves_meanwhile_is_called_a_difference(
    portal: NationalPortal, monkeypatch: pytest.MonkeyPatch, part: str, when: str
) -> None:
    monkeypatch.setitem(receiving._handlers, (PORTAL, "citizen-report"), lambda _arrived: "done")
    honest = partners.account

    def move() -> None:
        relay(AT)
        send_state("late", 1)
        relay(AT)
        send_state("waiting", 1)
        pull(PORTAL, AT)

    def account(connector: Connector, asked: str) -> list[dict[str, Any]]:
        if asked == part and when == "before":
            move()
        rows = honest(connector, asked)
        if asked == part and when == "after":
            move()
        return rows

    monkeypatch.setattr(partners, "account", account)
    send_state("early", 1)
    portal.report(subject="Đèn đường", content="tối")

    assert compare(PORTAL, AT).differences == []


@pytest.mark.django_db
def test_what_was_lost_before_is_still_called_so(portal: NationalPortal) -> None:
    send_state("early", 1)
    relay(AT)
    portal.books.taken.clear()

    assert [fault for fault, *_ in compare(PORTAL, AT).differences] == ["LOST_ON_THE_WAY_OUT"]
