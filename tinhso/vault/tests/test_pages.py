"""Pages of the vault through HTTP: the owner's, an officer's, and everybody else's refusals."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.tests.factories import Office
from tinhso.identity.api import Consent, ConsentPurpose
from tinhso.identity.models import AccessLog, CitizenAccount
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in
from tinhso.orgs.api import Agency
from tinhso.vault.models import PaperState, VaultPaper
from tinhso.vault.tests.factories import make_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> CitizenAccount:
    """Give a citizen."""
    return make_citizen()


@pytest.fixture
def office() -> Office:
    """Give a committee that issues."""
    return Office()


@pytest.fixture
def paper(account: CitizenAccount, office: Office) -> VaultPaper:
    """Give a birth certificate in the citizen's vault."""
    return make_paper(account, office)


@pytest.fixture
def citizen(client: Client, account: CitizenAccount) -> Client:
    """Give a browser in which the citizen is signed in."""
    sign_in(client, account)
    return client


def _url(name: str, paper: VaultPaper) -> str:
    return reverse(f"vault:{name}", args=[paper.token])


def _officer(office: Office, role: str) -> Client:
    client = Client()
    sign_in(client, make_officer(office.agency, role))
    return client


def _share(citizen: Client, paper: VaultPaper, office: Office, **changes: object) -> int:
    with acting_as(SYSTEM):
        Agency.objects.filter(pk=office.agency.pk).update(search_text=" phuong tan phu ")
    answers = {"agency": office.agency.pk, "days": 30, "agreed": "on", **changes}
    return citizen.post(_url("share", paper) + "?co-quan=tan+phu", answers).status_code


def test_list_shows_the_paper_and_whether_it_holds(citizen: Client, paper: VaultPaper) -> None:
    text = citizen.get(reverse("vault:papers")).content.decode()

    assert "Giấy khai sinh" in text
    assert reverse("portal:my_affairs") in text
    assert "Đang có hiệu lực" in text
    assert "Nguyễn Minh Khuê" in text


def test_list_is_filtered_by_words_without_accents(citizen: Client, paper: VaultPaper) -> None:
    found = citizen.get(reverse("vault:papers"), {"tu_khoa": "giay khai"}).content.decode()
    none = citizen.get(reverse("vault:papers"), {"tu_khoa": "ket hon"}).content.decode()

    assert _url("paper", paper) in found
    assert "Không có giấy tờ nào như vậy" in none


def test_number_of_queries_does_not_grow_with_the_list(
    citizen: Client, account: CitizenAccount, office: Office
) -> None:
    make_paper(account, office, about="Một")
    citizen.get(reverse("vault:papers"))
    with CaptureQueriesContext(connection) as few:
        citizen.get(reverse("vault:papers"))
    for about in ("Hai", "Ba", "Bốn"):
        make_paper(account, office, about=about)
    citizen.get(reverse("vault:papers"))  # what is remembered for seconds is read again
    with CaptureQueriesContext(connection) as many:
        citizen.get(reverse("vault:papers"))

    assert len(many) == len(few)


def test_empty_vault_says_what_will_come(citizen: Client) -> None:
    assert "Kho còn trống" in citizen.get(reverse("vault:papers")).content.decode()


def test_paper_page_shows_provenance_picture_and_file(citizen: Client, paper: VaultPaper) -> None:
    text = citizen.get(_url("paper", paper)).content.decode()
    picture, file = citizen.get(_url("picture", paper)), citizen.get(_url("download", paper))

    assert "Phạm Thị Ngọc Hương, Chủ tịch" in text
    assert "H10.1-260302-0001" in text
    assert picture["Content-Type"] == "image/jpeg"
    assert picture.content[:3] == b"\xff\xd8\xff"
    assert b"".join(file.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["paper", "picture", "download", "share", "erase"])
def test_another_citizen_gets_404(client: Client, paper: VaultPaper, name: str) -> None:
    sign_in(client, make_citizen(full_name="Phạm Thị Khác"))

    assert client.get(_url(name, paper)).status_code == 404


