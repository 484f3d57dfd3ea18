"""What is sent after the session ended waits for its sender: answers, files, officers' reasons."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.cases.tests.factories import Ward, make_case, make_draft, photo
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
SENT_ON = {"resume": "send"}


def test_photos_are_kept_and_sent_on(
    client: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)
    url = reverse("cases:draft_papers", args=[draft.token])
    client.post(url, {"photo-birth-notice": photo(), "go": "next"})

    sign_in(client, account)
    offered = client.get(url).content.decode()
    answer = client.post(url, SENT_ON)

    assert "giay-chung-sinh.jpg" in offered
    assert answer["Location"] == reverse("cases:draft_check", args=[draft.token])
    assert draft.papers.get().paper_code == "birth-notice"
    assert "Gửi tiếp" not in client.get(url).content.decode()


def test_it_is_thrown_away_on_request(
    client: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)
    url = reverse("cases:draft_papers", args=[draft.token])
    client.post(url, {"photo-birth-notice": photo()})

    sign_in(client, account)
    client.post(url, {"resume": "discard"})

    assert not draft.papers.exists()
    assert "Gửi tiếp" not in client.get(url).content.decode()


def test_nobody_else_is_offered_it(
    client: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)
    url = reverse("cases:draft_papers", args=[draft.token])
    client.post(url, {"photo-birth-notice": photo()})

    sign_in(client, make_citizen())

    assert client.get(url).status_code == 404
    assert client.post(url, SENT_ON).status_code == 404
    assert not draft.papers.exists()


def test_officer_s_reason_waits_too(
    client: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    case = make_case(account, version)
    url = reverse("cases:officer_act", args=[case.token, "rut"])
    client.post(url, {"reason": "Người nộp đề nghị rút tại quầy."})

    sign_in(client, ward.officers["CLERK"])
    offered = client.get(url).content.decode()
    client.post(url, SENT_ON)

    case.refresh_from_db()
    assert "Gửi tiếp" in offered
    assert case.state == "WITHDRAWN"


def test_it_comes_back_with_its_query(
    client: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)
    url = f"{reverse('cases:draft_papers', args=[draft.token])}?sua=1"
    led = client.post(url, {"photo-birth-notice": photo(), "go": "next"})

    sign_in(client, account)
    back = parse_qs(urlsplit(led["Location"]).query)["next"][0]
    offered = client.get(back).content.decode()
    client.post(back, SENT_ON)

    assert back == url
    assert "giay-chung-sinh.jpg" in offered
    assert draft.papers.count() == 1


def test_address_that_only_takes_forms_offers_it_without_a_word_of_it(
    client: Client, account: CitizenAccount
) -> None:
    url = reverse("notifications:read_all")
    client.post(url, {"note": "bí mật"})

    sign_in(client, account)
    offered = client.get(url)
    done = client.post(url, SENT_ON)

    assert offered.status_code == 200
    assert "Gửi tiếp" in offered.content.decode()
    assert "bí mật" not in offered.content.decode()
    assert done.status_code == 302
    assert client.get(url).status_code == 405
