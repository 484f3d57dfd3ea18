"""Write the demonstration officers of the province pack: lifelike names, nobody real."""

import csv
import random
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "provinces" / "binh_phuoc" / "organisation"
DAY = "2021-01-01"
COLUMNS = (
    "username", "full_name", "agency_code", "position_code", "role", "valid_from", "is_demo",
)  # fmt: skip

FAMILY = (
    "Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô "
    "Dương Lý Lâm Trương Đinh Mai Cao Tạ Châu"
)
MEN = (
    FAMILY + " Điểu",
    "Văn Đức Minh Quốc Thanh Hữu Công Đình Anh Gia Trọng Xuân",
    "An Bảo Bình Cường Dũng Duy Đạt Hải Hiếu Hòa Hùng Huy Khang Khánh Kiên Lâm Long Lộc Minh Nam "
    "Nghĩa Nhân Phong Phúc Phước Quân Quang Sơn Tài Tâm Thành Thắng Thịnh Tiến Toàn Trí Trung Tuấn "
    "Tùng Vinh Vũ",
)
WOMEN = (
    FAMILY + " Thị",
    "Thị Ngọc Thu Thanh Kim Mỹ Hồng Phương Bích Thùy Diệu Lan",
    "An Anh Châu Chi Dung Duyên Đào Giang Hà Hạnh Hằng Hiền Hoa Hương Huyền Khanh Lan Linh Loan "
    "Mai My Nga Ngân Nhung Nhi Oanh Phương Quyên Quỳnh Tâm Thảo Thu Thủy Trang Trâm Trinh Tuyết "
    "Uyên Vân Vy Yến",
)
CAST = {
    "clerk.hcc": "Nguyễn Thị Mai Hương", "clerk.tanphu": "Trần Thị Ngọc Lan",
    "specialist.tanphu": "Lê Hoàng Minh", "leader.tanphu": "Phạm Văn Thành",
    "registrar.tanphu": "Võ Thị Kim Yến", "clerk.dongxoai": "Huỳnh Thị Thu Thảo",
    "specialist.dongxoai": "Đặng Quốc Bảo", "head.dongxoai": "Bùi Thị Thanh Hà",
    "leader.dongxoai": "Ngô Đức Trọng", "registrar.dongxoai": "Phan Thị Bích Ngọc",
    "specialist.tuphap": "Điểu Minh Khang", "head.tuphap": "Hồ Thị Phương Linh",
    "leader.tuphap": "Dương Quang Vinh", "registrar.tuphap": "Lâm Thị Hồng Nhung",
    "admin": "Đỗ Gia Huy", "auditor": "Trương Thị Diệu Hiền", "admin2": "Cao Thị Hồng Oanh",
    "helper.tanphu": "Đinh Quốc Khánh", "specialist2.tanphu": "Trương Thị Cẩm Tú",
}  # fmt: skip

DEPARTMENT_LABELS = {
    "H10.01": "vanphong", "H10.02": "congthuong", "H10.03": "giaoduc", "H10.04": "giaothong",
    "H10.05": "kehoach", "H10.06": "khoahoc", "H10.07": "laodong", "H10.08": "ngoaivu",
    "H10.09": "noivu", "H10.10": "nongnghiep", "H10.11": "taichinh", "H10.12": "tainguyen",
    "H10.13": "thongtin", "H10.14": "tuphap", "H10.15": "vanhoa", "H10.16": "xaydung",
    "H10.17": "yte", "H10.18": "dantoc", "H10.19": "thanhtra", "H10.20": "khukinhte",
    "H10.01.01": "hcc", "H10.12.01": "dangkydatdai", "H10": "ubndtinh",
}  # fmt: skip
STAFF = {
    ("PEOPLES_COMMITTEE", "PROVINCE"): ("leader:CHAIR", "deputy:VICE_CHAIR", "registrar:REGISTRAR"),
    ("PEOPLES_COMMITTEE", "DISTRICT"): (
        "specialist:SPECIALIST", "head:HEAD_OF_DIVISION", "leader:CHAIR", "registrar:REGISTRAR",
    ),
    ("PEOPLES_COMMITTEE", "COMMUNE"): (
        "specialist:CIVIL_STATUS_OFFICER", "leader:CHAIR", "registrar:REGISTRAR",
    ),
    ("DEPARTMENT", "PROVINCE"): (
        "specialist:SPECIALIST", "head:HEAD_OF_DIVISION", "leader:DIRECTOR", "registrar:REGISTRAR",
    ),
    ("SERVICE_CENTRE", "PROVINCE"): (
        "clerk:CLERK", "clerk2:CLERK", "clerk3:CLERK", "clerk4:CLERK", "leader:DIRECTOR",
        "registrar:REGISTRAR",
    ),
    ("ONE_STOP_UNIT", "DISTRICT"): ("clerk:CLERK",),
    ("ONE_STOP_UNIT", "COMMUNE"): ("clerk:CLERK",),
    ("OTHER", "PROVINCE"): (
        "specialist:SPECIALIST", "head:HEAD_OF_DIVISION", "leader:DIRECTOR", "registrar:REGISTRAR",
    ),
    ("OTHER", "DISTRICT"): ("specialist:SPECIALIST", "leader:DIRECTOR", "registrar:REGISTRAR"),
}  # fmt: skip
ACCOUNTANTS = (
    ("tanphu", "H10.32.01"), ("dongxoai", "H10.32"), ("tuphap", "H10.14"), ("hcc", "H10.01.01"),
)  # fmt: skip
KEEPERS_OF_RECORDS = (("ubndtinh", "H10"), ("tuphap", "H10.14"))
DATA_STEWARDS = (
    ("thongtin", "H10.13"), ("yte", "H10.17"), ("phuoclong", "H10.31"), ("dongxoai", "H10.32"),
    ("binhlong", "H10.33"),
)  # fmt: skip
Row = dict[str, str]


