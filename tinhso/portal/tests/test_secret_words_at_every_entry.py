"""Typed words with a mark of secrecy are refused, sealed and told, wherever they are typed."""

from email.message import EmailMessage

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.cases.api import Case
from tinhso.cases.models import Draft
from tinhso.cases.tests.factories import example_answers, make_draft, make_version
from tinhso.contact.models import ChatMessage, Contact, ContactEvent, Letter
from tinhso.contact.tests.doors import form_of_a_person, letter_arrives, message_arrives, open_key
from tinhso.contact.tests.factories import Line
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount, OfficerAccount
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in
from tinhso.notifications.models import Notification
from tinhso.orgs.tests.factories import make_agency
from tinhso.procedures.api import load_form
from tinhso.records.models import Door, QuarantinedItem

pytestmark = pytest.mark.django_db
NOTICE = "dấu chỉ độ mật"
SECRET = "TỐI MẬT\nPhương án tác chiến"
PLAIN = "Tôi mất căn cước, xin giữ bí mật giúp tôi."
REPORT = "/phan-anh/gui/hien-truong/"


@pytest.fixture(name="keeper")
def _keeper(db: None) -> OfficerAccount:
    committee = make_agency("H10", kind="PEOPLES_COMMITTEE", tier="PROVINCE")
    return make_officer(committee, "SECURITY_OFFICER")


@pytest.fixture(name="account")
def _account(keeper: OfficerAccount) -> CitizenAccount:
    return make_citizen()


def sealed() -> list[tuple[str, str]]:
    """Give what lies in quarantine: by which door, which degree."""
    with acting_as(SYSTEM):
        return list(QuarantinedItem.objects.order_by("pk").values_list("door", "level"))


def page_of(draft: Draft) -> tuple[str, dict[str, str]]:
    """Give the address of the first page of an application, and how it may be answered."""
    page = load_form(draft.version).pages({})[0]
    answers = {name: str(example_answers().get(name, "")) for name in page.fields}
    return reverse("cases:draft_page", args=[draft.token, page.code]), answers


def test_a_page_of_an_application_is_refused_and_given_back(
    client: Client, account: CitizenAccount, keeper: OfficerAccount
) -> None:
    draft = make_draft(account, make_version())
    sign_in(client, account)
    url, answers = page_of(draft)
    name, other = list(answers)[:2]
    before = dict(draft.form)

    page = client.post(url, {**answers, name: SECRET})
    draft.refresh_from_db()
    kept = dict(draft.form)
    passed = client.post(url, {**answers, name: PLAIN})

    html = page.content.decode()
    assert (page.status_code, kept) == (409, before)
    assert NOTICE in html
    assert f'name="{other}" value="{answers[other]}"' in html
    assert f'name="{name}" rows' in html
    assert passed.status_code != 409
    assert sealed() == [(Door.FIELDS, "TOI_MAT")]
    told = Notification.objects.get(template="secret_shut_away")
    assert told.person_id == keeper.person_id


def test_what_was_sealed_is_for_the_security_officer_to_read(
    client: Client, account: CitizenAccount, keeper: OfficerAccount
) -> None:
    sign_in(client, account)
    url, answers = page_of(make_draft(account, make_version()))
    client.post(url, {**answers, next(iter(answers)): SECRET})
    with acting_as(SYSTEM):
        item = QuarantinedItem.objects.get()

    officer = Client()
    sign_in(officer, keeper)
    opened = officer.post(reverse("records:quarantine_open", args=[item.token]))

    assert "Phương án tác chiến".encode() in opened.content


def test_one_sender_fills_no_quarantine(client: Client, account: CitizenAccount) -> None:
    sign_in(client, account)
    url, answers = page_of(make_draft(account, make_version()))

    for _ in range(22):
        refused = client.post(url, {**answers, next(iter(answers)): SECRET})

    assert refused.status_code == 409
    assert len(sealed()) == 20


def test_an_application_filed_by_a_program_is_refused(
    client: Client, account: CitizenAccount
) -> None:
    make_version()
    sign_in(client, account)
    form = {**example_answers(), "child_full_name": SECRET}
    filing = {"procedure": "dang-ky-khai-sinh", "area_code": "25195", "form": form}

    answer = client.post(
        "/api/cases", filing, "application/json", headers={"Idempotency-Key": "secret-1"}
    )

    assert answer.json()["code"] == "words_secret"
    assert not Case.objects.exists()
    assert sealed() == [(Door.FIELDS, "TOI_MAT")]


def test_a_report_is_refused_and_everyday_words_pass(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Line()
    form = form_of_a_person(monkeypatch)

    refused = client.post(REPORT, {**form, "text": f"Tôi nhặt được\n{SECRET}"})
    passed = client.post(REPORT, {**form, "text": PLAIN})

    assert (refused.status_code, NOTICE in refused.content.decode()) == (409, True)
    assert passed.status_code == 302
    assert [contact.text for contact in Contact.objects.all()] == [PLAIN]
    assert sealed() == [(Door.FIELDS, "TOI_MAT")]


def test_a_report_and_an_update_of_a_program_are_refused(client: Client) -> None:
    Line()
    open_key("k")
    report = {
        "api_key": "k", "service_code": "duong-hu-hong", "lat": "11.535", "long": "106.888",
        "description": "Ổ gà lớn giữa đường", "attribute[KICH_CO]": "LON",
    }  # fmt: skip

    refused = client.post("/open311/v2/requests.json", {**report, "description": SECRET})
    taken = client.post("/open311/v2/requests.json", report).json()[0]
    told = {"api_key": "k", "service_request_id": taken["service_request_id"]}
    later = client.post(
        "/open311/v2/servicerequestupdates.json", {**told, "description": f"Bổ sung\n{SECRET}"}
    )

    assert [refused.status_code, NOTICE in refused.content.decode()] == [400, True]
    assert [later.status_code, NOTICE in later.content.decode()] == [400, True]
    assert not ContactEvent.objects.filter(note__contains="tác chiến").exists()
    assert not Contact.objects.filter(text__contains="tác chiến").exists()


def test_a_chat_message_is_sealed_and_its_sender_told(db: None) -> None:
    Line()

    message_arrives(SECRET)
    message_arrives(SECRET)

    said = list(ChatMessage.objects.order_by("pk").values_list("way", "text"))
    assert [way for way, _text in said] == ["IN", "OUT"]
    assert "tác chiến" not in said[0][1]
    assert NOTICE in said[1][1]
    assert not Contact.objects.exists()
    assert sealed() == [(Door.FIELDS, "TOI_MAT")]


def test_a_letter_is_sealed_and_its_sender_told(db: None) -> None:
    Line()
    letter = EmailMessage()
    for name, value in {
        "From": "Nguyễn Văn An <an@mail.example>", "To": "1022@tinhso.example",
        "Subject": "Gửi tài liệu", "Message-ID": "<m1@mail.example>",
    }.items():  # fmt: skip
        letter[name] = value
    letter.set_content(SECRET)

    letter_arrives(letter.as_bytes())
    letter_arrives(letter.as_bytes())

    came, sent = Letter.objects.order_by("pk")
    assert (came.contact_id, came.subject, "tác chiến" in came.text) == (None, "", False)
    assert (sent.way, NOTICE in sent.text) == ("OUT", True)
    assert not Contact.objects.exists()
    assert sealed() == [(Door.FIELDS, "TOI_MAT")]
