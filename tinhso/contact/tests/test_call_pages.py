"""The operator's telephone: the caller pops up with history; missed calls are called back."""

import pytest
from django.test import Client

from tinhso.contact.models import Call, Contact, SuggestionRecord
from tinhso.contact.operations.calls import hear_notice, sit_at
from tinhso.contact.operations.history import note
from tinhso.contact.operations.suggesting import keep_suggestions, note_choices
from tinhso.contact.queries.calls import live_picture
from tinhso.contact.rules.calls import CallNotice, read_notice
from tinhso.contact.tests.factories import AT, CENTRE, ROADS, Line, report
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import sign_in

pytestmark = pytest.mark.django_db
DESK, PHONE = "/can-bo/1022/cuoc-goi/", "/can-bo/tong-dai/"
BOARD, LIST = "/can-bo/tong-dai/truc-tiep/", "/can-bo/tong-dai/cuoc-goi/"


@pytest.fixture(name="line")
def _line(db: None) -> Line:
    return Line()


@pytest.fixture(name="operator")
def _operator(line: Line, client: Client) -> Client:
    sign_in(client, line.account(CENTRE))
    return client


def notice(event: str, call_id: str = "a", **fields: str) -> CallNotice:
    """Give what an exchange tells of a call from 0912345678."""
    return read_notice({"event": event, "callId": call_id, "from": "0912345678", **fields})


def call(*events: str, call_id: str = "a", **fields: str) -> Call:
    """Tell the events of a call now."""
    for event in events:
        heard = hear_notice(notice=notice(event, call_id, **fields), at=now())
    return heard


def test_ringing_caller_pops_up_with_what_they_said_before(line: Line, operator: Client) -> None:
    before = report().contact

    call("newCall")

    page = operator.get(DESK).content.decode()
    assert "0912345678" in page
    assert before.code in page


def test_answered_call_is_shown_to_whoever_sits_at_the_handset(
    line: Line, operator: Client
) -> None:
    operator.post(f"{PHONE}may-nhanh/", {"number": "201"})

    call("newCall", "answer", user="201")

    assert "Đang nói chuyện" in operator.get(f"{PHONE}noi-dung/").content.decode()


def test_handset_somebody_sits_at_is_not_given_away(line: Line, operator: Client) -> None:
    other = line.actor(CENTRE, number=1)
    sit_at(agency_id=line.agencies[CENTRE].pk, number="201", actor=other, at=AT)

    page = operator.post(f"{PHONE}may-nhanh/", {"number": "201"}, follow=True)

    assert "đang có người dùng" in page.content.decode()


def test_call_becomes_a_contact_in_one_form(line: Line, operator: Client) -> None:
    heard = call("newCall", "answer")
    said = {
        "kind": "FIELD_REPORT", "text": "Ổ gà lớn giữa đường, xe máy ngã liên tục",
        "category": "duong-hu-hong", "area": "25195", "address": "", "name": "Bà Tư",
        "phone": "0912345678",
    }  # fmt: skip

    page = operator.post(DESK, {**said, "call": heard.pk, "priority": "NORMAL"}, follow=True)

    contact = Contact.objects.get()
    assert (contact.channel, contact.reporter_phone) == ("PHONE", "0912345678")
    assert Call.objects.get().contact == contact
    assert contact.code in page.content.decode()


def test_form_that_says_too_little_keeps_what_was_written(line: Line, operator: Client) -> None:
    heard = call("newCall", "answer")

    page = operator.post(
        DESK, {"call": heard.pk, "kind": "FIELD_REPORT", "text": "ngắn", "name": "Bà Tư"}
    )

    assert page.status_code == 422
    assert "Bà Tư" in page.content.decode()
    assert not Contact.objects.exists()


def test_text_so_far_brings_suggestions_with_their_words(line: Line, operator: Client) -> None:
    text = "rac chat dong hoi thoi ca tuan khong ai thu gom"

    page = operator.get(f"{DESK}ben-canh/", {"text": text}).content.decode()

    assert "Rác không thu gom" in page
    assert "rac" in page


def test_text_about_nothing_brings_no_suggestion(line: Line, operator: Client) -> None:
    page = operator.get(f"{DESK}ben-canh/", {"text": "xin chào anh chị nha"}).content.decode()

    assert "Chưa đủ chắc" in page


