"""Opening a contact: code and secret, owner, due date with its source, secrecy of denunciations."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tinhso.contact.models import Contact, ContactEvent, Denunciation
from tinhso.contact.operations import KindUnknown, Place, PlaceMissing, Reporter, TextMissing
from tinhso.contact.permissions import contacts_for, find_by_secret
from tinhso.contact.tests.factories import (
    AT,
    CENTRE,
    INSPECTORATE,
    ROADS,
    WARD,
    Line,
    report,
)
from tinhso.core.idempotency import KeyReused
from tinhso.core.rls import acting_as

pytestmark = pytest.mark.django_db


def test_code_and_secret_open_the_contact_and_nothing_else_does() -> None:
    Line()

    receipt = report()

    typed = f" {receipt.secret[:4]}-{receipt.secret[4:]}"
    assert find_by_secret(receipt.contact.code.lower(), typed)
    assert find_by_secret(receipt.contact.code, "22222222") is None
    assert find_by_secret("1022-AAAA-AAAA", receipt.secret) is None


def test_codes_do_not_follow_each_other() -> None:
    Line()

    codes = [report().contact.code for _ in range(5)]

    assert len(set(codes)) == 5
    assert codes != sorted(codes) or codes != sorted(codes, reverse=True)


def test_direct_rule_forwards_to_the_ward_and_says_why() -> None:
    line = Line()

    contact = report().contact

    assert contact.agency == line.agencies[WARD]
    assert contact.state == "FORWARDED"
    assert contact.reader_agency_ids == [line.agencies[CENTRE].pk]
    assert contact.route_reasons[-1]["target"] == "COMMUNE"
    assert contact.hops.count() == 1


def test_rule_that_is_not_direct_waits_at_the_centre_with_a_proposal() -> None:
    line = Line()

    contact = report(category="quoc-lo-tinh-lo").contact

    assert contact.agency == line.agencies[CENTRE]
    assert contact.proposed_agency == line.agencies[ROADS]
    assert contact.state == "NEW"


def test_due_date_follows_the_limit_of_the_category_above_and_keeps_its_source() -> None:
    Line()

    contact = report().contact

    # Tuesday 1 June and three working days: the end of Friday.
    assert contact.due_at is not None
    assert contact.due_at.isoformat().startswith("2021-06-04T17:00")
    assert contact.promise["certainty"] == "to_confirm"
    assert "960/2021" in contact.promise["source"]


def test_point_without_a_commune_is_given_the_nearest_one() -> None:
    line = Line()

    contact = report(place=Place(latitude=11.5351, longitude=106.8881)).contact

    assert contact.area == line.ward


def test_text_kind_and_place_are_refused_with_words() -> None:
    Line()

    with pytest.raises(TextMissing):
        report(text="   ngắn ")
    with pytest.raises(KindUnknown):
        report(kind="PRANK")
    with pytest.raises(KindUnknown):
        report(category="khong-co")
    with pytest.raises(PlaceMissing):
        report(place=Place(area_code="00000"))
    with pytest.raises(PlaceMissing):
        report(place=Place())
    with pytest.raises(PlaceMissing):
        report(place=Place(latitude=400.0, longitude=1.0))
    assert Contact.objects.count() == 0


def test_same_key_gives_the_same_receipt_and_writes_once() -> None:
    Line()

    first, second = report(key="phieu-1"), report(key="phieu-1")

    assert (first.contact.pk, first.secret) == (second.contact.pk, second.secret)
    assert Contact.objects.count() == 1
    with pytest.raises(KeyReused):
        report(key="phieu-1", text="Một nội dung khác hẳn với lần trước")


def test_denunciation_keeps_no_words_where_others_read() -> None:
    line = Line()

    contact = report(
        kind="DENUNCIATION",
        category="",
        text="Ông X nhận tiền của tôi khi làm giấy tờ",
        place=Place(address="Trụ sở UBND phường"),
        accused="Ông X",
        accused_agency_code=WARD,
    ).contact

    assert (contact.text, contact.search_text, contact.address) == ("", "", "")
    assert contact.agency == line.agencies[INSPECTORATE]
    assert contact.state == "HANDED_OVER"
    with acting_as(line.actor(INSPECTORATE)):
        assert Denunciation.objects.get().text.startswith("Ông X nhận tiền")
    for code in (WARD, CENTRE, ROADS):
        with acting_as(line.actor(code, "LEADER")):
            assert not Denunciation.objects.exists()
            assert not Contact.objects.filter(pk=contact.pk).exists()


def test_denunciation_of_its_own_receiver_goes_above_it() -> None:
    line = Line()

    contact = report(kind="DENUNCIATION", category="", accused_agency_code=INSPECTORATE).contact

    assert contact.agency == line.agencies["H10"]


def test_database_refuses_a_denunciation_with_words_or_in_public() -> None:
    Line()
    contact = report(kind="DENUNCIATION", category="").contact

    for columns in ({"text": "lộ"}, {"search_text": " lộ "}, {"public_state": "PUBLISHED"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contact.objects.filter(pk=contact.pk).update(**columns)


def test_complaint_is_handed_over_with_a_receipt() -> None:
    line = Line()

    receipt = report(kind="COMPLAINT", category="")

    assert receipt.contact.state == "HANDED_OVER"
    assert receipt.contact.agency == line.agencies["H10.01"]
    assert receipt.secret


def test_emergency_is_urgent_and_stays_at_the_centre() -> None:
    line = Line()

    contact = report(kind="EMERGENCY", category="").contact

    assert contact.priority == "URGENT"
    assert contact.agency == line.agencies[CENTRE]


def test_officers_see_what_they_hold_or_may_read_and_nothing_else() -> None:
    line = Line()
    contact = report().contact

    for code, sees in ((WARD, True), (CENTRE, True), (ROADS, False)):
        actor = line.actor(code)
        with acting_as(actor):
            assert contacts_for(actor).filter(pk=contact.pk).exists() is sees
            assert Contact.objects.filter(pk=contact.pk).exists() is sees


def test_history_only_grows() -> None:
    Line()
    contact = report().contact

    for change in (
        lambda: ContactEvent.objects.filter(contact=contact).update(act="X"),
        lambda: ContactEvent.objects.filter(contact=contact).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_reporter_is_sealed_in_the_database() -> None:
    Line()
    contact = report(reporter=Reporter(name="Trần Thị Bé", phone="0987654321")).contact

    with connection.cursor() as cursor:
        cursor.execute(
            "select reporter_name, reporter_phone from contact_contact where id = %s", [contact.pk]
        )
        stored = cursor.fetchone()

    assert all(value.startswith("s1.") for value in stored)


def test_a_limit_holds_from_its_day_on() -> None:
    Line()

    early = report(at=AT - timedelta(days=400)).contact

    assert early.due_at is None
