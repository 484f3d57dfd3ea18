"""Loading the province pack: complete, repeatable, row by row honest."""

import csv
import shutil
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from pytest_django import Settings

from tinhso.orgs.models import Agency, AgencySuccession, Area, AreaSuccession, Position
from tinhso.orgs.operations import load_organisation
from tinhso.orgs.tests.factories import make_area

PACK = Path(django_settings.PROVINCE_PACK) / "organisation"
pytestmark = pytest.mark.django_db


def pack_with(tmp_path: Path, table: str, **changes: str) -> Path:
    """Copy the pack with the first row of a table changed."""
    folder = tmp_path / "organisation"
    shutil.copytree(PACK, folder, dirs_exist_ok=True)
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0].update(changes)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


def test_every_row_of_the_pack_is_loaded() -> None:
    report = load_organisation(folder=PACK)

    assert report.errors == []
    for table, model in [
        ("areas", Area),
        ("area_successions", AreaSuccession),
        ("agencies", Agency),
        ("agency_successions", AgencySuccession),
    ]:
        lines = len((PACK / f"{table}.csv").read_text(encoding="utf-8").splitlines())
        assert model._default_manager.count() == lines - 1, table
    assert Position.objects.values("agency").distinct().count() == Agency.objects.count()


def test_second_run_changes_nothing() -> None:
    load_organisation(folder=PACK)

    report = load_organisation(folder=PACK)

    assert {(count.created, count.changed) for count in report.tables.values()} == {(0, 0)}
    assert report.tables["areas"].kept == Area.objects.count()


def test_changed_row_is_changed_in_place(tmp_path: Path) -> None:
    load_organisation(folder=PACK)
    before = Agency.objects.get(code="H10").pk

    folder = pack_with(tmp_path, "agencies", phone="0271 000 000")
    report = load_organisation(folder=folder)

    assert report.tables["agencies"].changed == 1
    assert Agency.objects.get(pk=before).phone == "0271 000 000"


@pytest.mark.parametrize(
    ("table", "changes", "problem"),
    [
        ("areas", {"kind": "KINGDOM"}, "KINGDOM"),
        ("areas", {"name": ""}, "name is empty"),
        ("areas", {"latitude": "1100"}, "not a coordinate"),
        ("areas", {"valid_to": "2019-01-01"}, "not after"),
        ("areas", {"parent_code": "999"}, "999 does not exist"),
        ("areas", {"code": "688"}, "two rows"),
        ("area_successions", {"part": "SOME"}, "not WHOLE or PART"),
        ("area_successions", {"successor_code": "999"}, "999 does not exist"),
        ("agencies", {"code": "10.H"}, "Mã không đúng dạng"),
        ("agencies", {"area_code": "999"}, "999 does not exist"),
        ("agencies", {"tier": "MOON"}, "MOON"),
        ("agency_successions", {"predecessor_code": "H99"}, "H99 does not end"),
        ("positions", {"role": "KING"}, "KING"),
    ],
)
def test_bad_row_is_reported_with_its_line(
    tmp_path: Path, table: str, changes: dict[str, str], problem: str
) -> None:
    report = load_organisation(folder=pack_with(tmp_path, table, **changes))

    mine = [error for error in report.errors if error.table == table]
    assert problem in " ".join(error.problem for error in mine)
    assert min(error.line for error in mine) <= 3


def test_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_organisation(folder=tmp_path)


def test_command_prints_counts_and_refused_rows(tmp_path: Path, settings: Settings) -> None:
    out, err = StringIO(), StringIO()
    pack_with(tmp_path, "areas", kind="KINGDOM")
    settings.PROVINCE_PACK = tmp_path

    with pytest.raises(CommandError, match="bị từ chối"):
        call_command("load_organisation", stdout=out, stderr=err)

    assert "areas.csv dòng 2" in err.getvalue()
    assert "areas: " in out.getvalue()


def test_database_refuses_two_rows_of_a_code_on_one_day() -> None:
    make_area("25195")

    with pytest.raises(IntegrityError, match="area_no_overlap"), transaction.atomic():
        make_area("25195", valid_from=date(2021, 1, 1))
