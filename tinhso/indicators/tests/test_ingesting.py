"""Loads: received once, mapped, loaded in parts; quarantine decided by a person; refusals."""

from datetime import date

import pytest
from django.conf import LazySettings
from django.http import Http404
from django.test import Client

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.indicators.models import Batch, Fact, QuarantinedRow, Source
from tinhso.indicators.operations import (
    BatchTaken,
    ColumnsMissing,
    GivenFile,
    NotReleasable,
    RowDecided,
    SourceClosed,
    decide_row,
    ingesting,
    issue_credential,
    load_part,
    order_loading,
    receive_batch,
    take_rows,
)
from tinhso.indicators.permissions import access_batch
from tinhso.indicators.queries import Freshness, freshness_of
from tinhso.indicators.rules.tables import PARTS, ColumnMap
from tinhso.indicators.tests.factories import AT, LATER, Land

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
MAP = ColumnMap({part: part for part in PARTS if part != "denominator"}, {})
HEAD = "indicator,area,period,numerator,breakdown\n"
ROWS = HEAD + (
    "POP.BIRTHS,25195,C2026M1,12,\n"
    "POP.BIRTHS,Phường Tân Đồng,01/2026,7,\n"
    "POP.BIRTHS,25195,C2026M2,-1,\n"
    "POP.BIRTHS,Không có,C2026M2,3,\n"
    "NONE,25195,C2026M2,3,\n"
    "POP.BIRTHS,25198,C2026M2,=A1,\n"
)
LIST = "/can-bo/nguon-so-lieu/"


@pytest.fixture
def land() -> Land:
    land = Land()
    land.indicator()
    land.source.quality = [{"rule": "NOT_NEGATIVE"}]
    land.source.save()
    return land


def received(land: Land, text: str = ROWS, name: str = "so-lieu.csv") -> Batch:
    with acting_as(SYSTEM):
        return receive_batch(
            source=land.source, file=GivenFile(name, text.encode()), actor=SYSTEM, at=AT
        )


def loaded(land: Land, text: str = ROWS) -> Batch:
    batch = received(land, text)
    with acting_as(SYSTEM):
        order_loading(batch=batch, column_map=MAP, actor=SYSTEM, at=AT)
        while load_part(batch_id=batch.pk, today=TODAY, at=LATER):
            pass
        return Batch.objects.get(pk=batch.pk)


def aside(batch: Batch) -> dict[int, str]:
    with acting_as(SYSTEM):
        return dict(QuarantinedRow.objects.filter(batch=batch).values_list("row_number", "code"))


def batch_facts(batch: Batch) -> list[Fact]:
    return list(Fact.objects.filter(batch=batch))


def test_good_rows_count_and_bad_ones_are_put_aside(land: Land) -> None:
    batch = loaded(land)

    assert (batch.state, batch.taken_count, batch.refused_count) == ("PARTLY", 2, 4)
    assert aside(batch) == {
        4: "NOT_NEGATIVE", 5: "NO_AREA", 6: "NO_INDICATOR", 7: "NOT_A_NUMBER",
    }  # fmt: skip
    assert {int(fact.numerator or 0) for fact in batch_facts(batch)} == {12, 7}


def test_the_same_bytes_are_one_batch_and_loaded_once(land: Land) -> None:
    batch = loaded(land)

    assert received(land).pk == batch.pk
    with acting_as(SYSTEM), pytest.raises(BatchTaken):
        order_loading(batch=batch, column_map=MAP, actor=SYSTEM, at=AT)
    assert load_part(batch_id=batch.pk, today=TODAY, at=LATER) is False
    assert Fact.objects.count() == 2


def test_a_load_killed_between_parts_goes_on_where_it_was(
    land: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "ROWS_AT_ONCE", 2)
    batch = received(land)
    with acting_as(SYSTEM):
        order_loading(batch=batch, column_map=MAP, actor=SYSTEM, at=AT)
        assert load_part(batch_id=batch.pk, today=TODAY, at=LATER) is True
    half = Batch.objects.get(pk=batch.pk)
    assert (half.state, half.done_count, half.taken_count) == ("LOADING", 2, 2)

    with acting_as(SYSTEM):
        while load_part(batch_id=batch.pk, today=TODAY, at=LATER):
            pass

    assert aside(batch).keys() == {4, 5, 6, 7}
    assert Batch.objects.get(pk=batch.pk).taken_count == 2