@pytest.mark.parametrize("name", ["paper", "share", "erase"])
def test_visitor_is_asked_to_sign_in(client: Client, paper: VaultPaper, name: str) -> None:
    assert client.get(_url(name, paper)).status_code == 302


def test_consent_is_off_until_given_and_goes_when_withdrawn(
    citizen: Client, account: CitizenAccount
) -> None:
    url, purpose = reverse("vault:consent"), ConsentPurpose.REUSE_AT_COUNTER
    with acting_as(SYSTEM):
        assert not Consent.objects.exists()

    citizen.post(url, {"purpose": purpose, "act": "give"})
    citizen.post(url, {"purpose": purpose, "act": "give"})
    citizen.post(url, {"purpose": "SHARE_PAPER", "act": "give"})

    with acting_as(SYSTEM):
        given = Consent.objects.get()
        assert given.purpose == purpose
    citizen.post(url, {"purpose": purpose, "act": "withdraw"})
    with acting_as(SYSTEM):
        given.refresh_from_db()
        assert given.withdrawn_at is not None


def test_sharing_needs_the_tick(citizen: Client, paper: VaultPaper) -> None:
    other = Office()

    assert _share(citizen, paper, other, agreed="") == 200
    with acting_as(SYSTEM):
        assert not Consent.objects.exists()


def test_officer_sees_a_shared_paper_and_the_person_sees_the_look(
    citizen: Client, paper: VaultPaper
) -> None:
    other = Office()
    officer = _officer(other, "CLERK")
    assert officer.get(_url("officer_paper", paper)).status_code == 404

    assert _share(citizen, paper, other) == 302
    listed = officer.get(reverse("vault:shared")).content.decode()
    seen = officer.get(_url("officer_paper", paper))
    picture = officer.get(_url("officer_picture", paper))

    assert "Giấy khai sinh" in listed
    assert seen.status_code == 200
    assert picture["Content-Type"] == "image/jpeg"
    with acting_as(SYSTEM):
        assert AccessLog.objects.get().reference == paper.reference
    assert "Xem giấy tờ được chia sẻ" in citizen.get(_url("paper", paper)).content.decode()


def test_officer_loses_sight_when_sharing_stops(citizen: Client, paper: VaultPaper) -> None:
    other = Office()
    officer = _officer(other, "CLERK")
    _share(citizen, paper, other)

    citizen.post(_url("stop_sharing", paper), {"agency": other.agency.pk})

    assert officer.get(_url("officer_paper", paper)).status_code == 404
    assert officer.get(_url("officer_picture", paper)).status_code == 404
    assert "Giấy khai sinh" not in officer.get(reverse("vault:shared")).content.decode()


def test_leader_of_the_issuing_agency_revokes_with_a_reason(
    citizen: Client, paper: VaultPaper, office: Office
) -> None:
    leader, url = _officer(office, "LEADER"), _url("revoke", paper)

    assert leader.post(url, {"reason": ""}).status_code == 200
    assert leader.post(url, {"reason": "Cấp nhầm người"}).status_code == 302

    text = citizen.get(_url("paper", paper)).content.decode()
    assert "Cơ quan đã thu hồi" in text
    assert "Cấp nhầm người" in text


def test_clerk_and_other_agency_do_not_revoke(paper: VaultPaper, office: Office) -> None:
    answers = {"reason": "Sai"}

    assert _officer(office, "CLERK").post(_url("revoke", paper), answers).status_code == 403
    assert _officer(Office(), "LEADER").post(_url("revoke", paper), answers).status_code == 404


def test_erasing_asks_first(citizen: Client, paper: VaultPaper) -> None:
    assert "không lấy lại được" in citizen.get(_url("erase", paper)).content.decode()

    citizen.post(_url("erase", paper))

    assert citizen.get(_url("paper", paper)).status_code == 404
    with acting_as(SYSTEM):
        assert VaultPaper.objects.get().state == PaperState.ERASED