def read(name: str) -> list[Row]:
    """Give the rows of one file of the pack."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def slug(name: str) -> str:
    """Give a name without its kind, accents and spaces: ``Phường Tân Phú`` → ``tanphu``."""
    plain = name.replace("Đ", "D").replace("đ", "d")
    for kind in ("Thành phố ", "Thị xã ", "Huyện ", "Phường ", "Thị trấn ", "Xã "):
        plain = plain.removeprefix(kind)
    decomposed = unicodedata.normalize("NFD", plain)
    return "".join(letter for letter in decomposed if letter.isalnum()).lower()


def area_labels(areas: list[Row]) -> dict[str, str]:
    """Give each area a short label; of several with one name only the best known keeps it bare."""
    bare = {area["code"]: slug(area["name"]) for area in areas}
    keeps_bare = {"25195"} | {area["code"] for area in areas if len(area["code"]) == 3}
    times = Counter(bare.values())
    shared = {code for code, label in bare.items() if times[label] > 1} - keeps_bare
    parents = {area["code"]: bare.get(area["parent_code"], "") for area in areas}
    pairs = Counter((bare[code], parents[code]) for code in shared)
    labels = dict(bare)
    for code in shared:
        is_alone = pairs[bare[code], parents[code]] == 1
        labels[code] = f"{bare[code]}-{parents[code] if is_alone else code}"
    return labels


def agency_label(agency: Row, labels: dict[str, str]) -> str:
    """Give the second half of the user names of an agency's officers."""
    if agency["code"] in DEPARTMENT_LABELS:
        return DEPARTMENT_LABELS[agency["code"]]
    prefix = "dat-" if agency["kind"] == "OTHER" else ""
    return prefix + labels[agency["area_code"]]


def names() -> Iterator[str]:
    """Give full names, always in the same order, none twice."""
    chance = random.Random(2021)  # noqa: S311 - names, not secrets
    seen = set(CAST.values())
    while True:
        words = chance.choice((MEN, WOMEN))
        name = " ".join(chance.choice(part.split()) for part in words)
        if name not in seen and len(set(name.split())) == len(words):
            seen.add(name)
            yield name


def people() -> Iterator[Row]:
    """Give the demonstration officers, those added later last."""
    roles = {
        (row["agency_kind"], row["tier"], row["position_code"]): row["role"]
        for row in read("positions.csv")
    }
    labels = area_labels([row for row in read("areas.csv") if row["valid_from"] <= DAY])
    name = names()
    for agency in read("agencies.csv"):
        if agency["valid_from"] > DAY:
            continue
        key = (agency["kind"], agency["tier"])
        for staff in STAFF[key]:
            first, position = staff.split(":")
            username = f"{first}.{agency_label(agency, labels)}"
            yield person(username, next(name), agency, position, roles[(*key, position)])
    yield from _added_later(name, labels)


def _added_later(name: Iterator[str], labels: dict[str, str]) -> Iterator[Row]:
    """Give officers in the order they were added, so that everybody keeps their name."""
    by_code = {row["code"]: row for row in reversed(read("agencies.csv"))}
    tan_phu = next(
        row
        for row in read("agencies.csv")
        if agency_label(row, labels) == "tanphu" and row["kind"] == "PEOPLES_COMMITTEE"
    )
    centre = by_code["H10.01.01"]
    second = "CIVIL_STATUS_OFFICER"
    added: list[tuple[str, Row, str, str]] = [
        *((f"clerk{number}.hcc", centre, "CLERK", "CLERK") for number in (5, 6, 7)),
        ("admin", by_code["H10.13"], "ADMINISTRATOR", "ADMINISTRATOR"),
        ("auditor", by_code["H10.19"], "INSPECTOR", "AUDITOR"),
        ("admin2", by_code["H10.13"], "ADMINISTRATOR", "ADMINISTRATOR"),
        ("helper.tanphu", tan_phu, "COMMUNITY_HELPER", "HELPER"),
        *_of_role("accountant", "ACCOUNTANT", ACCOUNTANTS, by_code),
    ]
    for label, code in KEEPERS_OF_RECORDS:
        added += _of_role("archivist", "ARCHIVIST", [(label, code)], by_code)
        added += _of_role("security", "SECURITY_OFFICER", [(label, code)], by_code)
    added += [
        ("specialist2.tanphu", tan_phu, second, "SPECIALIST"),
        *_of_role("format", "FORMAT_CHECKER", KEEPERS_OF_RECORDS, by_code),
        *_of_role("steward", "DATA_STEWARD", DATA_STEWARDS, by_code),
    ]
    for username, agency, position, role in added:
        yield person(username, next(name), agency, position, role)


def _of_role(
    first: str, role: str, places: Iterable[tuple[str, str]], by_code: dict[str, Row]
) -> list[tuple[str, Row, str, str]]:
    return [(f"{first}.{label}", by_code[code], role, role) for label, code in places]


def person(username: str, full_name: str, agency: Row, position: str, role: str) -> Row:
    """Give one row of the file."""
    values = (username, CAST.get(username, full_name), agency["code"], position, role, DAY, "true")
    return dict(zip(COLUMNS, values, strict=True))


def main() -> None:
    """Write people.csv."""
    with (FOLDER / "people.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(people())


if __name__ == "__main__":
    main()
