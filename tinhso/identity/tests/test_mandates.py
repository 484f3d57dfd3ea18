"""Acting for another: offered, accepted, limited, ended; enterprises by the register's word."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from peers.business_register.server import Control, Mode, Register
from tinhso.core import clock
from tinhso.core.actors import SYSTEM, Actor, Capacity
from tinhso.core.rls import acting_as
from tinhso.identity.models import AccessLog, CitizenAccount, Mandate, MandateState, Person
from tinhso.identity.operations import (
    ConsentNotYours,
    MandateExists,
    MandateNotOpen,
    MandateNotYours,
    MandateOfOneself,
    MandateTerms,
    RepresentativeUnknown,
    answer_mandate,
    end_mandate,
    give_consent,
    propose_mandate,
)
from tinhso.identity.permissions.sessions import forget_presence
from tinhso.identity.queries import named_procedures
from tinhso.identity.queries.named_procedures import ProcedureNames
from tinhso.identity.tests.factories import (
    AT,
    act_under_mandate,
    actor_of_account,
    make_citizen,
    make_mandate,
    make_officer,
    sign_in,
)
from tinhso.ledger.api import find_entries
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
MANDATES = "/tai-khoan/dai-dien/"
GIVE = "/tai-khoan/dai-dien/uy-quyen/"
SWITCH = "/tai-khoan/dai-dien/lam-thay/"


@pytest.fixture
def giver(db: None) -> CitizenAccount:
    return make_citizen(full_name="Trần Văn Minh")


@pytest.fixture
def taker(db: None) -> CitizenAccount:
    return make_citizen(full_name="Bùi Thị Kim Chi", identity_number="000191000111")


def terms() -> MandateTerms:
    return MandateTerms(valid_from=clock.today())


def offered(giver: CitizenAccount, name: str = "Bui Thi Kim Chi") -> Mandate:
    return propose_mandate(
        actor=actor_of_account(giver),
        identity_number="000191000111",
        full_name=name,
        terms=terms(),
        at=AT,
    )


def test_offer_holds_only_once_it_is_accepted(giver: CitizenAccount, taker: CitizenAccount) -> None:
    mandate = offered(giver)
    assert not Mandate.objects.in_force(clock.today()).exists()

    answer_mandate(mandate=mandate, accepts=True, actor=actor_of_account(taker), at=AT)

    assert Mandate.objects.in_force(clock.today()).get() == mandate
    kinds = [entry.kind for entry in find_entries(f"mandate:{mandate.pk}")]
    assert kinds == ["MANDATE_PROPOSED", "MANDATE_ACCEPTED"]


def test_wrong_name_and_unknown_number_are_refused_alike(
    giver: CitizenAccount, taker: CitizenAccount
) -> None:
    with pytest.raises(RepresentativeUnknown):
        offered(giver, name="Người Khác")
    Person.objects.filter(pk=taker.person_id).update(identity_index=b"x" * 32)
    with pytest.raises(RepresentativeUnknown):
        offered(giver)


def test_nobody_gives_a_mandate_to_themselves_or_twice(
    giver: CitizenAccount, taker: CitizenAccount
) -> None:
    with pytest.raises(MandateOfOneself):
        offered(taker)
    offered(giver)
    with pytest.raises(MandateExists):
        offered(giver)


def test_only_the_one_it_was_offered_to_answers_once(
    giver: CitizenAccount, taker: CitizenAccount
) -> None:
    mandate = offered(giver)
    for actor in (actor_of_account(giver), actor_of_account(make_citizen())):
        with pytest.raises(MandateNotYours):
            answer_mandate(mandate=mandate, accepts=True, actor=actor, at=AT)

    answer_mandate(mandate=mandate, accepts=False, actor=actor_of_account(taker), at=AT)

    with pytest.raises(MandateNotOpen):
        answer_mandate(mandate=mandate, accepts=True, actor=actor_of_account(taker), at=AT)


def test_either_side_ends_it_and_a_stranger_does_not(
    giver: CitizenAccount, taker: CitizenAccount
) -> None:
    mandate = make_mandate(giver, taker)
    with pytest.raises(MandateNotYours):
        end_mandate(mandate=mandate, actor=actor_of_account(make_citizen()), at=AT)

    end_mandate(mandate=mandate, actor=actor_of_account(giver), at=AT)

    mandate.refresh_from_db()
    assert mandate.state == MandateState.ENDED
    with pytest.raises(MandateNotOpen):
        end_mandate(mandate=mandate, actor=actor_of_account(taker), at=AT)


def test_who_acts_for_a_person_gives_no_mandate_and_no_consent(
    giver: CitizenAccount, taker: CitizenAccount
) -> None:
    mandate = make_mandate(giver, taker)
    actor = Actor(
        kind=actor_of_account(taker).kind,
        person_id=giver.person_id,
        account_id=taker.pk,
        capacity=Capacity(mandate.pk, "Trần Văn Minh"),
    )

    with pytest.raises(MandateNotYours):
        propose_mandate(
            actor=actor, identity_number="000191000111", full_name="x", terms=terms(), at=AT
        )
    with pytest.raises(ConsentNotYours):
        give_consent(actor=actor, purpose="REUSE", at=AT)  # type: ignore[arg-type] # refused before


def test_switching_is_seen_on_every_page_and_logged_for_the_represented(
    client: Client, giver: CitizenAccount, taker: CitizenAccount
) -> None:
    mandate = make_mandate(giver, taker)

    act_under_mandate(client, taker, mandate)

    page = client.get("/").content.decode()
    assert "Bạn đang làm thay" in page
    assert "Trần Văn Minh" in page
    assert AccessLog.objects.get(person_id=giver.person_id).actor_name == "Bùi Thị Kim Chi"
    client.post(SWITCH)
    assert "Bạn đang làm thay" not in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/tai-khoan/", "/thong-bao/"])
def test_the_represented_person_s_other_pages_stay_closed(
    client: Client, giver: CitizenAccount, taker: CitizenAccount, path: str
) -> None:
    act_under_mandate(client, taker, make_mandate(giver, taker))

    response = client.get(path)

    assert response.status_code == 400
    assert "chỉ chính người đó xem được" in response.content.decode()
    assert client.get("/api/cases/x").status_code == 403


def test_an_ended_or_expired_mandate_is_nobody_s_any_more(
    client: Client, giver: CitizenAccount, taker: CitizenAccount
) -> None:
    mandate = make_mandate(giver, taker)
    act_under_mandate(client, taker, mandate)
    Mandate.objects.update(
        valid_from=clock.today() - timedelta(days=9), valid_to=clock.today() - timedelta(days=1)
    )
    forget_presence()

    assert "Bạn đang làm thay" not in client.get("/").content.decode()
    assert client.post(SWITCH, {"mandate": mandate.token}).status_code == 404


def test_strangers_find_no_mandate(
    client: Client, giver: CitizenAccount, taker: CitizenAccount
) -> None:
    mandate = make_mandate(giver, taker)
    sign_in(client, make_citizen())

    assert client.post(SWITCH, {"mandate": mandate.token}).status_code == 404
    assert client.get(reverse("identity:end_mandate", args=[mandate.token])).status_code == 404
    assert client.post(reverse("identity:answer_mandate", args=[mandate.token])).status_code == 404
    with acting_as(actor_of_account(make_citizen())):
        assert Mandate.objects.count() == 0


def test_the_giver_may_not_act_under_their_own_mandate(
    client: Client, giver: CitizenAccount, taker: CitizenAccount
) -> None:
    mandate = make_mandate(giver, taker)
    sign_in(client, giver)

    client.post(SWITCH, {"mandate": mandate.token})

    assert "Bạn đang làm thay" not in client.get("/").content.decode()


def test_officers_and_visitors_have_no_mandates(client: Client) -> None:
    assert client.get(MANDATES).status_code == 302
    sign_in(client, make_officer(make_agency("H10.97")))
    assert client.get(MANDATES).status_code == 403


def test_forms_explain_what_is_wrong(client: Client, giver: CitizenAccount) -> None:
    sign_in(client, giver)

    given = client.post("/tai-khoan/dai-dien/uy-quyen/", {"valid_to": "01/01/2020"})
    added = client.post("/tai-khoan/dai-dien/doanh-nghiep/", {"tax_code": "12"})

    assert "Ngày hết hạn phải từ hôm nay trở đi" in given.content.decode()
    assert "Nhập số định danh" in given.content.decode()
    assert "Mã số gồm 10 chữ số" in added.content.decode()


@pytest.fixture
def register(settings: Settings) -> Iterator[Register]:
    running = Register(0, "khoa-thu")
    running.start()
    settings.BUSINESS_REGISTER_URL = f"http://127.0.0.1:{running.port}"
    settings.BUSINESS_REGISTER_KEY = "khoa-thu"
    yield running
    running.stop()


def add(client: Client, tax_code: str) -> str:
    response = client.post("/tai-khoan/dai-dien/doanh-nghiep/", {"tax_code": tax_code}, follow=True)
    return response.content.decode()


def test_legal_representative_acts_for_the_enterprise_at_once(
    client: Client, taker: CitizenAccount, register: Register
) -> None:
    sign_in(client, taker)

    page = add(client, "3800000003")
    add(client, "3800000003")

    mandate = Mandate.objects.get()
    assert "Hợp tác xã Nông nghiệp Phú Riềng" in page
    assert mandate.sees_all
    client.post(SWITCH, {"mandate": mandate.token})
    assert client.get("/tai-khoan/").status_code == 200
    assert "đã ủy quyền cho" in client.get(MANDATES).content.decode()


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two procedures by name, as the slice above tells them."""
    known = {"dang-ky-ho-kinh-doanh": "Đăng ký hộ kinh doanh", "dang-ky-khai-sinh": "Khai sinh"}
    source = ProcedureNames(
        of=lambda slugs: {slug: name for slug, name in known.items() if slug in slugs},
        meant_by=lambda words: {s: name for s, name in known.items() if words in name.lower()},
    )
    monkeypatch.setattr(named_procedures, "_sources", [source])