def test_the_mapping_is_remembered_and_must_be_complete(land: Land) -> None:
    batch = received(land)
    with acting_as(SYSTEM), pytest.raises(ColumnsMissing):
        order_loading(
            batch=batch, column_map=ColumnMap({"area": "area"}, {"indicator": "POP.BIRTHS"}),
            actor=SYSTEM, at=AT,
        )  # fmt: skip

    loaded(land)

    assert Source.objects.get(pk=land.source.pk).mapping["columns"]["area"] == "area"


def test_a_row_that_broke_a_rule_is_let_through_by_a_person_once(land: Land) -> None:
    batch, steward = loaded(land), land.officer()
    with acting_as(steward):
        row = QuarantinedRow.objects.get(code="NOT_NEGATIVE")
        decide_row(row=row, is_released=True, actor=steward, at=LATER)
        with pytest.raises(RowDecided):
            decide_row(row=row, is_released=False, actor=steward, at=LATER)
        unread = QuarantinedRow.objects.get(code="NO_AREA")
        with pytest.raises(NotReleasable):
            decide_row(row=unread, is_released=True, actor=steward, at=LATER)
        rejected = decide_row(row=unread, is_released=False, actor=steward, at=LATER)

    assert rejected.decision == "REJECTED"
    assert Fact.objects.filter(numerator=-1, batch=batch).count() == 1


def test_a_number_another_agency_gave_waits_for_a_person(land: Land) -> None:
    births = land.indicator("POP.OTHER")
    land.record(land.fact(births, "C2026M1", 5, agency=land.other))

    batch = loaded(land, HEAD + "POP.OTHER,25195,C2026M1,5,\n")

    assert aside(batch) == {2: "GIVEN_BY_ANOTHER"}


def test_indicators_of_other_agencies_and_levels_are_refused(land: Land) -> None:
    foreign = land.indicator("HEA.OTHER")
    foreign.owner = foreign.keeper = land.other
    foreign.save()

    batch = loaded(land, HEAD + "HEA.OTHER,25195,C2026M1,5,\nPOP.BIRTHS,689,C2026M1,5,\n")

    assert aside(batch) == {2: "NOT_OWN_INDICATOR", 3: "WRONG_LEVEL"}


def test_a_load_asks_the_same_number_of_questions_for_more_rows(
    land: Land, django_assert_max_num_queries: object
) -> None:
    lines = [f"POP.BIRTHS,25195,C{year}M{month},5,\n" for year in range(2021, 2026)
             for month in range(1, 13)]  # fmt: skip
    batch = received(land, HEAD + "".join(lines))
    with acting_as(SYSTEM):
        order_loading(batch=batch, column_map=MAP, actor=SYSTEM, at=AT)
        with django_assert_max_num_queries(160):  # type: ignore[operator]
            load_part(batch_id=batch.pk, today=TODAY, at=LATER)

    assert Batch.objects.get(pk=batch.pk).taken_count == len(lines)


def test_freshness_follows_the_source_s_rule(land: Land) -> None:
    source = land.source
    assert freshness_of(source, AT) is Freshness.FREE
    source.fresh_hours = 24
    assert freshness_of(source, AT) is Freshness.NEVER
    source.received_at = AT
    assert freshness_of(source, AT) is Freshness.FRESH
    assert freshness_of(source, LATER) is Freshness.LATE


