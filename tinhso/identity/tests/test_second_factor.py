"""Second factors: app codes, passkeys, recovery codes; at sign-in, on the account, and refused."""

import html
import json
import re
from itertools import count
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tinhso.core import clock
from tinhso.identity.models import OfficerAccount, RecoveryCode, SecondFactor, SignInEvent
from tinhso.identity.rules import proofs, totp
from tinhso.identity.tests.authenticator import Authenticator
from tinhso.identity.tests.factories import (
    PASSWORD,
    look_everybody_up_again,
    make_citizen,
    make_officer,
    sign_in,
)
from tinhso.ledger.models import LedgerEntry
from tinhso.orgs.tests.factories import make_agency

DOOR, STEP = "/dang-nhap/can-bo/", "/dang-nhap/can-bo/buoc-hai/"
_agencies = count(40)
SECURITY = "/tai-khoan/bao-mat/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert totp.code_at(b"12345678901234567890", seconds // 30) == code[2:]


@given(st.integers(0, 2**40), st.integers(-5, 5))
def test_a_code_counts_near_its_time_and_never_again(at: int, away: int) -> None:
    secret = b"x" * 20
    step = at // 30
    code = totp.code_at(secret, max(0, step + away))

    found = totp.matching_step(secret, code, at=at, last_step=-1)

    if abs(away) <= 1 and step + away >= 0:
        assert found is not None
        assert totp.matching_step(secret, code, at=at, last_step=found) != found


@pytest.mark.parametrize("typed", ["ABCD-efgh-jkmn", "abcd efgh jkmn", "abcdefghjkmn"])
def test_a_recovery_code_may_be_typed_as_one_likes(typed: str) -> None:
    assert proofs.plain_code(typed) == "abcdefghjkmn"


def make_signer(**columns: Any) -> OfficerAccount:
    return make_officer(make_agency(code=f"H10.{next(_agencies)}"), "LEADER", **columns)


def add_app(account: OfficerAccount) -> SecondFactor:
    return SecondFactor.objects.create(
        account=account, kind="TOTP", label="điện thoại", secret=SECRET, created_at=clock.now()
    )


def code_now(steps_ahead: int = 0) -> str:
    step = int(clock.now().timestamp()) // 30 + steps_ahead
    return totp.code_at(totp.read_secret(SECRET), step)


def wrong_code() -> str:
    """Give six digits that are no code of the app for the next minutes."""
    right = {code_now(step) for step in range(-2, 12)}
    return next(code for code in map(str, range(100_000, 100_099)) if code not in right)


def give_password(client: Client, account: OfficerAccount, next_path: str = "") -> str:
    answers = {"username": account.username, "password": PASSWORD, "next": next_path}
    return str(client.post(DOOR, answers)["Location"])


def options_of(page: Any) -> str:
    found = re.search(r'data-options="([^"]+)"', page.content.decode())
    assert found
    return html.unescape(found[1])