def test_enterprise_lets_an_employee_act(
    client: Client,
    giver: CitizenAccount,
    taker: CitizenAccount,
    register: Register,
    catalogue: None,
) -> None:
    boss = make_citizen(full_name="Nông Văn Thái", identity_number="000083000112")
    sign_in(client, boss)
    add(client, "3800000001")
    client.post(SWITCH, {"mandate": Mandate.objects.get().token})

    form = {
        "full_name": "Bùi Thị Kim Chi",
        "identity_number": "000191000111",
        "procedures": ["dang-ky-ho-kinh-doanh"],
        "valid_to": "31/12/2099",
    }
    client.post(GIVE, form)

    given = Mandate.objects.get(representative=taker.person)
    assert given.represented_name == "Công ty TNHH Điều Bù Đăng (minh họa)"
    assert given.procedures == ["dang-ky-ho-kinh-doanh"]
    assert given.valid_to == date(2100, 1, 1)
    assert not given.sees_all
    assert "Đăng ký hộ kinh doanh" in client.get(MANDATES).content.decode()


@pytest.mark.usefixtures("catalogue")
def test_procedures_are_found_by_words_and_chosen_without_losing_what_was_typed(
    client: Client, giver: CitizenAccount
) -> None:
    sign_in(client, giver)
    typed = {"full_name": "Bùi Thị Kim Chi", "procedures": ["dang-ky-khai-sinh"]}

    looked = client.post(GIVE, {**typed, "words": "kinh doanh", "act": "find"})
    nothing = client.post(GIVE, {**typed, "words": "tàu vũ trụ", "act": "find"})
    from_page = client.get(f"{GIVE}?thu-tuc=dang-ky-khai-sinh&thu-tuc=khong-co").content.decode()

    page = looked.content.decode()
    assert 'value="dang-ky-ho-kinh-doanh"' in page
    assert re.search(r'value="dang-ky-khai-sinh"[^>]*checked', page)
    assert "Bùi Thị Kim Chi" in page
    assert "data-error-summary" not in page
    assert "Không tìm thấy thủ tục nào" in nothing.content.decode()
    assert re.search(r'value="dang-ky-khai-sinh"[^>]*checked', from_page)
    assert 'value="khong-co"' not in from_page
    assert not Mandate.objects.exists()


