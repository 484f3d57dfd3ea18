"""Telling the national portal of every case: states, papers, results, what is to be paid.

Reads new history behind the acts, so that no act waits. Run twice, killed, or late, each event is
told once: the message's key is the event's.
"""

from datetime import datetime

from tinhso.cases.gateways import national_portal
from tinhso.cases.gateways.national_portal import PORTAL
from tinhso.cases.models import Case, CaseEvent, CasePaper, CaseSync, SyncMark
from tinhso.cases.operations.counting import OVERLAP
from tinhso.cases.rules import NATIONAL_STATE_CODES, Action
from tinhso.exchange.api import get_connector, send
from tinhso.payments.api import list_intents_of_subject

EVENTS_AT_ONCE = 4_000
_BRINGS_PAPERS = frozenset({Action.SUBMIT, Action.PROVIDE_SUPPLEMENT})


def synchronise(*, at: datetime) -> int:
    """Hand what is new of every case to the exchange; gives how many cases had news.

    Without a connection to the national portal nothing is done, and all is told later.
    """
    if not get_connector(PORTAL).address:
        return 0
    SyncMark.objects.get_or_create(pk=1)
    mark = SyncMark.objects.select_for_update().get(pk=1)
    fresh = CaseEvent.objects.filter(id__gt=mark.last_event_id - OVERLAP).order_by("id")
    rows = list(fresh.values_list("id", "case_id")[: EVENTS_AT_ONCE + OVERLAP])
    told = sum(_tell(case, at) for case in _with_news({case_id for _event, case_id in rows}))
    mark.last_event_id = max([mark.last_event_id, *(event_id for event_id, _case in rows)])
    mark.save()
    return told


def _with_news(case_ids: set[int]) -> list[Case]:
    cases = Case.objects.filter(id__in=case_ids).order_by("id")
    related = cases.select_related(
        "version__procedure", "applicant", "competent_agency", "receiving_agency", "result",
        "sync", "national_filing",
    )  # fmt: skip
    return [case for case in related if _told_event(case) < case.event_count]


def _told_event(case: Case) -> int:
    sync: CaseSync | None = getattr(case, "sync", None)
    return sync.told_event if sync else 0


def _tell(case: Case, at: datetime) -> bool:
    sync = getattr(case, "sync", None) or CaseSync(case=case)
    filing = getattr(case, "national_filing", None)
    national_code = filing.national_code if filing else ""
    events = case.events.filter(ordinal__gt=sync.told_event).order_by("ordinal")
    for event in events:
        _tell_event(case, event, sync, national_code, at)
        sync.told_event = event.ordinal
    for intent in list_intents_of_subject(f"case:{case.pk}"):
        send(national_portal.claim_parcel(case, intent, national_code), at=at)
    sync.save()
    return True


def _tell_event(
    case: Case, event: CaseEvent, sync: CaseSync, national_code: str, at: datetime
) -> None:
    code = NATIONAL_STATE_CODES[event.to_state]
    if code != sync.told_state:
        send(national_portal.state_parcel(case, event, national_code), at=at)
        sync.told_state = code
    if event.kind in _BRINGS_PAPERS:
        papers = CasePaper.objects.filter(case=case, is_current=True)
        held = papers.select_related("upload__file").order_by("pk")
        send(national_portal.papers_parcel(case, held, event, national_code), at=at)
    if not sync.told_result and event.kind == Action.ISSUE_RESULT:
        parcel = national_portal.result_parcel(case, event, national_code)
        if parcel is not None:
            send(parcel, at=at)
            sync.told_result = True
