"""The report: a summary, then agency by agency, folded and paged, found by words, printed whole."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.orgs.api import list_participants
from tinhso.orgs.models import Agency
from tinhso.orgs.tests.factories import make_agency
from tinhso.reorganisation.models import Outcome, Reorganisation, Transfer
from tinhso.reorganisation.operations import create_reorganisation
from tinhso.reorganisation.tests.factories import ACT, AT, DAY, PREPARER, make_new_ward, succeed

pytestmark = pytest.mark.django_db
OLD_AGENCIES = 25


@pytest.fixture
def heir() -> Agency:
    """Give the agency that takes over from the first."""
    return make_new_ward(name="Phường Đồng Phú Mới").committee


@pytest.fixture
def merger(heir: Agency) -> Reorganisation:
    """Give a merger of 25 agencies with rows of two kinds; one row has moved."""
    old = [make_agency(f"H10.4{n:02}", name=f"Sở cũ số {n}") for n in range(OLD_AGENCIES)]
    succeed(old[0], heir)
    created = create_reorganisation(effective_on=DAY, legal_act=ACT, actor=PREPARER, at=AT)
    for agency in old:
        keep(created, agency, heir)
    Transfer.objects.filter(predecessor=old[0]).update(outcome=Outcome.MOVED)
    return created


def keep(merger: Reorganisation, old: Agency, heir: Agency, kind: int = 0) -> None:
    """Write down one row of a kind that goes from an agency to its heir."""
    Transfer.objects.create(
        reorganisation=merger,
        participant=list_participants()[kind].name,
        row_id=old.pk,
        predecessor=old,
        successor=heir,
    )


@pytest.fixture
def desk(client: Client) -> Client:
    """Give an administrator's browser."""
    sign_in(client, make_officer(make_agency("H10.77"), "ADMINISTRATOR"))
    return client


def read(desk: Client, merger: Reorganisation, **asked: str) -> str:
    """Give the report's text."""
    return desk.get(f"/quan-tri/sap-xep/{merger.pk}/bao-cao/", asked).content.decode()


def test_agencies_are_folded_and_paged_under_a_summary(
    desk: Client, merger: Reorganisation
) -> None:
    first, second = read(desk, merger), read(desk, merger, trang="2")

    assert first.index("Tóm tắt") < first.index("Đếm hai phía") < first.index("Sở cũ số 0")
    assert "25 cơ quan cũ, 25 dòng." in first
    assert "1 dòng, đã chuyển 1, đến 1 cơ quan" in first
    assert first.count("ro-agency") == 20
    assert '<details class="ro-fold ro-agency" open>' not in first
    assert second.count("ro-agency") == 5
    assert "Sở cũ số 24" in second


def test_words_and_kind_narrow_and_unfold(
    desk: Client, merger: Reorganisation, heir: Agency
) -> None:
    other = make_agency("H10.499", name="Chi cục Thủy lợi")
    keep(merger, other, heir, kind=1)

    found = read(desk, merger, q="chi cuc thuy loi")
    of_kind = read(desk, merger, loai=list_participants()[1].name)

    for text in (found, of_kind):
        assert text.count('<details class="ro-fold ro-agency" open>') == 1
        assert "Chi cục Thủy lợi" in text
    assert read(desk, merger, q="dong phu moi").count("ro-agency") == 20
    assert read(desk, merger, q="h10.499 loi").count("ro-agency") == 1
    assert "Không tìm thấy cơ quan nào" in read(desk, merger, q="thuy lo")
    assert "Không tìm thấy cơ quan nào" in read(desk, merger, q="khong ai ca")


def test_whole_report_is_unfolded_on_one_page(desk: Client, merger: Reorganisation) -> None:
    text = read(desk, merger, **{"toan-bo": "1"})

    assert text.count('<details class="ro-fold ro-agency" open>') == OLD_AGENCIES
    assert "data-print" in text
    assert "Trang sau" not in text


@pytest.mark.parametrize("page", ["0", "-1", "hai", "99999"])
def test_page_that_cannot_be_is_not_found(desk: Client, merger: Reorganisation, page: str) -> None:
    address = f"/quan-tri/sap-xep/{merger.pk}/bao-cao/"

    assert desk.get(address, {"trang": page}).status_code == 404


def test_report_takes_as_many_queries_for_many_agencies(
    desk: Client, merger: Reorganisation, heir: Agency
) -> None:
    read(desk, merger)
    counts = set()
    for number in range(2):
        with CaptureQueriesContext(connection) as taken:
            read(desk, merger, **{"toan-bo": "1"})
        counts.add(len(taken))
        for each in range(5):
            more = make_agency(f"H10.8{number}{each}", name="Thêm")
            keep(merger, more, heir, kind=each)

    assert len(counts) == 1
