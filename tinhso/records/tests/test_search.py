"""Looking for documents: accents, numbers, both directions, whose they are, the index used."""

import pytest
from django.test import Client

from tinhso.core.actors import PUBLIC, SYSTEM, Actor
from tinhso.core.readers import add_readers
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.records.models import OfficialDocument
from tinhso.records.queries.search import SearchNarrowing, documents_found
from tinhso.records.tests.factories import Department
from tinhso.records.tests.incoming_factories import Office, a_pdf, arrived

pytestmark = pytest.mark.django_db


def found(actor: Actor, text: str) -> int:
    with acting_as(actor):
        return documents_found(actor, SearchNarrowing(text)).count()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("rừng phòng hộ", 1),
        ("rung phong ho", 1),
        ("RỪNG", 1),
        ("rưng", 0),
        ("rừng đặc dụng", 0),
        ("%", 0),
        ("rừng %", 1),
        ("'; drop table", 0),
    ],
)
def test_words_are_found_with_and_without_accents(
    department: Department, text: str, count: int
) -> None:
    department.draft(abstract="Về việc bảo vệ rừng phòng hộ")
    department.draft(abstract="Về việc tập huấn")

    assert found(department.actor("SPECIALIST"), text) == count


@pytest.mark.parametrize("text", ["01/STP-KGVX", "stp-kgvx", "01 kgvx", "01/stp"])
def test_an_issued_document_is_found_by_its_number(department: Department, text: str) -> None:
    department.issued()

    assert found(department.actor("SPECIALIST"), text) == 1


def test_what_is_typed_last_is_what_is_found(department: Department) -> None:
    first = department.draft(abstract="Về việc trồng cây")
    author = department.actor("SPECIALIST")
    with acting_as(SYSTEM):
        OfficialDocument.objects.filter(pk=first.pk).update(search_text="về việc nghỉ lễ")

    assert found(author, "trồng cây") == 0
    assert found(author, "nghỉ lễ") == 1


def test_a_draft_is_found_only_by_whoever_may_open_it(department: Department) -> None:
    department.draft(abstract="Về việc bảo vệ rừng")
    other = Department("H10.11", "Sở Tài chính tỉnh Bình Phước")

    assert found(department.actor("LEADER"), "rừng") == 1
    assert found(other.actor("LEADER"), "rừng") == 0
    assert found(PUBLIC, "rừng") == 0
    with acting_as(SYSTEM):
        add_readers(
            OfficialDocument,
            OfficialDocument.objects.values_list("pk", flat=True),
            [other.agency.pk],
        )
    assert found(other.actor("LEADER"), "rừng") == 1


def test_what_came_in_is_found_by_the_words_of_its_files() -> None:
    office = Office()
    arrived(office, a_pdf("Chuyển đổi số cấp xã"), abstract="Kế hoạch 125")

    assert found(office.actor("SPECIALIST"), "chuyển đổi số") == 1
    assert found(office.actor("SPECIALIST"), "chuyen doi kế hoạch") == 1


def test_the_page_finds_both_directions_and_says_when_nothing_is_there(
    client: Client, department: Department
) -> None:
    department.issued(abstract="Về việc bảo vệ rừng")
    assert client.get("/cong-van/tim/?q=rừng").status_code == 302
    sign_in(client, make_citizen())
    assert client.get("/cong-van/tim/?q=rừng").status_code == 403
    sign_in(client, department.accounts["SPECIALIST"])

    hit = client.get("/cong-van/tim/", {"q": "rung", "chieu": "OUTGOING", "nam": "2021"})
    miss = client.get("/cong-van/tim/", {"q": "rung", "chieu": "INCOMING", "nam": "x"})

    assert "01/STP-KGVX" in hit.content.decode()
    assert "Không tìm thấy văn bản nào" in miss.content.decode()
    assert client.get("/cong-van/tim/").status_code == 200
