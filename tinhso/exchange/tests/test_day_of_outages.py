"""A day of outages against every partner, time moved by hand: counted, nothing lost or doubled."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from peers.mailbox import MailboxPeer
from peers.national_portal.server import NationalPortal
from peers.national_reporting.server import NationalReporting
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.exchange.models import Message
from tinhso.exchange.operations import (
    Arrived,
    Parcel,
    fetch_inbox,
    handle_message,
    list_to_handle,
    receiving,
    reconcile,
    send,
)
from tinhso.exchange.rules import Direction, State
from tinhso.exchange.tests.pipe import AT, PORTAL, REPORTING, relay, send_state, told

#: What each partner does from which hour on; at the end all of them are well again.
DAY: tuple[tuple[int, dict[str, Any]], ...] = (
    (0, {"mode": "ok"}),
    (2, {"mode": "garbage"}),
    (4, {"mode": "drop-after-storing"}),
    (5, {"mode": "down"}),
    (20, {"mode": "drop"}),
    (21, {"mode": "ok", "copies": 3, "reorder": True}),
    (22, {"mode": "ok", "garbage_inbox": True}),
    (23, {"mode": "ok", "copies": 1, "reorder": False, "garbage_inbox": False}),
)
CASES, STATES, REPORTS = 4, 6, 24


def act(hour: int, portal: NationalPortal, reporting: NationalReporting, at: datetime) -> None:
    """Let both sides produce an hour's messages."""
    for case in range(CASES):
        if hour % 4 == 0 and hour // 4 < STATES:
            send_state(f"c{case}", hour // 4 + 1, at=at)
    portal.report(subject="Đèn đường", content="tối", national_code=f"PAKN-{hour}")
    if hour % 6 == 0:
        send_package(hour // 6 + 1, at)


def send_package(revision: int, at: datetime) -> None:
    body = {
        "period": "2021-05", "period_kind": "MONTH", "from": "2021-05-01", "to": "2021-05-31",
        "province_code": "H10", "made_at": "2021-06-01T08:00:00Z", "revision": revision,
        "values": [{"indicator": "a", "value": "1.5", "unit": "%"}],
    }  # fmt: skip
    parcel = Parcel(REPORTING, "indicator-values", "2021-05", f"2021-05:{revision}", body, revision)
    with acting_as(SYSTEM):
        send(parcel, at=at)


def work(at: datetime) -> None:
    """Do what relay and worker do in a few minutes."""
    for code in (PORTAL, REPORTING):
        relay(at, code)
        while fetch_inbox(code=code, at=at):
            pass
        for message_id in list_to_handle(code=code):
            handle_message(message_id=message_id, at=at)


@pytest.mark.django_db
def test_after_a_day_of_outages_everything_is_where_it_belongs_once(
    portal: NationalPortal, reporting: NationalReporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    effects: list[tuple[str, str, int]] = []

    def take(arrived: Arrived) -> str:
        effects.append((arrived.topic, arrived.subject, arrived.sequence))
        return "done"

    monkeypatch.setitem(receiving._handlers, (PORTAL, "citizen-report"), take)
    monkeypatch.setitem(receiving._handlers, (REPORTING, "package-verdict"), take)
    peers: list[MailboxPeer] = [portal, reporting]
    plan = dict(DAY)
    for hour in range(24):
        at = AT + timedelta(hours=hour)
        for peer in peers if hour in plan else []:
            told(peer, **plan[hour])
        act(hour, portal, reporting, at)
        for minutes in range(0, 60, 20):
            work(at + timedelta(minutes=minutes))
    for minutes in range(0, 120, 20):
        work(AT + timedelta(hours=24, minutes=minutes))

    end = AT + timedelta(hours=27)
    for code, sent in ((PORTAL, CASES * STATES), (REPORTING, 4)):
        found = reconcile(code=code, actor=SYSTEM, at=end)
        assert found.is_balanced, found.differences
        assert found.counts["sent"] == found.counts["taken"] == sent
        assert found.counts["open"] == found.counts["dead"] == found.counts["waiting"] == 0
    assert all(portal.states[f"c{n}"] == list(range(1, STATES + 1)) for n in range(CASES))
    assert Counter(effects) == Counter(
        [("citizen-report", f"PAKN-{hour}", 1) for hour in range(REPORTS)]
        + [("package-verdict", "2021-05", n) for n in (1, 2, 3, 4)]
    )
    assert [n for topic, _subject, n in effects if topic == "package-verdict"] == [1, 2, 3, 4]
    assert portal.books.repeated > 0
    with acting_as(SYSTEM):
        came = Message.objects.filter(direction=Direction.IN)
        assert set(came.values_list("state", flat=True)) == {State.HANDLED}
