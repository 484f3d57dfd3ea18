"""Citizens sign in through the real provider; a hostile provider signs nobody in."""

import socket
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.conf import LazySettings
from django.test import Client
from joserfc.jwk import KeySet

from tinhso.identity.gateways import discovery
from tinhso.identity.models import CitizenAccount, Person, SignInEvent
from tinhso.identity.operations import IdentityMismatch, sign_in_citizen
from tinhso.identity.rules import CitizenClaims
from tinhso.identity.tests.factories import AT, make_person
from tinhso.identity.tests.peer import NationalId, running_national_id

pytestmark = pytest.mark.django_db
BEGIN = "/dang-nhap/cong-dan/"
HOST = "localhost"


@pytest.fixture(scope="module")
def provider() -> Iterator[NationalId]:
    with running_national_id() as running:
        yield running


@pytest.fixture(autouse=True)
def national_id(provider: NationalId, settings: LazySettings) -> NationalId:
    settings.OIDC_ISSUER = provider.issuer
    settings.OIDC_TIMEOUT = 5
    provider.misbehave("ok")
    return provider


def begin(client: Client, next_path: str = "") -> str:
    response = client.post(BEGIN, {"next": next_path}, headers={"host": HOST})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def come_back(client: Client, address: str) -> object:
    parts = urlsplit(address)
    assert parts.path == "/dang-nhap/quay-lai/"
    return client.get(f"{parts.path}?{parts.query}", headers={"host": HOST})


def is_signed_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def test_a_citizen_signs_in_and_sees_their_data(client: Client, national_id: NationalId) -> None:
    response = come_back(client, national_id.sign_in(begin(client)))

    page = client.get("/tai-khoan/").content.decode()
    assert response["Location"] == "/viec-cua-toi/"  # type: ignore[index] # a response
    assert "Nguyễn Thị Lan Anh" in page
    assert "000…101" in page
    assert "000194000101" not in page


def test_what_the_provider_vouches_for_is_stored(client: Client, national_id: NationalId) -> None:
    come_back(client, national_id.sign_in(begin(client), "cong-dan-08"))

    account = CitizenAccount.objects.select_related("person").get(subject="cong-dan-08")
    assert account.assurance == "1"
    assert account.person.full_name == "Điểu Krê"
    assert account.person.identity_number == "000069000108"
    assert account.person.area_code == "25267"


def test_the_level_of_the_sign_in_reaches_the_session(
    client: Client, national_id: NationalId
) -> None:
    come_back(client, national_id.sign_in(begin(client), "cong-dan-08"))

    assert client.session["assurance"] == "1"


def test_the_wanted_page_is_opened_next(client: Client, national_id: NationalId) -> None:
    response = come_back(client, national_id.sign_in(begin(client, "/nop-ho-so/khai-sinh/")))

    assert response["Location"] == "/nop-ho-so/khai-sinh/"  # type: ignore[index] # a response


def test_a_foreign_page_is_not_opened_next(client: Client, national_id: NationalId) -> None:
    response = come_back(client, national_id.sign_in(begin(client, "//evil.example")))

    assert response["Location"] == "/viec-cua-toi/"  # type: ignore[index] # a response


def test_a_person_known_from_the_counter_is_the_same_person(
    client: Client, national_id: NationalId
) -> None:
    person = make_person(identity_number="000194000101", email="")

    come_back(client, national_id.sign_in(begin(client)))

    account = CitizenAccount.objects.get(subject="cong-dan-01")
    person.refresh_from_db()
    assert account.person == person
    assert person.email == "nguyen.thi.lan.anh@congdan.example"


def test_signing_in_twice_makes_one_account(client: Client, national_id: NationalId) -> None:
    second = Client()
    come_back(client, national_id.sign_in(begin(client)))
    come_back(second, national_id.sign_in(begin(second)))

    assert is_signed_in(second)
    assert CitizenAccount.objects.filter(subject="cong-dan-01").count() == 1


def test_the_request_carries_state_nonce_and_challenge(client: Client) -> None:
    query = parse_qs(urlsplit(begin(client)).query)

    assert query["code_challenge_method"] == ["S256"]
    assert len(query["state"][0]) >= 32
    assert len(query["nonce"][0]) >= 32
    assert query["redirect_uri"] == ["http://localhost/dang-nhap/quay-lai/"]


FORGERIES = [
    "wrong-issuer", "wrong-audience", "wrong-azp", "extra-audience", "expired",
    "from-the-future", "wrong-nonce", "no-nonce", "no-subject", "no-expiry", "wrong-signature",
    "unsigned", "symmetric-signature", "wrong-token-hash", "no-id-token", "broken-id-token",
    "token-not-json", "token-error", "userinfo-other-subject", "userinfo-no-identity",
    "userinfo-bad-identity", "userinfo-not-json", "userinfo-error",
]  # fmt: skip


@pytest.mark.parametrize("mode", FORGERIES)
def test_a_forged_answer_signs_nobody_in(
    client: Client, national_id: NationalId, mode: str
) -> None:
    address = national_id.sign_in(begin(client))
    national_id.misbehave(mode)

    response = come_back(client, address)

    assert response.status_code == 400  # type: ignore[attr-defined] # a response
    assert "Chưa đăng nhập được" in response.content.decode()  # type: ignore[attr-defined]
    assert not is_signed_in(client)
    assert not Person.objects.exists()


