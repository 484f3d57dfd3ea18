"""Signing together on its pages: invite, read, agree, decline, papers, withdraw, refusals."""

import pytest
from django.test import Client

from tinhso.cases.models import CoSignature, Draft
from tinhso.cases.operations import Writer, hash_of_draft
from tinhso.cases.tests import test_co_signing as signing
from tinhso.cases.tests.factories import Ward, make_ready_draft, make_version
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
version, other, draft = signing.version, signing.other, signing.draft


def test_applicant_invites_and_the_other_agrees_on_their_own_page(
    client: Client, draft: Draft, account: CitizenAccount, other: CitizenAccount
) -> None:
    page = f"/nop-ho-so/{draft.token}/nguoi-cung-ky/"
    sign_in(client, account)
    assert "Chưa mời" in client.get(page).content.decode()
    assert "Đã mời 1 người ký" in client.post(page, {"go": "invite"}, follow=True).content.decode()
    refused = client.post(f"/nop-ho-so/{draft.token}/kiem-tra/", {"declaration": "on"})
    assert "Chưa đồng ý với nội dung hiện tại: Lê Thị Mẹ" in refused.content.decode()

    sign_in(client, other)
    token = CoSignature.objects.get(draft=draft).token
    assert f"/cung-ky/{token}/" in client.get("/viec-cua-toi/").content.decode()
    shown = client.get(f"/cung-ky/{token}/").content.decode()
    assert "mời bạn cùng ký" in shown
    assert "Nguyễn" in shown
    with acting_as(SYSTEM):
        seen = hash_of_draft(Draft.objects.get(pk=draft.pk))
    assert seen in shown
    unticked = client.post(f"/cung-ky/{token}/", {"go": "agree", "seen": seen})
    assert "Đánh dấu vào ô cam đoan để đồng ý" in unticked.content.decode()
    sent = {"go": "agree", "agreed": "on", "seen": seen}
    assert "Bạn đã đồng ý" in client.post(f"/cung-ky/{token}/", sent, follow=True).content.decode()

    sign_in(client, account)
    filed = client.post(f"/nop-ho-so/{draft.token}/kiem-tra/", {"declaration": "on"})
    assert filed.status_code == 302
    sign_in(client, other)
    assert "Hồ sơ bạn cùng ký đã nộp" in client.get(f"/cung-ky/{token}/").content.decode()
    taken = client.post(f"/cung-ky/{token}/rut/", {"reason": "Đổi ý"}, follow=True)
    assert "Đã rút hồ sơ" in taken.content.decode()


def test_papers_are_read_by_who_is_asked_and_by_nobody_else(
    client: Client, draft: Draft, account: CitizenAccount, other: CitizenAccount
) -> None:
    signature = signing.invited(draft, account)
    with acting_as(SYSTEM):
        upload = draft.papers.get().upload.token
    address = f"/cung-ky/{signature.token}/giay-to/{upload}/"

    sign_in(client, other)
    assert client.get(address).status_code == 200
    assert client.get(f"/cung-ky/{signature.token}/giay-to/khac/").status_code == 404
    sign_in(client, make_citizen(full_name="Trần Văn Lạ"))
    assert client.get(address).status_code == 404
    assert client.get(f"/cung-ky/{signature.token}/").status_code == 404
    assert client.post(f"/cung-ky/{signature.token}/rut/", {}).status_code == 404


def test_decline_asks_for_a_reason_and_tells_the_applicant(
    client: Client, draft: Draft, account: CitizenAccount, other: CitizenAccount
) -> None:
    signature = signing.invited(draft, account)
    sign_in(client, other)
    address = f"/cung-ky/{signature.token}/"
    assert "Ghi lý do bạn không đồng ý" in client.post(address, {"go": "decline"}).content.decode()

    client.post(address, {"go": "decline", "reason": "Sai năm sinh"})

    sign_in(client, account)
    page = client.get(f"/nop-ho-so/{draft.token}/nguoi-cung-ky/").content.decode()
    assert "Sai năm sinh" in page


def test_added_person_is_checked_and_taken_out_again(
    client: Client, draft: Draft, account: CitizenAccount
) -> None:
    sign_in(client, account)
    page = f"/nop-ho-so/{draft.token}/nguoi-cung-ky/"
    wrong = {"go": "add", "full_name": "Lê Văn Cậu", "identity_number": "12"}
    assert "Số định danh gồm 12 chữ số" in client.post(page, wrong).content.decode()
    right = {**wrong, "identity_number": "079198000111"}
    assert "Lê Văn Cậu" in client.post(page, right, follow=True).content.decode()
    assert client.post(page, right).status_code == 409
    token = CoSignature.objects.get(party="relative").token
    assert (
        "Đã bỏ khỏi danh sách" in client.post(page, {"remove": token}, follow=True).content.decode()
    )


def test_clerk_notes_paper_and_files_at_once(
    client: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    clerk = ward.officers["CLERK"]
    writer = Writer(account.person, counter_agency_id=ward.office.pk)
    draft = signing.written(ward.actor("CLERK"), writer, version)
    sign_in(client, clerk)
    page = f"/nop-ho-so/{draft.token}/nguoi-cung-ky/"
    assert "Đã ký giấy trước mặt tôi" in client.get(page).content.decode()

    client.post(page, {"paper": signing.MOTHER})
    filed = client.post(
        f"/nop-ho-so/{draft.token}/kiem-tra/", {"declaration": "on", "go": "accept"}, follow=True
    ).content.decode()

    assert "Người cùng ký" in filed
    assert "Ký giấy trước cán bộ" in filed


def test_page_is_only_there_where_somebody_signs(
    client: Client, account: CitizenAccount, ward: Ward
) -> None:
    ready = make_ready_draft(account, make_version())
    sign_in(client, account)

    assert client.get(f"/nop-ho-so/{ready.token}/nguoi-cung-ky/").status_code == 404


def test_another_citizen_finds_no_application_to_invite_to(client: Client, draft: Draft) -> None:
    sign_in(client, make_citizen(full_name="Trần Văn Lạ"))

    assert client.get(f"/nop-ho-so/{draft.token}/nguoi-cung-ky/").status_code == 404
