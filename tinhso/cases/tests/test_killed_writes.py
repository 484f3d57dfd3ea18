"""Every write of the straight path, cut off at every statement and killed: done once or not at all.

A case walks from its draft to its rating. Each write is killed with -9, loses its connection before
every statement and its answer after the commit, then is sent twice more with the same key.
"""

from typing import Any

import pytest

from tinhso.cases.models import Case
from tinhso.cases.operations import (
    Supplement,
    accept_case,
    draft_result,
    forward_step,
    hand_over_result,
    issue_result,
    provide_supplement,
    rate_case,
    request_supplement,
    return_step,
    sign_result,
    submit_draft,
)
from tinhso.cases.tests.factories import AT, make_ready_draft
from tinhso.cases.tests.killed import Cast, assert_whole
from tinhso.cases.tests.walk import RESULT_FIELDS
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.core.tests.killing import stride

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_straight_path(cast: Cast) -> None:
    clerk, specialist = cast.ward.actor("CLERK"), cast.ward.actor("SPECIALIST")
    leader, registrar = cast.ward.actor("LEADER"), cast.ward.actor("REGISTRAR")
    draft = make_ready_draft(cast.account, cast.version)
    cast.once(cast.citizen, submit_draft, draft=draft, at=AT)
    with acting_as(SYSTEM):
        case = Case.objects.get()
    wanted: dict[str, Any] = {"reason": "Ảnh mờ", "papers": ["birth-notice"]}
    cast.once(clerk, request_supplement, case=case, **wanted)
    given = Supplement(message="Đã chụp lại")
    cast.once(cast.citizen, provide_supplement, case=case, supplement=given)
    cast.once(clerk, accept_case, case=case)
    cast.once(specialist, draft_result, case=case, fields=RESULT_FIELDS)
    cast.once(specialist, forward_step, case=case, note="", person_id=None)
    cast.once(leader, return_step, case=case, reason="Sai số quyển")
    cast.once(specialist, draft_result, case=case, fields=RESULT_FIELDS)
    cast.once(specialist, forward_step, case=case, note="", person_id=None)
    cast.once(leader, sign_result, case=case, every=4)
    cast.once(registrar, issue_result, case=case, every=4)
    cast.once(cast.citizen, hand_over_result, case=case)
    cast.once(cast.citizen, rate_case, case=case, score=5, comment="")

    assert_whole(case)
    assert cast.done_again == set()
    assert cast.cuts * stride() > 150
