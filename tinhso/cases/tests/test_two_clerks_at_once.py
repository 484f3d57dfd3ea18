"""Two clerks press the same button at the same moment: one code, one promise, one told so."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from tinhso.cases.models import Case, CaseEvent
from tinhso.cases.tests.factories import make_case, make_version, make_ward
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_citizen, sign_in


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("acts", [("tiep-nhan", "tiep-nhan"), ("tiep-nhan", "rut")])
def test_one_act_wins_and_the_other_is_told(acts: tuple[str, str]) -> None:
    with acting_as(SYSTEM):
        ward = make_ward()
        case = make_case(make_citizen(), make_version())
    clients = [Client(), Client()]
    for client in clients:
        sign_in(client, ward.officers["CLERK"])
    together, answers = Barrier(2), []

    def press(client: Client, act: str) -> None:
        together.wait()
        answer = client.post(f"/can-bo/ho-so/{case.token}/{act}/", {"reason": "Rút"})
        answers.append(answer.status_code)
        connection.close()

    threads = [Thread(target=press, args=pair) for pair in zip(clients, acts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with acting_as(SYSTEM):
        kinds = list(CaseEvent.objects.filter(case=case).values_list("kind", flat=True))
        assert Case.objects.get(pk=case.pk).event_count == len(kinds)
    if acts[0] == acts[1]:
        assert sorted(answers) == [302, 409]
        assert kinds.count("ACCEPT") == 1
    else:
        # Withdrawing is open before and after acceptance: what is never seen is both half done.
        assert kinds in (["SUBMIT", "ACCEPT", "WITHDRAW"], ["SUBMIT", "WITHDRAW"])
