"""What contacts tell the province's indicators: judged once, shares by the decision's formulas."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.contact.handlers import where_contact_is_read
from tinhso.contact.models import ContactState
from tinhso.contact.operations import answer_at_once, refuse
from tinhso.contact.operations.telling_numbers import has_more_to_tell, tell_numbers
from tinhso.contact.rules.numbers import Standing, numbers_of
from tinhso.contact.tests.factories import AT, CENTRE, Line, report
from tinhso.core.actors import PUBLIC, SYSTEM
from tinhso.core.rls import acting_as
from tinhso.indicators.models import Fact, Indicator, Source

DUE = AT + timedelta(days=3)
LATE = DUE + timedelta(days=1)


def said(at: datetime = LATE, **values: object) -> dict[str, tuple[int, int | None]]:
    """Give the numbers of a field report by the end of their code."""
    usual = {"kind": "FIELD_REPORT", "state": "IN_PROGRESS", "received_at": AT, "due_at": DUE}
    standing = Standing(**{**usual, **values})  # type: ignore[arg-type]
    return {
        one.indicator.removeprefix("GOV.REPORTS_1022").lstrip("_") or "RECEIVED": (
            one.numerator,
            one.denominator,
        )
        for one in numbers_of(standing, at)
    }


def test_answered_in_time_counts_for_both_shares() -> None:
    found = said(state="ANSWERED", closed_at=DUE)

    assert (found["ON_TIME"], found["SATISFACTION"]) == ((1, 1), (1, 1))
    assert found["ANSWERED"] == (1, None)
    assert "OVERDUE" not in found


def test_unsatisfied_citizen_takes_the_satisfaction_but_not_the_time() -> None:
    found = said(state="ANSWERED", closed_at=DUE, score=2, rated_at=LATE)

    assert (found["ON_TIME"], found["SATISFACTION"]) == ((1, 1), (0, 1))
    assert found["UNSATISFIED"] == (1, None)


def test_overdue_counts_on_the_day_it_was_due_answered_or_not() -> None:
    for found in (said(), said(state="ANSWERED", closed_at=LATE)):
        assert (found["ON_TIME"], found["SATISFACTION"], found["OVERDUE"]) == (
            (0, 1),
            (0, 1),
            (1, None),
        )


def test_nothing_is_judged_before_it_is_due_or_while_its_author_is_asked() -> None:
    assert set(said(at=AT)) == {"RECEIVED"}
    assert set(said(is_paused=True, state="WAITING")) == {"RECEIVED"}


def test_refused_and_linked_are_out_of_competence_and_denunciations_say_nothing() -> None:
    assert set(said(state="REFUSED", closed_at=AT)) == {"RECEIVED", "REFUSED"}
    assert set(said(state="LINKED", closed_at=AT)) == {"RECEIVED"}
    assert said(kind="DENUNCIATION") == {}


@given(
    st.sampled_from(ContactState.values),
    st.one_of(st.none(), st.integers(-200, 200)),
    st.one_of(st.none(), st.integers(1, 5)),
    st.booleans(),
)
def test_shares_never_pass_one_and_satisfaction_never_passes_time(
    state: str, closed: int | None, score: int | None, paused: bool
) -> None:
    closed_at = None if closed is None else DUE + timedelta(hours=closed)
    rated_at = LATE if score else None
    found = said(state=state, closed_at=closed_at, score=score, rated_at=rated_at, is_paused=paused)

    on_time, content = found.get("ON_TIME", (0, 1)), found.get("SATISFACTION", (0, 1))
    assert on_time in {(0, 1), (1, 1)}
    assert content[0] <= on_time[0]
    assert ("OVERDUE" in found) == ("ON_TIME" in found and on_time[0] == 0)


@pytest.fixture
def line(db: None) -> Line:
    """Give a line whose province has its catalogue of indicators."""
    line = Line()
    with acting_as(SYSTEM):
        Source.objects.create(
            code="WORK.CONTACT", name="1022", kind="WORK", agency=line.agencies[CENTRE]
        )
    return line


def indicators(line: Line) -> None:
    """Make the indicators the line tells, by their codes."""
    with acting_as(SYSTEM):
        for number, code in enumerate(("GOV.REPORTS_1022", "GOV.REPORTS_1022_ON_TIME")):
            Indicator.objects.create(
                code=code,
                field="GOVERNMENT",
                name=code,
                name_en=code,
                owner=line.agencies[CENTRE],
                keeper=line.agencies[CENTRE],
                sensitivity="PUBLIC",
                sort_order=number,
            )


def test_each_contact_is_told_once_and_leads_back_to_itself(line: Line) -> None:
    indicators(line)
    contact = report(kind="QUESTION", category="").contact
    operator = line.actor(CENTRE)
    answer_at_once(contact=contact, text="Đến bộ phận một cửa phường.", actor=operator, at=AT)

    first, second = tell_numbers(at=AT), tell_numbers(at=AT)

    assert (first, second, has_more_to_tell()) == (1, 0, False)
    with acting_as(SYSTEM):
        facts = Fact.objects.filter(subject=f"contact:{contact.code}")
        told = {one.indicator.code: one.numerator for one in facts.select_related("indicator")}
    assert told == {"GOV.REPORTS_1022": 1, "GOV.REPORTS_1022_ON_TIME": 1}
    link = where_contact_is_read(contact.code, operator)
    assert link is not None
    assert contact.code in link.url
    assert where_contact_is_read(contact.code, PUBLIC) is None


def test_due_date_that_goes_by_is_told_without_an_event(line: Line) -> None:
    indicators(line)
    contact = report().contact
    tell_numbers(at=AT)
    assert contact.due_at is not None

    tell_numbers(at=contact.due_at + timedelta(minutes=1))

    with acting_as(SYSTEM):
        fact = Fact.objects.get(indicator__code="GOV.REPORTS_1022_ON_TIME")
        assert [fact.numerator, fact.denominator] == [0, 1]


def test_later_refusal_takes_the_judgement_back(line: Line) -> None:
    indicators(line)
    contact = report().contact
    late = datetime(2021, 7, 1, tzinfo=UTC)
    tell_numbers(at=late)
    with acting_as(SYSTEM):
        assert Fact.objects.filter(indicator__code="GOV.REPORTS_1022_ON_TIME").exists()
        contact.agency_id = line.agencies[CENTRE].pk
        contact.state = "NEW"
        contact.save()

    refuse(contact=contact, because="Không đủ thông tin.", actor=line.actor(CENTRE), at=late)
    tell_numbers(at=late)

    with acting_as(SYSTEM):
        current = Fact.objects.filter(
            indicator__code="GOV.REPORTS_1022_ON_TIME", superseded_at__isnull=True
        )
        assert not current.exists()