def test_missed_caller_is_called_back_once(line: Line, operator: Client) -> None:
    heard = call("newCall", "hangup")
    assert "0912345678" in operator.get(DESK).content.decode()

    operator.post(f"{LIST}{heard.pk}/goi-lai/", {"remark": "Đã gặp"})
    first = Call.objects.get().called_back_at
    operator.post(f"{LIST}{heard.pk}/goi-lai/", {"remark": "Lần nữa"})

    again = Call.objects.get()
    assert (again.called_back_at, again.remark) == (first, "Đã gặp")


def test_call_is_wrapped_up_when_it_is_over(line: Line, operator: Client) -> None:
    heard = call("newCall", "answer")
    operator.post(f"{LIST}{heard.pk}/ket-qua/", {"what": "PRANK"})
    assert Call.objects.get().wrap_up == ""

    call("hangup")
    operator.post(f"{LIST}{heard.pk}/ket-qua/", {"what": "PRANK"})

    assert Call.objects.get().wrap_up == "PRANK"


def test_wrap_up_of_no_known_kind_is_refused(line: Line, operator: Client) -> None:
    heard = call("newCall", "answer", "hangup")

    assert operator.post(f"{LIST}{heard.pk}/ket-qua/", {"what": "?"}).status_code == 422


def test_board_counts_the_day(line: Line, operator: Client) -> None:
    call("newCall", "answer", call_id="a")
    call("newCall", "hangup", call_id="b")
    call("newCall", call_id="c")

    with acting_as(line.actor(CENTRE)):
        picture = live_picture(line.actor(CENTRE), now())

    assert (picture.in_count, picture.missed_percent, picture.in_time_percent) == (2, 50, 50)
    assert operator.get(BOARD).status_code == 200


@pytest.mark.parametrize("tab", ["", "nho", "chua-ket-thuc", "ghi-am", "?"])
def test_list_shows_each_tab(line: Line, operator: Client, tab: str) -> None:
    call("newCall", "hangup")

    assert operator.get(LIST, {"muc": tab}).status_code == 200


def test_list_takes_the_same_queries_however_many_calls(
    line: Line, operator: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(8):
        call("newCall", "hangup", call_id=str(number))

    with django_assert_max_num_queries(14):  # type: ignore[operator] # pytest-django's context
        operator.get(LIST)


def test_themes_and_judgements_are_shown(line: Line, operator: Client) -> None:
    for text in ("Cầu Đăk Lung rạn nứt", "cau dak lung ran nut", "Cầu Đăk Lung nứt to lắm"):
        report(text=text, at=now())

    page = operator.get(f"{PHONE}chu-de/").content.decode()

    assert "dak lung" in page


@pytest.mark.parametrize("address", [DESK, BOARD, LIST, f"{PHONE}noi-dung/", f"{PHONE}chu-de/"])
def test_officer_of_another_agency_gets_404(line: Line, client: Client, address: str) -> None:
    sign_in(client, line.account(ROADS))

    assert client.get(address).status_code == 404


def test_call_of_the_line_is_hidden_from_another_agency(line: Line, client: Client) -> None:
    heard = call("newCall")

    with acting_as(line.actor(ROADS)):
        assert not Call.objects.filter(pk=heard.pk).exists()
    sign_in(client, line.account(ROADS))
    assert client.get(f"{LIST}{heard.pk}/").status_code == 404


def test_suggestions_are_kept_beside_what_people_chose(line: Line) -> None:
    text = "Rác chất đống bốc mùi hôi thối cả tuần không ai thu gom"
    contact = report(text=text).contact

    keep_suggestions(contact_id=contact.pk, at=AT)
    keep_suggestions(contact_id=contact.pk, at=AT)
    note_choices(contact_id=contact.pk, at=AT)
    assert not SuggestionRecord.objects.filter(chosen_at__isnull=False).exists()
    note(contact, "LOOKED", actor=line.actor(CENTRE), at=AT)
    note_choices(contact_id=contact.pk, at=AT)

    kept = SuggestionRecord.objects.get(field="CATEGORY")
    assert (kept.value, kept.chosen) == ("rac-thai", "duong-hu-hong")
    assert kept.words


def test_words_of_a_denunciation_are_never_read(line: Line) -> None:
    contact = report(kind="DENUNCIATION", category="").contact

    assert keep_suggestions(contact_id=contact.pk, at=AT) == 0
