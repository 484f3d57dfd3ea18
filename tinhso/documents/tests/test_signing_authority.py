"""Who signs in whose name must be allowed to, on the day of the signature."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings

from tinhso.documents.api import DocumentState, sign_as_person
from tinhso.documents.operations.signing import AuthorityNotValid
from tinhso.documents.rules.signing_authority import holds_on, is_lawful
from tinhso.documents.tests.factories import AT, Office, result_content
from tinhso.orgs.api import Position

TODAY = settings.ORG_DATE


@pytest.mark.parametrize(
    "printed", ["", "TM.", "KT.", "Q.", "TL.", "TUQ.", "TL. KT.", "TM. ỦY BAN NHÂN DÂN KT."]
)
def test_lawful_ways_to_sign_for_others(printed: str) -> None:
    assert is_lawful(printed)


@pytest.mark.parametrize(
    "printed", ["TUQ. TUQ.", "TUQ. KT.", "TUQ. TL.", "TL. TL.", "KT. TM.", "KT. KT.", "XX."]
)
def test_unlawful_ways_to_sign_for_others(printed: str) -> None:
    assert not is_lawful(printed)


def test_position_holds_from_its_first_day_until_before_its_end() -> None:
    first, end = date(2026, 1, 1), date(2026, 7, 1)

    assert [holds_on(day, first, end) for day in (first, end - timedelta(days=1))] == [True, True]
    assert [holds_on(day, first, end) for day in (first - timedelta(days=1), end)] == [False] * 2
    assert holds_on(date(2099, 1, 1), first, None)


def content_with(authority: str) -> dict[str, Any]:
    content = result_content()
    return {**content, "signer": {**content["signer"], "authority": authority}}


@pytest.mark.parametrize("printed", ["TL. KT.", "TUQ."])
def test_lawful_authority_signs(office: Office, printed: str) -> None:
    assert office.signed(content=content_with(printed)).state == DocumentState.SIGNED


@pytest.mark.parametrize("printed", ["TUQ. KT.", "TUQ. TUQ."])
def test_authorisation_passed_on_is_refused(office: Office, printed: str) -> None:
    draft = office.draft(content=content_with(printed))

    with pytest.raises(AuthorityNotValid):
        sign_as_person(document=draft, actor=office.leader, at=AT)

    draft.refresh_from_db()
    assert (draft.state, draft.number) == (DocumentState.DRAFT, None)


@pytest.mark.parametrize(
    "period",
    [{"valid_to": TODAY}, {"valid_from": TODAY + timedelta(days=1)}],
)
def test_position_not_held_that_day_signs_nothing(office: Office, period: dict[str, date]) -> None:
    Position.objects.filter(agency=office.agency, role="LEADER").update(**period)

    with pytest.raises(AuthorityNotValid):
        office.signed()
