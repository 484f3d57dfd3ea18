"""Copies by Decree 30/2020: drawn, signed by who may, numbered together, traced to their source."""

import pytest

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import (
    DocumentNotReady,
    SignerNotAllowed,
    latest_rendition,
    list_received,
    load_bytes,
    read_file_text,
    verify_content,
)
from tinhso.notifications.models import Notification
from tinhso.records.models import Arrival, CopyForm, OfficialCopy
from tinhso.records.operations import subject_of
from tinhso.records.operations.copying import (
    CopyImpossible,
    CopyMovedOn,
    CopyOrder,
    draw_copy,
    has_sound_source,
    order_copy,
    seal_copy,
    sign_copy,
)
from tinhso.records.rules.copies import page_words, read_pages
from tinhso.records.tests.archive_factories import path_of
from tinhso.records.tests.incoming_factories import AT, Office, a_pdf, arrived, registered

pytestmark = pytest.mark.django_db


def ordered(office: Office, arrival: Arrival, order: CopyOrder) -> OfficialCopy:
    clerk = office.actor("REGISTRAR")
    with acting_as(clerk):
        copy = order_copy(official=arrival.official, order=order, actor=clerk, at=AT)
    with acting_as(SYSTEM):
        return draw_copy(copy_id=copy.pk, at=AT)


def issued(office: Office, arrival: Arrival, order: CopyOrder) -> OfficialCopy:
    office.account("LEADER")
    copy = ordered(office, arrival, order)
    leader, clerk = office.actor("LEADER"), office.actor("REGISTRAR")
    with acting_as(leader):
        sign_copy(copy=copy, actor=leader, at=AT)
    with acting_as(clerk):
        seal_copy(copy=copy, actor=clerk, at=AT)
    copy.refresh_from_db()
    return copy


@pytest.mark.parametrize(
    ("typed", "pages"), [("1-3, 7", (1, 2, 3, 7)), ("2", (2,)), ("1–2;5", (1, 2, 5))]
)
def test_pages_are_read_as_people_write_them(typed: str, pages: tuple[int, ...]) -> None:
    assert read_pages(typed) == pages
    assert read_pages(page_words(pages).removeprefix("trang ")) == pages


@pytest.mark.parametrize("typed", ["", "x", "3-1", "0", "-1", "1-100000", "1-2-3"])
def test_what_is_no_page_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=".*"):
        read_pages(typed)


def test_issued_copy_is_valid_and_names_its_source() -> None:
    office = Office()
    arrival = registered(office)
    copy = issued(
        office, arrival, CopyOrder(CopyForm.SAO_Y, recipients="Sở Xây dựng; Sở Tài chính")
    )
    source = list_received(subject_of(arrival.official))[0]
    assert copy.document is not None
    rendition = latest_rendition(copy.document)
    assert rendition is not None
    content = load_bytes(rendition.file.sha256)
    said = " ".join(read_file_text(content).text.split())

    assert copy.document.notation == "01/SY-UBND"
    assert verify_content(content=content, at=AT).verdict.is_valid
    assert copy.source_sha256 == source.file.sha256
    assert source.file.sha256 in said.replace(" ", "")
    for words in ("SAO Y", "125/BXD-QLN", "Sở Tài chính", "Lưu: VT."):
        assert words in said
    kinds = set(arrival.official.events.values_list("kind", flat=True))
    assert {"COPY_ORDERED", "COPY_SIGNED", "COPY_ISSUED"} <= kinds


def test_all_forms_are_numbered_together() -> None:
    office = Office()
    arrival = registered(office)
    first = issued(office, arrival, CopyOrder(CopyForm.SAO_Y))
    second = issued(office, arrival, CopyOrder(CopyForm.TRICH_SAO, pages=(1,)))
    third = issued(office, arrival, CopyOrder(CopyForm.SAO_LUC, source_copy=first))

    notations = [one.document.notation for one in (first, second, third) if one.document]
    assert notations == ["01/SY-UBND", "02/TrS-UBND", "03/SL-UBND"]
    assert third.drawn.count() == first.drawn.count() + 1
    assert third.source_copy == first


@pytest.mark.parametrize(
    "order",
    [
        CopyOrder(CopyForm.TRICH_SAO),
        CopyOrder(CopyForm.TRICH_SAO, pages=(9,)),
        CopyOrder(CopyForm.TRICH_SAO, pages=(0,)),
        CopyOrder(CopyForm.SAO_LUC),
    ],
)
def test_what_does_not_fit_is_refused(order: CopyOrder) -> None:
    office = Office()
    arrival = registered(office)

    with pytest.raises(CopyImpossible):
        ordered(office, arrival, order)


def test_further_copies_come_from_issued_copies_of_the_same_document_only() -> None:
    office = Office()
    arrival, other = registered(office), registered(office)
    waiting = ordered(office, arrival, CopyOrder(CopyForm.SAO_Y))
    foreign = issued(office, other, CopyOrder(CopyForm.SAO_Y))

    for source in (waiting, foreign):
        with pytest.raises(CopyImpossible):
            ordered(office, arrival, CopyOrder(CopyForm.SAO_LUC, source_copy=source))


def test_what_has_no_number_or_no_readable_file_is_not_copied() -> None:
    office = Office()
    unread = arrived(office, a_pdf())

    with pytest.raises(CopyImpossible):
        ordered(office, unread, CopyOrder(CopyForm.SAO_Y))


def test_only_authority_signs_and_only_the_registry_seals() -> None:
    office = Office()
    office.account("LEADER")
    arrival = registered(office)
    clerk, specialist = office.actor("REGISTRAR"), office.actor("SPECIALIST")
    with acting_as(clerk):
        undrawn = order_copy(
            official=arrival.official, order=CopyOrder(CopyForm.SAO_Y), actor=clerk, at=AT
        )
        with pytest.raises(CopyMovedOn):
            sign_copy(copy=undrawn, actor=office.actor("LEADER"), at=AT)
    with acting_as(SYSTEM):
        copy = draw_copy(copy_id=undrawn.pk, at=AT)
        again = draw_copy(copy_id=undrawn.pk, at=AT)

    assert again.document_id == copy.document_id
    assert Notification.objects.filter(template="copy_wanted").count() == 1
    for actor in (clerk, specialist):
        with pytest.raises(SignerNotAllowed), acting_as(actor):
            sign_copy(copy=copy, actor=actor, at=AT)
    with pytest.raises(DocumentNotReady), acting_as(clerk):
        seal_copy(copy=copy, actor=clerk, at=AT)


def test_a_source_changed_on_disk_is_seen() -> None:
    office = Office()
    arrival = registered(office)
    clerk = office.actor("REGISTRAR")
    with acting_as(clerk):
        copy = order_copy(
            official=arrival.official, order=CopyOrder(CopyForm.SAO_Y), actor=clerk, at=AT
        )
    assert has_sound_source(copy)
    path = path_of(copy.source_sha256)
    path.chmod(0o640)
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    with acting_as(SYSTEM):
        drawn = draw_copy(copy_id=copy.pk, at=AT)

    assert not has_sound_source(copy)
    assert (drawn.problem, drawn.document_id) == ("UNDRAWABLE", None)