@pytest.mark.django_db
class TestSignIn:
    """The second step of signing in."""

    def test_the_password_alone_opens_nothing(self, client: Client) -> None:
        account = make_signer()
        add_app(account)

        assert give_password(client, account) == STEP

        assert client.get("/tai-khoan/")["Location"].startswith("/dang-nhap/")

    def test_the_apps_code_opens_the_wanted_page(self, client: Client) -> None:
        account = make_signer()
        add_app(account)
        give_password(client, account, "/tai-khoan/")

        response = client.post(STEP, {"code": code_now()})

        assert response["Location"] == "/tai-khoan/"
        assert client.get("/tai-khoan/").status_code == 200

    def test_a_code_serves_once(self, client: Client) -> None:
        account = make_signer()
        add_app(account)
        code = code_now()
        give_password(client, account)
        client.post(STEP, {"code": code})
        other = Client()
        give_password(other, account)

        assert other.post(STEP, {"code": code}).status_code == 400

    @pytest.mark.parametrize("code", ["", "000000", "abcd-efgh-jkmn", "١٢٣٤٥٦", "x" * 21])
    def test_a_wrong_code_is_told_beside_the_field(self, client: Client, code: str) -> None:
        account = make_signer()
        add_app(account)
        give_password(client, account)

        response = client.post(STEP, {"code": code})

        assert response.status_code == 400
        assert "govuk-error-message" in response.content.decode()

    def test_five_wrong_codes_lock_even_with_the_password_right_in_between(
        self, client: Client
    ) -> None:
        account = make_signer()
        add_app(account)
        for _ in range(5):
            give_password(client, account)
            client.post(STEP, {"code": wrong_code()})

        answer = client.post(DOOR, {"username": account.username, "password": PASSWORD})

        assert "tạm khóa" in answer.content.decode()
        assert SignInEvent.objects.filter(kind="LOCKED").count() == 2

    def test_a_recovery_code_serves_once(self, client: Client) -> None:
        account = make_signer()
        add_app(account)
        sign_in(client, account)
        page = client.post(f"{SECURITY}ma-khoi-phuc/").content.decode()
        codes = re.findall(r"<code>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</code>", page)
        assert len(codes) == 10
        for expected in (302, 400):
            other = Client()
            give_password(other, account)
            assert other.post(STEP, {"code": codes[0]}).status_code == expected

    def test_a_passkey_opens_the_door(self, client: Client) -> None:
        account = make_signer()
        key = make_passkey(client, account)
        other = Client()
        give_password(other, account)

        answer = key.prove(options_of(other.get(STEP)))

        assert other.post(STEP, {"credential": answer}).status_code == 302
        assert other.get("/tai-khoan/").status_code == 200

    @pytest.mark.parametrize("harm", ["replay", "origin", "counter", "stranger", "garbage"])
    def test_a_forged_passkey_opens_nothing(self, client: Client, harm: str) -> None:
        account = make_signer()
        key = make_passkey(client, account)
        other = Client()
        give_password(other, account)
        options = options_of(other.get(STEP))
        if harm == "origin":
            key.origin = "https://evil.example"
        if harm == "counter":
            SecondFactor.objects.update(counter=50)
        if harm == "stranger":
            stranger = Authenticator()
            stranger.credential_id = key.credential_id
            key = stranger
        answer = "{" if harm == "garbage" else key.prove(options)
        if harm == "replay":
            other.get(STEP)

        assert other.post(STEP, {"credential": answer}).status_code == 400
        assert other.get("/tai-khoan/").status_code == 302

    def test_the_second_step_without_the_first_leads_back(self, client: Client) -> None:
        assert client.get(STEP)["Location"] == DOOR
        assert client.post(STEP, {"code": "123456"})["Location"] == DOOR

    def test_the_second_step_waits_five_minutes(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        account = make_signer()
        add_app(account)
        give_password(client, account)
        session = client.session
        session["second_step"] = {**session["second_step"], "at": 1.0}
        session.save()

        assert client.post(STEP, {"code": code_now()})["Location"] == DOOR

    def test_programs_bring_the_code_along(self, client: Client) -> None:
        account = make_signer()
        add_app(account)
        token = client.get("/api/session").json()["csrf_token"]
        answers = {"username": account.username, "password": PASSWORD}
        headers = {"X-CSRFToken": token}

        def call(**more: str) -> int:
            body = json.dumps({**answers, **more})
            return client.post(
                "/api/session", body, content_type="application/json", headers=headers
            ).status_code

        assert call() == 401
        assert call(code=wrong_code()) == 401
        assert call(code=code_now()) == 200


def make_passkey(client: Client, account: OfficerAccount) -> Authenticator:
    sign_in(client, account)
    key = Authenticator()
    answer = key.make(options_of(client.get(SECURITY)))
    client.post(f"{SECURITY}khoa/", {"credential": answer, "label": "máy cơ quan"})
    return key


@pytest.mark.django_db
class TestAccount:
    """Adding and removing on one's own page."""

    def test_an_app_is_added_with_its_first_code(self, client: Client) -> None:
        account = make_signer()
        sign_in(client, account)
        page = client.get(f"{SECURITY}ung-dung/").content.decode()
        found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
        assert found
        secret = totp.read_secret(found[1].replace(" ", ""))
        code = totp.code_at(secret, int(clock.now().timestamp()) // 30)

        response = client.post(f"{SECURITY}ung-dung/", {"label": "điện thoại", "code": code})

        assert "Mã khôi phục" in response.content.decode()
        assert SecondFactor.objects.get().label == "điện thoại"
        assert RecoveryCode.objects.count() == 10
        assert LedgerEntry.objects.filter(kind="FACTOR_ADDED").exists()

    def test_a_wrong_first_code_adds_nothing_and_keeps_the_secret(self, client: Client) -> None:
        sign_in(client, make_signer())
        first = client.get(f"{SECURITY}ung-dung/").content.decode()

        again = client.post(f"{SECURITY}ung-dung/", {"label": "a", "code": "000000"})

        secret = re.compile(r"<code>([A-Z2-7 ]+)</code>")
        assert again.status_code == 400
        assert secret.findall(first) == secret.findall(again.content.decode())
        assert not SecondFactor.objects.exists()

    def test_a_passkey_is_added_and_shown(self, client: Client) -> None:
        account = make_signer()

        make_passkey(client, account)

        assert "máy cơ quan" in client.get(SECURITY).content.decode()

    @pytest.mark.parametrize("answer", ["", "{}", "[]", '{"id": 3}'])
    def test_a_passkey_that_is_none_is_refused(self, client: Client, answer: str) -> None:
        sign_in(client, make_signer())
        client.get(SECURITY)

        assert client.post(f"{SECURITY}khoa/", {"credential": answer}).status_code == 302
        assert not SecondFactor.objects.exists()

    def test_a_signers_last_factor_stays(self, client: Client) -> None:
        account = make_signer()
        factor = add_app(account)
        sign_in(client, account)

        client.post(f"{SECURITY}{factor.pk}/xoa/")

        assert SecondFactor.objects.exists()

    def test_a_clerks_last_factor_goes_with_its_recovery_codes(self, client: Client) -> None:
        account = make_officer(make_agency(), "CLERK")
        factor = add_app(account)
        sign_in(client, account)
        client.post(f"{SECURITY}ma-khoi-phuc/")

        client.post(f"{SECURITY}{factor.pk}/xoa/")

        assert not SecondFactor.objects.exists()
        assert not RecoveryCode.objects.exists()

    def test_somebody_elses_factor_gives_404(self, client: Client) -> None:
        factor = add_app(make_signer())
        sign_in(client, make_signer())

        assert client.post(f"{SECURITY}{factor.pk}/xoa/").status_code == 404

    def test_citizens_and_visitors_have_no_such_page(self, client: Client) -> None:
        assert client.get(SECURITY).status_code == 302
        sign_in(client, make_citizen())
        assert client.get(SECURITY).status_code == 403

    def test_an_administrator_resets_who_lost_everything(self) -> None:
        account = make_signer()
        add_app(account)

        call_command("reset_factors", account.username, reason="mất điện thoại, đã gặp mặt")

        assert not account.factors.exists()
        assert LedgerEntry.objects.filter(kind="FACTORS_RESET").exists()


@pytest.mark.django_db
class TestDuty:
    """Who may do nothing before they have a second factor."""

    @pytest.fixture(autouse=True)
    def _required(self, settings: Any) -> None:
        settings.SECOND_FACTOR_REQUIRED = True

    @pytest.mark.parametrize("role", sorted(proofs.ROLES_WITH_SECOND_FACTOR))
    def test_signers_and_administrators_add_one_first(self, client: Client, role: str) -> None:
        sign_in(client, make_officer(make_agency(), role))

        assert client.get("/can-bo/")["Location"] == SECURITY
        assert client.get(SECURITY).status_code == 200

    def test_the_api_says_so(self, client: Client) -> None:
        sign_in(client, make_signer())

        response = client.get("/api/cases")

        assert (response.status_code, response.json()["code"]) == (403, "second_factor_missing")

    def test_with_one_they_work(self, client: Client) -> None:
        account = make_signer()
        add_app(account)
        sign_in(client, account)

        assert client.get("/can-bo/").status_code == 200

    def test_clerks_work_without(self, client: Client) -> None:
        sign_in(client, make_officer(make_agency(), "CLERK"))

        assert client.get("/can-bo/").status_code == 200

    def test_a_demonstrations_accounts_work_without_only_in_a_demonstration(
        self, client: Client, settings: Any
    ) -> None:
        sign_in(client, make_signer(is_demo=True))
        assert client.get("/can-bo/").status_code == 200

        settings.DEMO = False
        look_everybody_up_again()

        assert client.get("/can-bo/")["Location"] == SECURITY
