"""Finding documents, tasks and dossiers by words: as written, without accents, by the index."""

import pytest
from django.db import connection

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import SecrecyLevel
from tinhso.identity.tests.factories import actor_of_account, make_officer
from tinhso.orgs.tests.factories import make_agency
from tinhso.records.models import Arrival, Dossier, OfficialDocument, SearchWords, Task
from tinhso.records.operations import seize
from tinhso.records.queries.finding import found_documents, found_dossiers, found_tasks
from tinhso.records.queries.incoming import IncomingNarrowing, IncomingTab, incoming_rows
from tinhso.records.rules.searching import question, words_of
from tinhso.records.tests.archive_factories import opened
from tinhso.records.tests.incoming_factories import AT, Office, a_pdf, arrived, assigned


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ""),
        ("  ,/ ", ""),
        ("Nhà ở", "'nhà':* & 'ở':*"),
        ("125/BXD-QLN", "'125':* & 'bxd':* & 'qln':*"),
        ("a' | 'b", "'a':* & 'b':*"),
        ("\\' :*", ""),
    ],
)
def test_what_is_typed_becomes_a_harmless_question(typed: str, expected: str) -> None:
    assert question(typed) == expected


def test_words_are_kept_as_written_and_without_accents() -> None:
    assert words_of("Phòng CHÁY, chữa cháy") == ["chay", "chua", "cháy", "chữa", "phong", "phòng"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("nhà ở xã hội", True),
        ("nha o xa hoi", True),
        ("NHÀ Ở", True),
        ("nhà ỡ", False),
        ("125/bxd", True),
        ("dịch bệnh", True),
        ("dich benh mua kho", True),
        ("dịch bệnh mùa mưa", False),
    ],
)
def test_documents_are_found_by_fields_and_by_what_their_files_say(
    typed: str, *, is_found: bool
) -> None:
    office = Office()
    arrived(office)
    clerk = office.actor("REGISTRAR")

    with acting_as(clerk):
        found = incoming_rows(clerk, IncomingTab.ALL, IncomingNarrowing(text=typed)).exists()

    assert found is is_found


@pytest.mark.django_db
def test_search_shows_nobody_what_they_may_not_see() -> None:
    office = Office()
    assigned(office)
    opened(office)
    with acting_as(SYSTEM):
        stranger = actor_of_account(make_officer(make_agency("H10.09"), "REGISTRAR"))
    asked = question("nhà")

    with acting_as(stranger), connection.cursor() as cursor:
        cursor.execute("select count(*) from records_find_documents(%s::tsquery)", [asked])
        assert cursor.fetchone() == (0,)
        assert not Arrival.objects.filter(official_id__in=found_documents(asked)).exists()
    with acting_as(office.actor("SPECIALIST")):
        assert Arrival.objects.filter(official_id__in=found_documents(asked)).exists()
        assert Task.objects.filter(pk__in=found_tasks(question("ra soat bao"))).exists()
        assert found_dossiers(asked).sql.startswith("select records_find_dossiers")


@pytest.mark.django_db
def test_sealed_documents_are_found_by_nothing() -> None:
    office = Office()
    arrival, clerk = arrived(office, a_pdf("Kế hoạch phòng thủ")), office.actor("REGISTRAR")

    with acting_as(clerk):
        seize(arrival=arrival, level=SecrecyLevel.MAT, door="PERSON", actor=clerk, at=AT)
    with acting_as(SYSTEM):
        words = SearchWords.objects.get(official=arrival.official).words

    assert "phòng" not in str(words)
    assert "xd" not in str(words)


@pytest.mark.django_db
def test_words_are_locked_for_readers_but_not_for_the_functions_of_their_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relrowsecurity, relforcerowsecurity from pg_class where relname = %s",
            ["records_searchwords"],
        )
        locks = cursor.fetchone()
        cursor.execute(
            "select count(*) from pg_proc where prosecdef and proname like %s",
            ["records\\_find\\_%"],
        )
        functions = cursor.fetchone()

    assert locks == (True, False)
    assert functions == (3,)


@pytest.mark.django_db
def test_the_owners_search_reads_the_index() -> None:
    arrived(Office())
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(
            "explain select official_id from records_searchwords"
            " where words @@ %s::tsquery and agency_ids && %s::bigint[]",
            ["'nha':*", [1, 2]],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "Recheck" in plan
    assert "Filter" not in plan
    assert "search_words_of_agency" in plan


def _readers(**of_row: int) -> list[int]:
    with acting_as(SYSTEM):
        return sorted(set(SearchWords.objects.get(**of_row).agency_ids))


@pytest.mark.django_db
def test_words_follow_the_agencies_that_may_see_their_row() -> None:
    office, another = Office(), make_agency("H10.09")
    assigned(office)
    dossier, task = opened(office), Task.objects.select_related("directive").get()
    official_id = Arrival.objects.get().official_id
    rows = (
        ("official_id", official_id, OfficialDocument),
        ("task_id", task.pk, Task),
        ("dossier_id", dossier.pk, Dossier),
    )
    with acting_as(SYSTEM):
        for column, pk, model in rows:
            row = model.objects.get(pk=pk)
            giver = getattr(row, "giver_agency_id", row.agency_id)
            own = {row.agency_id, giver, *row.reader_agency_ids}
            assert _readers(**{column: pk}) == sorted(own)
            model.objects.filter(pk=pk).update(reader_agency_ids=[another.pk])

    assert all(another.pk in _readers(**{column: pk}) for column, pk, _model in rows)


@pytest.mark.django_db
def test_an_agency_let_in_later_finds_the_document() -> None:
    arrival, another = arrived(Office()), make_agency("H10.09")
    stranger = actor_of_account(make_officer(another, "REGISTRAR"))
    asked = question("nhà")

    def is_found() -> bool:
        with acting_as(stranger):
            return Arrival.objects.filter(official_id__in=found_documents(asked)).exists()

    assert not is_found()
    with acting_as(SYSTEM):
        OfficialDocument.objects.filter(pk=arrival.official_id).update(
            reader_agency_ids=[another.pk]
        )
    assert is_found()