@pytest.mark.usefixtures("catalogue")
def test_a_procedure_not_in_force_is_refused_with_words(
    client: Client, giver: CitizenAccount
) -> None:
    sign_in(client, giver)

    answer = client.post(GIVE, {"procedures": ["da-bai-bo"], "valid_to": "31/12/2099"})

    assert "Có thủ tục không còn áp dụng" in answer.content.decode()
    assert not Mandate.objects.exists()


@pytest.mark.parametrize(
    ("tax_code", "words"),
    [
        ("3800000001", "người khác là đại diện"),
        ("3800000004", "Không có doanh nghiệp"),
        ("3800009999", "Không có doanh nghiệp"),
    ],
)
def test_the_register_s_no_is_explained(
    client: Client, taker: CitizenAccount, register: Register, tax_code: str, words: str
) -> None:
    sign_in(client, taker)

    assert words in add(client, tax_code)
    assert not Mandate.objects.exists()


@pytest.mark.parametrize("mode", [Mode.ERROR, Mode.GARBAGE, Mode.OTHER, Mode.DROP])
def test_a_register_that_is_away_or_wrong_changes_nothing(
    client: Client, taker: CitizenAccount, register: Register, mode: Mode
) -> None:
    register.control = Control(mode)
    sign_in(client, taker)

    assert "chưa trả lời" in add(client, "3800000003")
    assert not Mandate.objects.exists()


def test_an_unsigned_question_is_refused_by_the_register(
    client: Client, taker: CitizenAccount, register: Register, settings: Settings
) -> None:
    settings.BUSINESS_REGISTER_KEY = "khoa-khac"
    sign_in(client, taker)

    assert "chưa trả lời" in add(client, "3800000003")


def test_actor_in_a_capacity_survives_a_task_s_arguments() -> None:
    actor = Actor(kind=SYSTEM.kind, capacity=Capacity(3, "A", "B", ("x",), sees_all=True))

    assert Actor.from_json(actor.as_json()) == actor
