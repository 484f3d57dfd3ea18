"""The organisation data of the province pack is whole, linked and dated."""

import csv
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from tools import make_demo_people

FOLDER = Path(__file__).parents[2] / "provinces" / "binh_phuoc" / "organisation"
FILES = {
    "areas": (
        "code name name_en kind parent_code latitude longitude valid_from valid_to legal_act "
        "source certainty"
    ),
    "area_successions": (
        "predecessor_code predecessor_valid_from successor_code part effective_on legal_act "
        "source certainty note"
    ),
    "agencies": (
        "code name name_en short_name kind tier parent_code area_code valid_from valid_to address "
        "phone certainty source"
    ),
    "agency_successions": (
        "predecessor_code successor_code effective_on legal_act source certainty"
    ),
    "positions": (
        "agency_kind tier position_code title_vi title_en role signing_authority sort_order"
    ),
    "people": "username full_name agency_code position_code role valid_from is_demo",
    "holidays": "date kind name_vi name_en source certainty",
}
CERTAINTIES = {"confirmed", "secondary", "to_confirm"}
WITH_PERIODS = ("areas", "agencies")
MERGER = "2025-07-01"
BINH_PHUOC_BOX = (11.30, 12.30, 106.41, 107.43)
DONG_NAI_BOX = (10.57, 12.31, 106.41, 107.58)
Row = dict[str, str]


