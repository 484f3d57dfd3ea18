"""Inside the platform: makes the wards of the campaign, tells what is left, counts everything."""

import json
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402 - once it is set up
from django.db.models import Count, QuerySet, Sum  # noqa: E402
from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: E402

from tinhso.cases.models import Case, CaseEvent, CaseSlip  # noqa: E402
from tinhso.cases.queries import unnoted_payments  # noqa: E402
from tinhso.cases.tests.factories import (  # noqa: E402
    ONE_WORKING_DAY,
    Ward,
    example_answers,
    make_version,
    make_ward,
)
from tinhso.cases.tests.walk import RESULT_FIELDS  # noqa: E402
from tinhso.core.actors import SYSTEM, ActorKind  # noqa: E402
from tinhso.core.clock import now  # noqa: E402
from tinhso.core.models import IdempotencyKey, OutboxMessage  # noqa: E402
from tinhso.core.rls import acting_as  # noqa: E402
from tinhso.identity.permissions import begin_session  # noqa: E402
from tinhso.identity.tests.factories import actor_of_account, make_officer  # noqa: E402
from tinhso.ledger.models import LedgerEntry  # noqa: E402
from tinhso.notifications.models import Notification  # noqa: E402
from tinhso.orgs.tests.factories import make_area  # noqa: E402
from tinhso.payments.models import JournalLine, PaymentAttempt  # noqa: E402
from tinhso.payments.operations import add_drawer  # noqa: E402

FEE_VND = 8_000
_ROLES = ("CLERK", "SPECIALIST", "LEADER", "REGISTRAR")
#: Which act orders which slip of an accepted case; asking for more does so before.
_SLIPS = {"ACCEPT": "01", "REQUEST_SUPPLEMENT": "02", "WITHDRAW": "05"}
_TOLD = {
    "ACCEPT": "case_accepted",
    "REQUEST_SUPPLEMENT": "supplement_requested",
    "PROVIDE_SUPPLEMENT": "supplement_provided",
    "PLAN_INSPECTION": "inspection_planned",
    "ANSWER_COMPLAINT": "complaint_answered",
    "WITHDRAW": "case_withdrawn",
}
#: What the platform writes into a history itself when it hears of a payment.
_NOTED = "NOTE_PAYMENT"
Counted = dict[str, Any]


def prepare(writers: int) -> Counted:
    """Make two wards, a procedure with a fee, and for each writer officers signed in.

    They are a demonstration's officers: such may sign without a second factor.
    """
    ward, helper = make_ward(), make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)
    make_version(ways=[{**way, "fee_vnd": FEE_VND} for way in ONE_WORKING_DAY])
    return {
        "writers": [_writer(ward, number) for number in range(writers)],
        "helper": helper.committee.pk,
        "filing": {
            "procedure": "dang-ky-khai-sinh",
            "area_code": "25195",
            "form": example_answers(),
            "papers": {},
        },
        "applicant": {
            "full_name": "Điểu Thị Mai",
            "birth_date": "1990-04-05",
        },
        "result": RESULT_FIELDS,
    }


def _writer(ward: Ward, number: int) -> Counted:
    sessions = {}
    for role in _ROLES:
        agency = ward.office if role == "CLERK" else ward.committee
        account = make_officer(agency, role, is_demo=True)
        session = SessionStore()
        begin_session(session, kind=ActorKind.OFFICER, account_id=account.pk)
        session.save()
        sessions[role] = session.session_key
        if role == "CLERK":
            clerk = actor_of_account(account)
    drawer = add_drawer(agency_id=ward.office.pk, name=f"Quầy {number + 1}", actor=clerk, at=now())
    return {"sessions": sessions, "drawer": drawer.pk}


def left() -> Counted:
    """Count what waits: messages, jobs to be done, entries without a place in the log."""
    waiting = ProcrastinateJob.objects.filter(status__in=["todo", "doing"])
    return {
        "messages": _inside_messages().filter(state="PENDING").count(),
        "jobs": waiting.filter(queue_name="documents").count(),
        "entries": LedgerEntry.objects.filter(index=None).count(),
        "payments to note": len(unnoted_payments(since=now() - timedelta(days=1))),
    }


def _inside_messages() -> QuerySet[OutboxMessage]:
    """Give the messages that tell people inside; no mail or Zalo server runs in the campaign."""
    return OutboxMessage.objects.filter(destination="telling")


