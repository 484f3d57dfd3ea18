"""Kinds, validity and reasons: rules without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.vault.queries.kinds import load_kinds
from tinhso.vault.rules import (
    Kinds,
    PaperKind,
    Reason,
    kept_facts,
    reason_not_offered,
    valid_until,
)

DAY = date(2021, 6, 1)
_DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2021, 6, 1), 0, None),
        (date(2021, 6, 1), 6, date(2021, 12, 1)),
        (date(2021, 8, 31), 6, date(2022, 3, 1)),
        (date(2021, 12, 31), 2, date(2022, 3, 1)),
        (date(2021, 10, 31), 1, date(2021, 12, 1)),
        (date(2020, 2, 29), 12, date(2021, 3, 1)),
    ],
)
def test_validity_ends_on_the_same_day_of_a_later_month(
    start: date, months: int, end: date | None
) -> None:
    assert valid_until(start, months) == end


@given(start=_DAYS, months=st.integers(min_value=1, max_value=240))
def test_validity_is_never_shorter_than_its_months(start: date, months: int) -> None:
    end = valid_until(start, months)

    assert end is not None
    full_months = (end.year - start.year) * 12 + end.month - start.month
    assert full_months == months or (full_months == months + 1 and end.day == 1)
    assert end > start + timedelta(days=27 * months)


@pytest.mark.parametrize(
    ("state", "valid_to", "is_revoked", "reason"),
    [
        ("CURRENT", None, False, Reason.NONE),
        ("CURRENT", DAY + timedelta(days=1), False, Reason.NONE),
        ("CURRENT", DAY, False, Reason.EXPIRED),
        ("CURRENT", None, True, Reason.REVOKED),
        ("REVOKED", DAY, False, Reason.REVOKED),
        ("SUPERSEDED", DAY, False, Reason.SUPERSEDED),
        ("SUPERSEDED", DAY, True, Reason.REVOKED),
    ],
)
def test_the_strongest_reason_is_told(
    state: str, valid_to: date | None, is_revoked: bool, reason: Reason
) -> None:
    found = reason_not_offered(
        state=state,
        valid_from=date(2021, 1, 1),
        valid_to=valid_to,
        is_revoked_at_source=is_revoked,
        on=DAY,
    )

    assert found == reason


def test_a_paper_of_the_future_is_not_offered_yet() -> None:
    found = reason_not_offered(
        state="CURRENT",
        valid_from=DAY + timedelta(days=1),
        valid_to=None,
        is_revoked_at_source=False,
        on=DAY,
    )

    assert found == Reason.NOT_YET


@given(on=_DAYS, start=_DAYS, days=st.integers(min_value=1, max_value=4000))
def test_a_paper_is_offered_exactly_within_its_period(on: date, start: date, days: int) -> None:
    end = start + timedelta(days=days)

    found = reason_not_offered(
        state="CURRENT", valid_from=start, valid_to=end, is_revoked_at_source=False, on=on
    )

    assert (found == Reason.NONE) == (start <= on < end)


def test_papers_of_one_case_only_are_no_kind() -> None:
    kinds = Kinds(by_code={}, never_kept=frozenset({"application"}))

    assert kinds.of_paper("application") is None
    assert kinds.for_papers(["application", "degree"]) == {"degree": ["degree"]}


def test_a_kind_answers_papers_of_several_names() -> None:
    kinds = load_kinds()

    found = kinds.for_papers(["previous-certificate", "marital-status-certificate"])

    assert found == {
        "marital-status-certificate": ["previous-certificate", "marital-status-certificate"]
    }


def test_every_kind_of_the_pack_names_its_certainty_and_no_paper_twice() -> None:
    kinds = load_kinds()
    papers = [paper for kind in kinds.by_code.values() for paper in kind.papers]

    assert len(papers) == len(set(papers))
    assert not set(papers) & kinds.never_kept
    for kind in kinds.by_code.values():
        assert kind.name["vi"]
        assert kind.name["en"]
        assert kind.certainty in {"confirmed", "secondary", "to_confirm"}
        assert bool(kind.source) == bool(kind.months_valid)


def test_facts_keep_only_what_was_answered() -> None:
    kind = PaperKind(code="x", name={}, facts={"name": "child_full_name", "sex": "child_sex"})

    assert kept_facts(kind, {"child_full_name": "Khôi", "child_sex": ""}) == {"name": "Khôi"}