def read(name: str) -> list[Row]:
    """Give the rows of a file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def at(rows: list[Row], day: str) -> list[Row]:
    """Give the rows valid on a day."""
    return [row for row in rows if row["valid_from"] <= day < (row["valid_to"] or "9999-12-31")]


def by_length(rows: list[Row], length: int) -> list[Row]:
    """Give the areas whose code has so many digits: 2 province, 3 district, 5 commune."""
    return [row for row in rows if len(row["code"]) == length]


@pytest.mark.parametrize("name", FILES)
def test_files_have_their_columns_and_are_clean_utf_8(name: str) -> None:
    raw = (FOLDER / f"{name}.csv").read_bytes()
    text = raw.decode("utf-8")

    assert text.splitlines()[0].replace(",", " ") == FILES[name]
    assert unicodedata.is_normalized("NFC", text)
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")
    assert all(None not in row and None not in row.values() for row in read(name))


@pytest.mark.parametrize("name", [name for name in FILES if "certainty" in FILES[name]])
def test_every_fact_names_its_source_and_certainty(name: str) -> None:
    rows = read(name)

    assert all(row["source"] for row in rows)
    assert {row["certainty"] for row in rows} <= CERTAINTIES


@pytest.mark.parametrize("name", WITH_PERIODS)
def test_periods_of_one_code_follow_without_gap_or_overlap(name: str) -> None:
    periods: dict[str, list[tuple[str, str]]] = {}
    for row in read(name):
        periods.setdefault(row["code"], []).append((row["valid_from"], row["valid_to"]))

    for code, spans in periods.items():
        spans.sort()
        for start, end in spans:
            assert date.fromisoformat(start) < date.fromisoformat(end or "9999-12-31"), code
        assert all(one[1] == two[0] for one, two in zip(spans, spans[1:], strict=False)), code


@pytest.mark.parametrize("day", ["2021-06-01", "2022-09-30", "2022-10-01", "2025-06-30"])
def test_binh_phuoc_has_11_districts_and_111_communes(day: str) -> None:
    areas = at(read("areas"), day)

    assert [row["code"] for row in by_length(areas, 2)] == ["70"]
    assert len(by_length(areas, 3)) == 11
    assert len(by_length(areas, 5)) == 111


@pytest.mark.parametrize(
    ("day", "wards", "communes"), [("2025-07-01", 23, 72), ("2026-04-30", 33, 62)]
)
def test_dong_nai_has_95_communes_and_no_district(day: str, wards: int, communes: int) -> None:
    areas = at(read("areas"), day)
    kinds = [row["kind"] for row in by_length(areas, 5)]

    assert len(areas) == 1 + 95
    assert (kinds.count("WARD"), kinds.count("COMMUNE")) == (wards, communes)


def test_chon_thanh_became_a_town_with_five_wards_in_october_2022() -> None:
    areas = read("areas")

    before = {row["code"]: row["kind"] for row in at(areas, "2022-09-30")}
    after = {row["code"]: row["kind"] for row in at(areas, "2022-10-01")}

    changed = {code for code, kind in before.items() if after[code] != kind}
    assert changed == {"697", "25432", "25433", "25441", "25444", "25447"}
    assert (before["697"], after["697"]) == ("DISTRICT", "TOWN_DISTRICT")


@pytest.mark.parametrize("name", WITH_PERIODS)
def test_a_parent_holds_on_the_day_its_child_begins(name: str) -> None:
    rows = read(name)

    for row in rows:
        alive = {other["code"] for other in at(rows, row["valid_from"])}
        assert row["parent_code"] in alive | {""}, row["code"]


def test_every_name_says_its_kind() -> None:
    words = {
        "CITY": "Thành phố", "TOWN_DISTRICT": "Thị xã", "DISTRICT": "Huyện", "WARD": "Phường",
        "TOWNSHIP": "Thị trấn", "COMMUNE": "Xã",
    }  # fmt: skip

    for row in read("areas"):
        expected = words.get(row["kind"], ("Tỉnh", "Thành phố"))
        assert row["name"].startswith(expected), row
        assert row["name_en"].isascii(), row


def test_places_lie_inside_their_province() -> None:
    for row in read("areas"):
        is_old = row["valid_from"] < MERGER
        south, north, west, east = BINH_PHUOC_BOX if is_old else DONG_NAI_BOX
        assert south < float(row["latitude"]) < north, row
        assert west < float(row["longitude"]) < east, row


def test_all_111_communes_pass_whole_to_the_40_new_ones() -> None:
    areas = read("areas")
    passed = [row for row in read("area_successions") if row["effective_on"] == MERGER]
    old = {(row["code"], row["valid_from"]) for row in by_length(at(areas, "2025-06-30"), 5)}
    new = {row["code"] for row in by_length(at(areas, MERGER), 5)}

    communes = [row for row in passed if len(row["predecessor_code"]) == 5]

    assert len(communes) == 111
    assert {(r["predecessor_code"], r["predecessor_valid_from"]) for r in communes} == old
    assert {row["part"] for row in communes} == {"WHOLE"}
    successors = {row["successor_code"] for row in communes}
    assert len(successors) == 40
    assert successors <= new


def test_districts_end_without_successor_and_the_province_passes_on() -> None:
    passed = [row for row in read("area_successions") if row["effective_on"] == MERGER]

    ended = [row for row in passed if not row["successor_code"]]

    assert {row["predecessor_code"] for row in ended} == {str(code) for code in range(688, 699)}
    assert all(row["note"] for row in ended)
    assert {r["successor_code"] for r in passed if r["predecessor_code"] == "70"} == {"75"}


@pytest.mark.parametrize("name", ["area_successions", "agency_successions"])
def test_successions_link_an_ending_row_to_a_beginning_one(name: str) -> None:
    rows = read("areas" if name == "area_successions" else "agencies")
    ends = {(row["code"], row["valid_to"]) for row in rows}
    begins = {(row["code"], row["valid_from"]) for row in rows}
    links = read(name)

    pairs = [(r["predecessor_code"], r["successor_code"], r["effective_on"]) for r in links]

    assert len(pairs) == len(set(pairs))
    for old, new, on in pairs:
        assert (old, on) in ends, old
        assert (new, on) in begins or (name == "area_successions" and not new), new


def test_every_area_of_2021_has_its_committee_and_one_stop_unit() -> None:
    agencies = at(read("agencies"), "2021-06-01")
    areas = at(read("areas"), "2021-06-01")

    def areas_of(kind: str) -> set[str]:
        return {row["area_code"] for row in agencies if row["kind"] == kind}

    codes = {row["code"] for row in areas}
    assert areas_of("PEOPLES_COMMITTEE") == codes
    assert areas_of("ONE_STOP_UNIT") | areas_of("SERVICE_CENTRE") == codes


def test_agency_codes_extend_their_parents_and_keep_the_national_form() -> None:
    areas = read("areas")

    for row in read("agencies"):
        groups = row["code"].split(".")
        assert groups[0] in {"H10", "H19"}
        assert len(row["code"]) <= 35
        assert all(len(group) == 2 and group.isdigit() for group in groups[1:]), row["code"]
        assert row["parent_code"] == ".".join(groups[:-1]), row["code"]
        assert row["area_code"] in {area["code"] for area in at(areas, row["valid_from"])}


def test_every_agency_kind_has_positions() -> None:
    positions = read("positions")
    keys = [(row["agency_kind"], row["tier"], row["position_code"]) for row in positions]

    needed = {(row["kind"], row["tier"]) for row in read("agencies")}

    assert len(keys) == len(set(keys))
    assert {key[:2] for key in keys} == needed
    assert {row["signing_authority"] for row in positions} <= {"", "TM.", "KT.", "TL."}


def test_people_hold_positions_that_exist_and_are_marked_demonstration() -> None:
    agencies = {row["code"]: row for row in at(read("agencies"), "2021-06-01")}
    roles = {
        (row["agency_kind"], row["tier"], row["position_code"]): row["role"]
        for row in read("positions")
    }
    people = read("people")

    assert len({row["username"] for row in people}) == len(people)
    assert len({row["full_name"] for row in people}) == len(people)
    for row in people:
        agency = agencies[row["agency_code"]]
        key = (agency["kind"], agency["tier"], row["position_code"])
        assert (row["role"], row["is_demo"]) == (roles[key], "true"), row
        assert row["username"].isascii()
        assert row["username"] == row["username"].lower()


def test_every_committee_and_its_one_stop_unit_can_decide_a_case() -> None:
    people = read("people")
    staffed: dict[str, set[str]] = {}
    for row in people:
        staffed.setdefault(row["agency_code"], set()).add(row["role"])

    for row in at(read("agencies"), "2021-06-01"):
        if row["kind"] == "ONE_STOP_UNIT":
            assert "CLERK" in staffed[row["code"]], row["name"]
            both = staffed[row["code"]] | staffed[row["parent_code"]]
            assert {"CLERK", "SPECIALIST", "LEADER", "REGISTRAR"} <= both, row["name"]


def test_demonstration_cast_has_its_easy_names() -> None:
    usernames = {row["username"] for row in read("people")}

    cast = {
        f"{role}.{place}"
        for role in ("specialist", "leader", "registrar")
        for place in ("tuphap", "tanphu", "dongxoai")
    }
    assert cast | {"head.tuphap", "head.dongxoai"} <= usernames
    assert {"clerk.hcc", "clerk.tanphu", "clerk.dongxoai", "admin", "auditor"} <= usernames


def test_people_file_is_what_the_tool_writes() -> None:
    assert list(make_demo_people.people()) == read("people")


def test_days_off_are_dated_once_and_cover_each_year() -> None:
    rows = read("holidays")
    days = [row["date"] for row in rows]

    assert days == sorted(set(days))
    assert {row["kind"] for row in rows} == {"HOLIDAY", "WORKING_DAY"}
    for year in range(2020, 2028):
        fixed = {f"{year}-{day}" for day in ("01-01", "04-30", "05-01", "09-02")}
        assert fixed <= set(days)
        assert len([day for day in days if day.startswith(str(year))]) >= 11


def test_worked_saturdays_replace_a_weekday_off() -> None:
    kinds = {row["date"]: row["kind"] for row in read("holidays")}
    swaps = {
        "2024-04-29": "2024-05-04", "2025-05-02": "2025-04-26", "2026-01-02": "2026-01-10",
        "2026-08-31": "2026-08-22",
    }  # fmt: skip

    worked = {day for day, kind in kinds.items() if kind == "WORKING_DAY"}

    assert worked == set(swaps.values())
    assert all(date.fromisoformat(day).isoweekday() == 6 for day in worked)
    assert all(kinds[day] == "HOLIDAY" for day in swaps)
    assert all(date.fromisoformat(day).isoweekday() <= 5 for day in swaps)