def count(written: dict[str, list[Any]], *, is_settled: bool) -> Counted:
    """Count what stands against what was acknowledged; names with ``!`` must be zero."""
    kinds = _kinds()
    expected = Counter(kind for row, _cash in written.values() for kind in row)
    slips = Counter(CaseSlip.objects.values_list("form", flat=True))
    return {
        "events in histories": sum(len(row) for row in kinds.values()),
        "slips signed": sum(slips.values()),
        "notifications": Notification.objects.count(),
        "outbox messages delivered": _inside_messages().filter(state="SENT").count(),
        "ledger entries": LedgerEntry.objects.count(),
        "receipts in the journal": _captured().count(),
        "!cases lost": len(written.keys() - kinds.keys()),
        "!cases nobody was answered for": len(kinds.keys() - written.keys()),
        "!histories that differ": sum(
            [kind for kind in kinds.get(token, []) if kind != _NOTED] != row
            for token, (row, _cash) in written.items()
        ),
        "!payments noted twice or not at all": _notes_wrong(kinds, written, is_settled=is_settled),
        "!keys kept twice or not at all": _keys_wrong(expected),
        "!gaps or doubles in codes": _codes_wrong(),
        "!entries of the ledger missing or too many": _entries_wrong(kinds),
        "!slips twice": _doubled(CaseSlip, "case", "form", "event_ordinal"),
        "!slips missing or too many": _slips_wrong(expected, slips) if is_settled else 0,
        "!messages dead or twice": _inside_messages().filter(state="DEAD").count()
        + _doubled(Notification, "idempotency_key"),
        "!notifications missing or too many": _told_wrong(expected) if is_settled else 0,
        "!fees not taken once": _cash_wrong(written),
        "!entries of the journal that do not balance": _unbalanced(),
    }


def _kinds() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {
        token: [] for token in Case.objects.values_list("token", flat=True)
    }
    rows = CaseEvent.objects.order_by("case_id", "ordinal").values_list("case__token", "kind")
    for token, kind in rows.iterator(chunk_size=10_000):
        found[token].append(kind)
    return found


def _keys_wrong(expected: Counter[str]) -> int:
    """A key is kept for each acknowledged write but cash, which is sent as a form."""
    return abs(IdempotencyKey.objects.count() - sum(expected.values()))


def _codes_wrong() -> int:
    codes: dict[str, list[int]] = {}
    for code in Case.objects.exclude(code=None).values_list("code", flat=True):
        day, _, number = str(code).rpartition("-")
        codes.setdefault(day, []).append(int(number))
    return sum(sorted(row) != list(range(1, len(row) + 1)) for row in codes.values())


def _entries_wrong(kinds: dict[str, list[str]]) -> int:
    """Each event of a case is one entry; the log's places have no gap."""
    events = sum(len(row) for row in kinds.values())
    entries = LedgerEntry.objects.filter(
        kind__in={f"CASE_{kind}" for row in kinds.values() for kind in row}
    )
    placed = LedgerEntry.objects.exclude(index=None)
    last = placed.order_by("-index").values_list("index", flat=True).first()
    gaps = (last + 1 if last is not None else 0) - placed.count()
    return abs(int(entries.count()) - events) + abs(int(gaps))


def _slips_wrong(expected: Counter[str], slips: Counter[str]) -> int:
    return sum(abs(slips[form] - expected[kind]) for kind, form in _SLIPS.items())


def _told_wrong(expected: Counter[str]) -> int:
    told = Counter(Notification.objects.values_list("template", flat=True))
    return sum(abs(told[template] - expected[kind]) for kind, template in _TOLD.items())


def _doubled(model: Any, *names: str) -> int:
    rows = model.objects.values(*names).annotate(number=Count("pk")).filter(number__gt=1)
    return int(rows.count())


def _captured() -> Any:
    return PaymentAttempt.objects.filter(provider="cash", state="CAPTURED")


def _notes_wrong(
    kinds: dict[str, list[str]], written: dict[str, list[Any]], *, is_settled: bool
) -> int:
    """A payment is noted once in its case; at the latest by the task that looks for lost news."""
    noted = {token: row.count(_NOTED) for token, row in kinds.items()}
    least = {token: int(takes_cash and is_settled) for token, (_row, takes_cash) in written.items()}
    return sum(not least.get(token, 0) <= number <= 1 for token, number in noted.items())


def _cash_wrong(written: dict[str, list[Any]]) -> int:
    """Each fee a clerk was told was taken is in the drawer once, with its whole amount."""
    paid = sum(1 for _kinds_of, takes_cash in written.values() if takes_cash)
    taken = _captured().aggregate(total=Sum("captured_vnd"))["total"] or 0
    return abs(int(_captured().count()) - paid) + abs(int(taken) - paid * FEE_VND)


def _unbalanced() -> int:
    sums = JournalLine.objects.values("entry").annotate(total=Sum("amount_vnd"))
    return int(sums.exclude(total=0).count())


def main() -> None:
    """Do what the first word says and say the outcome as JSON."""
    with acting_as(SYSTEM):
        if sys.argv[1] == "prepare":
            said = prepare(int(sys.argv[2]))
        elif sys.argv[1] == "left":
            said = left()
        else:
            rows = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
            said = count(rows, is_settled=sys.argv[3] == "settled")
    print("SAID" + json.dumps(said, default=str))


if __name__ == "__main__":
    main()
