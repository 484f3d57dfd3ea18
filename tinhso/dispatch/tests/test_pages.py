"""The clerk's pages: lists, one message, decisions, files, an envelope from a file; refusals."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.dispatch import api
from tinhso.dispatch.models import (
    Envelope,
    EnvelopeState,
    InboundMessage,
    Partner,
    Transmission,
)
from tinhso.dispatch.rules import Act, Sent
from tinhso.dispatch.tests.messages import AT, PDF, content_of, message
from tinhso.dispatch.tests.offices import (
    Registry,
    came,
    make_document,
    make_partner,
    make_registry,
    sent,
)
from tinhso.identity.tests.factories import make_officer, sign_in

pytestmark = pytest.mark.django_db
MONITOR = "/cong-van/lien-thong/"


@pytest.fixture
def committee(db: None) -> Registry:
    return make_registry()


@pytest.fixture
def arrived(committee: Registry) -> InboundMessage:
    make_partner()
    came(content_of(message(), signed=True))
    with acting_as(SYSTEM):
        return InboundMessage.objects.get()


@pytest.fixture
def clerk(client: Client, committee: Registry) -> Client:
    sign_in(client, committee.account)
    return client


def again(message: InboundMessage) -> InboundMessage:
    with acting_as(SYSTEM):
        return InboundMessage.objects.get(pk=message.pk)


def path_of(message: InboundMessage, more: str = "") -> str:
    return f"{MONITOR}den/{message.token}/{more}"


def test_the_monitor_shows_what_waits(clerk: Client, arrived: InboundMessage) -> None:
    shown = clerk.get(MONITOR).content.decode()

    assert "15/BNV-VP" in shown
    assert "Lấy văn bản mới" in shown
    assert "Cơ quan ngoài G09 (minh họa)" in shown


@pytest.mark.parametrize("tab", ["", "cho-quyet-dinh", "den", "di", "loi", "khong-doc-duoc", "x"])
def test_every_part_has_words_when_empty(clerk: Client, tab: str) -> None:
    answer = clerk.get(MONITOR, {"muc": tab})

    assert answer.status_code == 200
    assert "ts-empty" in answer.content.decode()


def test_a_list_costs_the_same_however_long(
    clerk: Client, arrived: InboundMessage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(16, 24):
        came(content_of(message(number=str(number)), signed=True), str(number))
    clerk.get(MONITOR)  # what is remembered between requests is read once

    with django_assert_max_num_queries(14):
        clerk.get(MONITOR)


def test_search_narrows_the_list(clerk: Client, arrived: InboundMessage) -> None:
    assert "15/BNV-VP" in clerk.get(MONITOR, {"q": "cải cách"}).content.decode()
    assert "15/BNV-VP" not in clerk.get(MONITOR, {"q": "không có"}).content.decode()


def test_a_document_is_shown_received_and_its_file_saved(
    clerk: Client, arrived: InboundMessage
) -> None:
    shown = clerk.get(path_of(arrived)).content.decode()
    file = clerk.get(path_of(arrived, "tep/1/"))
    done = clerk.post(path_of(arrived, "tiep-nhan/"), follow=True).content.decode()

    assert "V/v báo cáo công tác cải cách hành chính" in shown
    assert file.content == PDF
    assert "attachment" in file["Content-Disposition"]
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "Đã tiếp nhận và báo cho nơi gửi." in done
    assert again(arrived).state == "RECEIVED"


def test_returning_asks_for_a_reason(clerk: Client, arrived: InboundMessage) -> None:
    refused = clerk.post(path_of(arrived, "tra-lai/"), {"reason": ""})
    clerk.post(path_of(arrived, "tra-lai/"), {"reason": "Thiếu phụ lục"})

    assert refused.status_code == 422
    assert again(arrived).state == "RETURNED"


def test_a_recall_is_decided_and_closes_the_files(clerk: Client, arrived: InboundMessage) -> None:
    came(content_of(message(Act.RECALL), signed=True), "2")
    with acting_as(SYSTEM):
        request = InboundMessage.objects.get(act="RECALL")

    nothing = clerk.post(path_of(request, "quyet-dinh/"), {})
    no_reason = clerk.post(path_of(request, "quyet-dinh/"), {"decision": "decline"})
    clerk.post(path_of(request, "quyet-dinh/"), {"decision": "agree"})

    assert (nothing.status_code, no_reason.status_code) == (422, 422)
    assert again(arrived).state == "RECALLED"
    assert path_of(arrived) in clerk.get(path_of(request)).content.decode()
    assert clerk.get(path_of(arrived, "tep/1/")).status_code == 404
    assert clerk.get(path_of(arrived, "goi-tin/")).status_code == 404
    assert "Không ai còn mở được tệp" in clerk.get(path_of(arrived)).content.decode()


def test_the_envelope_is_shown_as_text_and_saved_as_it_came(
    clerk: Client, arrived: InboundMessage
) -> None:
    shown = clerk.get(path_of(arrived, "goi-tin/"), {"xem": ""}).content.decode()
    saved = clerk.get(path_of(arrived, "goi-tin/"))

    assert "&lt;BussinessDocType&gt;0" in shown
    assert saved.content.startswith(b"<?xml")


def test_strangers_and_other_roles_get_nothing(
    client: Client, arrived: InboundMessage, committee: Registry
) -> None:
    assert client.get(MONITOR).status_code == 302
    sign_in(client, make_registry("H10.14", "Sở Tư pháp").account)
    assert client.get(path_of(arrived)).status_code == 404
    assert client.post(path_of(arrived, "tiep-nhan/")).status_code == 404
    with acting_as(SYSTEM):
        specialist = make_officer(committee.agency, "SPECIALIST")
        leader = make_officer(committee.agency, "LEADER")
    sign_in(client, specialist)
    assert client.get(MONITOR).status_code == 403
    sign_in(client, leader)
    assert client.get(path_of(arrived)).status_code == 200
    assert client.post(path_of(arrived, "tiep-nhan/")).status_code == 403


def upload(client: Client, content: bytes) -> str:
    file = SimpleUploadedFile("15.edxml", content)
    return client.post(f"{MONITOR}tai-len/", {"envelope": file}, follow=True).content.decode()


def test_an_envelope_from_a_file_is_taken_once(clerk: Client) -> None:
    make_partner()
    content = content_of(message(), signed=True)

    assert "Đã nhận gói tin." in upload(clerk, content)
    with acting_as(SYSTEM):
        assert InboundMessage.objects.count() == 1


def test_a_bad_file_says_what_is_wrong(clerk: Client) -> None:
    assert "Không đọc được XML" in upload(clerk, b"hello")
    assert "Không biết nơi gửi" in upload(clerk, content_of(message()))
    refused = clerk.post(f"{MONITOR}tai-len/", {})
    assert refused.status_code == 422
    with acting_as(SYSTEM):
        assert set(Envelope.objects.values_list("state", flat=True)) == {EnvelopeState.REFUSED}


def test_a_mark_of_secrecy_in_a_file_is_told_and_shut_away(clerk: Client) -> None:
    content = content_of(message()).replace(b"V/v b", "TỐI MẬT V/v b".encode())

    assert "bị cách ly" in upload(clerk, content)
    assert "TỐI MẬT" not in clerk.get(MONITOR, {"muc": "khong-doc-duoc"}).content.decode()


@pytest.fixture
def failed(committee: Registry) -> Transmission:
    make_partner()
    sent(committee, make_document(committee, api.Recipient(organ_id="G09")))
    with acting_as(SYSTEM):
        row = Transmission.objects.get()
        row.failed_at, row.state, row.last_error = AT, Sent.FAILED, "AxisRefused"
        row.save()
        return row


def test_a_failed_message_is_shown_and_sent_again(clerk: Client, failed: Transmission) -> None:
    page = f"{MONITOR}di/{failed.outgoing.token}/"

    assert "15/UBND-KGVX" in clerk.get(MONITOR, {"muc": "loi"}).content.decode()
    assert "Gửi lại" in clerk.get(page).content.decode()
    clerk.post(f"{page}gui-lai/{failed.pk}/")

    failed.refresh_from_db()
    assert failed.state == Sent.QUEUED
    assert clerk.get(f"{page}goi-tin/").content.startswith(b"<?xml")


def test_a_sent_document_is_recalled_with_a_reason(clerk: Client, committee: Registry) -> None:
    department = make_registry("H10.14", "Sở Tư pháp")
    outgoing = sent(committee, make_document(committee, api.Recipient(department.agency.pk)))
    page = f"{MONITOR}di/{outgoing.token}/thu-hoi/"

    assert clerk.get(page).status_code == 200
    assert clerk.post(page, {"reason": ""}).status_code == 422
    clerk.post(page, {"reason": "Ban hành nhầm"})
    twice = clerk.post(page, {"reason": "Ban hành nhầm"})

    assert twice.status_code == 422
    with acting_as(SYSTEM):
        assert InboundMessage.objects.filter(act="RECALL").count() == 1


@pytest.fixture
def administrator(client: Client, committee: Registry) -> Client:
    with acting_as(SYSTEM):
        account = make_officer(committee.agency, "ADMINISTRATOR")
    sign_in(client, account)
    return client


def test_the_administrator_stops_a_partner(administrator: Client) -> None:
    make_partner()
    page = "/quan-tri/lien-thong/"

    assert "Cơ quan ngoài G09" in administrator.get(page).content.decode()
    administrator.post(f"{page}G09/", {"accepts_unsigned": "on"})

    partner = Partner.objects.get()
    assert (partner.is_active, partner.accepts_unsigned) == (False, True)
    assert administrator.get(f"{page}X99/").status_code == 404


def test_the_security_officer_destroys_a_quarantined_envelope(
    client: Client, committee: Registry
) -> None:
    make_partner()
    envelope = came(content_of(message()).replace(b"V/v b", "MẬT V/v b".encode()))
    page = f"/quan-tri/lien-thong/cach-ly/{envelope.token}/"
    with acting_as(SYSTEM):
        account = make_officer(committee.agency, "SECURITY_OFFICER")
    sign_in(client, account)

    assert envelope.token in client.get("/quan-tri/lien-thong/").content.decode()
    assert client.post(page, {"note": ""}).status_code == 422
    client.post(page, {"note": "Biên bản 03/BB-VT"})

    with acting_as(SYSTEM):
        assert Envelope.objects.get().state == EnvelopeState.DESTROYED
    assert client.get(page).status_code == 404


def test_the_administrator_sees_no_quarantine(administrator: Client) -> None:
    make_partner()
    envelope = came(content_of(message()).replace(b"V/v b", "MẬT V/v b".encode()))
    page = "/quan-tri/lien-thong/"

    assert envelope.token not in administrator.get(page).content.decode()
    assert administrator.get(f"{page}cach-ly/{envelope.token}/").status_code == 403


def test_administration_is_for_administrators(clerk: Client) -> None:
    for path in ("", "G09/", "cach-ly/x/"):
        assert clerk.get(f"/quan-tri/lien-thong/{path}").status_code == 403
    assert clerk.post("/quan-tri/lien-thong/cap-nhat/").status_code == 403
