"""Attaching papers: good files are kept, bad ones named, required ones asked for."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tinhso.cases.tests.factories import (
    Ward,
    make_draft,
    make_ready_draft,
    photo,
)
from tinhso.documents.api import UploadTooLarge
from tinhso.identity.models import CitizenAccount
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
SLUG = "dang-ky-khai-sinh"


def test_photo_is_attached_to_its_paper(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)
    url = reverse("cases:draft_papers", args=[draft.token])

    response = citizen.post(url, {"photo-birth-notice": photo(), "go": "next"})

    assert response["Location"] == reverse("cases:draft_check", args=[draft.token])
    assert draft.papers.get().paper_code == "birth-notice"
    assert "giay-chung-sinh.jpg" in citizen.get(url).content.decode()


def test_photo_sent_again_is_attached_once(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)
    url = reverse("cases:draft_papers", args=[draft.token])

    for _ in range(2):
        citizen.post(url, {"photo-birth-notice": photo(), "go": "next"})

    assert draft.papers.count() == 1


def test_bad_file_is_named_and_the_good_one_kept(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)
    bad = SimpleUploadedFile("virus.exe", b"MZ\x90\x00 not a picture", "image/jpeg")

    response = citizen.post(
        reverse("cases:draft_papers", args=[draft.token]),
        {"file-birth-notice": [photo("mot.jpg"), bad], "go": "next"},
    )

    text = response.content.decode()
    assert response.status_code == 200
    assert "virus.exe" in text
    assert 'href="#file-birth-notice"' in text
    assert draft.papers.count() == 1


def test_required_paper_is_asked_for_before_going_on(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)

    response = citizen.post(reverse("cases:draft_papers", args=[draft.token]), {"go": "next"})

    assert "Hãy chụp hoặc tải giấy tờ này lên." in response.content.decode()


def test_file_is_taken_away_again(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)
    token = draft.papers.get().upload.token

    citizen.post(reverse("cases:draft_papers", args=[draft.token]), {"remove": token})

    assert not draft.papers.exists()


@pytest.mark.parametrize("size", [2_000, 300_000])
def test_file_over_the_limit_is_refused_while_it_streams_in(
    citizen: Client,
    account: CitizenAccount,
    ward: Ward,
    version: ProcedureVersion,
    settings: Settings,
    size: int,
) -> None:
    settings.UPLOAD_MAX_BYTES = 1_000
    draft = make_draft(account, version)
    huge = SimpleUploadedFile("to.jpg", b"\xff\xd8\xff" + b"0" * size, "image/jpeg")

    response = citizen.post(
        reverse("cases:draft_papers", args=[draft.token]), {"file-birth-notice": huge, "go": "next"}
    )

    text = response.content.decode()
    assert response.status_code == 200
    assert str(UploadTooLarge().message) in text
    assert 'href="#file-birth-notice"' in text
    assert not draft.papers.exists()