def test_a_provider_out_of_order_is_told_kindly(client: Client, national_id: NationalId) -> None:
    address = national_id.sign_in(begin(client))
    national_id.misbehave("server-error")

    response = come_back(client, address)

    assert response.status_code == 503  # type: ignore[attr-defined] # a response
    assert "đang không trả lời" in response.content.decode()  # type: ignore[attr-defined]


def test_a_slow_provider_is_not_waited_for_forever(
    client: Client, national_id: NationalId, settings: LazySettings
) -> None:
    address = national_id.sign_in(begin(client))
    settings.OIDC_TIMEOUT = 0.2
    national_id.misbehave("slow", delay_ms=1500)

    response = come_back(client, address)

    assert response.status_code == 503  # type: ignore[attr-defined] # a response


def test_an_absent_provider_is_told_kindly(client: Client, settings: LazySettings) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings.OIDC_ISSUER = f"http://127.0.0.1:{unused.getsockname()[1]}"

        response = client.post(BEGIN, headers={"host": HOST})

    assert response.status_code == 503
    assert "đang không trả lời" in response.content.decode()


def test_a_provider_that_describes_another_issuer_is_refused(
    client: Client, national_id: NationalId, settings: LazySettings
) -> None:
    settings.OIDC_ISSUER = national_id.issuer.replace("localhost", "127.0.0.1")

    assert client.post(BEGIN, headers={"host": HOST}).status_code == 400


def test_new_keys_of_the_provider_are_fetched(client: Client, national_id: NationalId) -> None:
    with running_national_id() as other:
        old_keys = KeySet.import_key_set(httpx.get(f"{other.issuer}/jwks").json())
    discovery.find_provider(national_id.issuer).keys = old_keys

    come_back(client, national_id.sign_in(begin(client)))

    assert is_signed_in(client)


def test_saying_no_is_told_kindly(client: Client, national_id: NationalId) -> None:
    response = come_back(client, national_id.cancel(begin(client)))

    assert response.status_code == 400  # type: ignore[attr-defined] # a response
    assert "Bạn đã hủy đăng nhập" in response.content.decode()  # type: ignore[attr-defined]


def test_an_answer_without_state_is_refused(client: Client, national_id: NationalId) -> None:
    address = national_id.sign_in(begin(client))
    code = parse_qs(urlsplit(address).query)["code"][0]

    response = client.get(f"/dang-nhap/quay-lai/?code={code}", headers={"host": HOST})

    assert response.status_code == 400
    assert "đã hết hạn hoặc bắt đầu từ trình duyệt khác" in response.content.decode()


def test_an_answer_for_another_browser_is_refused(client: Client, national_id: NationalId) -> None:
    address = national_id.sign_in(begin(client))
    victim = Client()
    begin(victim)

    response = come_back(victim, address)

    assert response.status_code == 400  # type: ignore[attr-defined] # a response
    assert not is_signed_in(victim)


def test_an_answer_serves_once(client: Client, national_id: NationalId) -> None:
    address = national_id.sign_in(begin(client))
    come_back(client, address)
    client.post("/dang-xuat/")

    response = come_back(client, address)

    assert response.status_code == 400  # type: ignore[attr-defined] # a response


def test_an_answer_of_another_issuer_is_refused(client: Client, national_id: NationalId) -> None:
    address = national_id.sign_in(begin(client))
    forged = address.replace("&iss=", "&iss=http%3A%2F%2Fevil.example&was=")

    response = come_back(client, forged)

    assert response.status_code == 400  # type: ignore[attr-defined] # a response


@pytest.mark.parametrize("query", ["", "state=x", "state=%00", "error=server_error&state=x"])
def test_a_nonsense_answer_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/dang-nhap/quay-lai/?{query}").status_code == 400


def test_an_account_that_changed_its_identity_number_is_refused() -> None:
    def claims(number: str) -> CitizenClaims:
        return CitizenClaims("http://issuer", "sub", "2", "Nguyễn Văn An", number)

    sign_in_citizen(claims=claims("000090000114"), address=None, at=AT)

    with pytest.raises(IdentityMismatch):
        sign_in_citizen(claims=claims("000090000115"), address=None, at=AT)


def test_a_sign_in_is_written_down(client: Client, national_id: NationalId) -> None:
    come_back(client, national_id.sign_in(begin(client)))

    event = SignInEvent.objects.get()
    assert event.kind == "SIGNED_IN"
    assert event.address == "127.0.0.1"


def test_leaving_for_the_provider_needs_the_forms_token() -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(BEGIN).status_code == 403


def test_the_first_page_offers_both_doors(client: Client) -> None:
    page = client.get("/dang-nhap/?next=/thong-bao/").content.decode()

    assert "Người dân, doanh nghiệp" in page
    assert 'href="/dang-nhap/can-bo/?next=%2Fthong-bao%2F"' in page