def test_rows_of_a_system_count_once_for_a_key(land: Land) -> None:
    station = Source.objects.create(code="HTTP.X", name="Trạm", kind="HTTP", agency=land.department)
    row: dict[str, object] = {
        "indicator": "POP.BIRTHS", "area": "25195", "period": "C2026M1", "numerator": 3,
    }  # fmt: skip
    with acting_as(SYSTEM):
        first = take_rows(source=station, rows=[row], key="k", today=TODAY, at=AT)
        again = take_rows(source=station, rows=[row], key="k", today=TODAY, at=LATER)
        with pytest.raises(SourceClosed):
            take_rows(source=land.source, rows=[row], key="k", today=TODAY, at=AT)

    assert first.pk == again.pk
    assert Fact.objects.get().kind == "OBSERVED"


def test_another_agency_does_not_find_a_batch(land: Land) -> None:
    batch, stranger = received(land), land.officer(agency=land.other)

    with acting_as(stranger):
        assert not Batch.objects.exists()
        with pytest.raises(Http404):
            access_batch(stranger, batch.token)


def test_only_a_source_that_sends_gets_a_credential(land: Land) -> None:
    with acting_as(SYSTEM), pytest.raises(SourceClosed):
        issue_credential(source=land.source, actor=SYSTEM, at=AT)


class TestPages:
    @pytest.fixture
    def steward(self, client: Client, land: Land) -> Client:
        sign_in(client, make_officer(land.department, "DATA_STEWARD"))
        return client

    def _send(self, client: Client, text: str, name: str = "a.csv") -> str:
        from django.core.files.uploadedfile import SimpleUploadedFile

        file = SimpleUploadedFile(name, text.encode())
        answer = client.post(f"{LIST}FILE.REPORTS/", {"file": file}, follow=True)
        self.address = answer.redirect_chain[-1][0] if answer.redirect_chain else ""
        return answer.content.decode()

    def test_a_steward_loads_a_file_from_first_to_last(
        self, steward: Client, land: Land, settings: LazySettings
    ) -> None:
        assert "Báo cáo ngành" in steward.get(LIST).content.decode()
        page = self._send(steward, ROWS)
        assert "Những dòng đầu của tệp" in page
        assert "Phường Tân Đồng" in page

        steward.post(self.address, {part: part for part in PARTS if part != "denominator"})
        with acting_as(SYSTEM):
            load_part(batch_id=Batch.objects.get().pk, today=TODAY, at=LATER)

        page = steward.get(self.address).content.decode()
        assert "Số âm" in page
        file = steward.get(f"{self.address}loi.csv").content.decode()
        assert "'=A1" in file
        settings.ACCESS_EXPORT_ROWS = 0
        held = steward.get(f"{self.address}loi.csv", follow=True)
        assert "Tệp này cần hai người" in held.content.decode()
        row = QuarantinedRow.objects.get(code="NOT_NEGATIVE")
        decided = steward.post(
            f"{self.address}dong/{row.pk}/", {"decision": "RELEASED"}, follow=True
        )
        assert "Đã cho qua" in decided.content.decode()

    @pytest.mark.parametrize(("name", "text"), [("a.csv", "a"), ("a.exe", "MZ"), ("a.json", "{")])
    def test_a_bad_file_is_refused_on_the_page(self, steward: Client, name: str, text: str) -> None:
        self._send(steward, text, name)

        assert not Batch.objects.exists()

    def test_columns_must_be_chosen(self, steward: Client) -> None:
        self._send(steward, ROWS)

        assert steward.post(self.address, {"area": "area"}).status_code == 422

    def test_others_are_refused(self, client: Client, land: Land) -> None:
        batch = received(land)
        pages = [LIST, f"{LIST}FILE.REPORTS/", f"{LIST}luot/{batch.token}/",
                 f"{LIST}luot/{batch.token}/loi.csv"]  # fmt: skip
        assert {client.get(page).status_code for page in pages} == {302}
        sign_in(client, make_officer(land.department, "CLERK"))
        assert {client.get(page).status_code for page in pages} == {403}
        sign_in(client, make_officer(land.other, "DATA_STEWARD"))
        assert [client.get(page).status_code for page in pages] == [200, 404, 404, 404]
        assert client.post(f"{LIST}FILE.REPORTS/ma-truy-cap/").status_code == 404
        assert client.post(f"{LIST}luot/{batch.token}/dong/1/").status_code == 404
