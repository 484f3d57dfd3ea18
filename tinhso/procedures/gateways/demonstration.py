"""Demonstration procedures of a pack: families of like ones, written out the same every time."""

import copy
import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from tinhso.core.text import nfc
from tinhso.procedures.gateways.pack import CatalogueEntry, Content, check

_DAYS = (3, 5, 7, 10, 15, 20, 30)
_FEES_VND = (0, 0, 30_000, 0, 100_000)
_HOURS_PER_DAY = 8
_ACTS = ("quyết định", "văn bản", "thông báo", "báo cáo", "dấu", "số", "bản")
# Steps of the internal process and their share of the hours, in sixteenths.
_STEPS = (
    ("intake", "Tiếp nhận hồ sơ", "Intake", "CLERK", 1),
    ("assign", "Phân công", "Assign", "HEAD_OF_UNIT", 1),
    ("appraise", "Thẩm định", "Appraise", "SPECIALIST", 0),
    ("review", "Trưởng phòng xem xét", "Review", "HEAD_OF_UNIT", 2),
    ("sign", "Ký duyệt", "Sign", "LEADER", 2),
    ("register", "Vào sổ, đóng dấu", "Number and register", "REGISTRAR", 1),
    ("return", "Trả kết quả", "Return the result", "CLERK", 0),
)


def read_demonstration(folder: Path) -> list[CatalogueEntry]:
    """Give the demonstration procedures of a pack, always the same; none where it has no file."""
    path = folder / "demo" / "procedures.json"
    if not path.exists():
        return []
    source: Content = json.loads(nfc(path.read_text(encoding="utf-8")))
    contents = islice(_contents(source), source["count"])
    return [check(f"{path.name} [{at}]", content) for at, content in enumerate(contents, 1)]


def _contents(source: Content) -> Iterator[Content]:
    for number, (family, thing, action) in enumerate(_names(source), 1):
        yield _content(source["template"], number, family, thing, action)


def _names(source: Content) -> Iterator[tuple[Content, Content, Content]]:
    """Give family, thing and action round by round, so that every family gets about as many."""
    families = source["families"]
    most_things = max(len(family["objects"]) for family in families)
    for action_at in range(max(map(len, source["actions"].values()))):
        for thing_at in range(most_things):
            for family in families:
                thing = family["objects"][thing_at]
                actions = source["actions"][_kind(family, thing)]
                yield family, thing, actions[action_at]


def _kind(family: Content, thing: Content) -> str:
    is_act = family["kind"] == "LICENCE" and thing["vi"].startswith(_ACTS)
    return "ACT" if is_act else str(family["kind"])


def _content(
    template: Content, number: int, family: Content, thing: Content, action: Content
) -> Content:
    content = copy.deepcopy(template)
    name = {language: _named(action[language], thing[language]) for language in ("vi", "en")}
    days = _DAYS[number % len(_DAYS)]
    missing = _missing(number)
    return {
        **content,
        "code": {"value": f"DEMO.{number:04d}", "certainty": "to_confirm"},
        "slug": f"minh-hoa-{number:04d}",
        "demonstration": True,
        "name": name,
        "summary": {
            "vi": f"Thủ tục minh họa, không phải thủ tục có thật: {thing['vi']}.",
            "en": f"A demonstration, not a real procedure: {thing['en']}.",
        },
        "everyday_words": [thing["vi"]],
        "field": family["field"],
        "tier": family["tier"],
        "service_level": "FULL",
        "partial_reason": None,
        "conditions": None,
        "ways": _ways(number, days),
        "cut_off": None,
        "sets_of_papers": 1,
        "fees": [],
        "deciding_agency": _deciding(family),
        "result": {"vi": _named("Kết quả: {}", thing["vi"]), "en": f"Result: {thing['en']}"},
        "legal_basis": [],
        "announced_by": _announced(number),
        "valid_from": "2021-01-01",
        "valid_to": None,
        "complete": not missing,
        "missing_parts": missing,
        "process": _process(family["tier"], days),
        **_variants(number, action),
    }


def _named(pattern: str, thing: str) -> str:
    text = pattern.format(thing)
    return text[0].upper() + text[1:]


def _missing(number: int) -> list[str]:
    return [
        part
        for part, every in (("fees", 5), ("conditions", 7), ("form", 11))
        if number % every == 0
    ]


def _ways(number: int, days: int) -> list[Content]:
    channels = ("ONLINE", "COUNTER", "POST")[: 2 + number % 2]
    fee_vnd = _FEES_VND[number % len(_FEES_VND)]
    limit = {"amount": days, "unit": "WORKING_DAY"}
    return [
        {"channel": channel, "time_limit": dict(limit), "fee_vnd": fee_vnd} for channel in channels
    ]


def _deciding(family: Content) -> Content:
    is_department = family["tier"] == "PROVINCE"
    return {
        "kind": "DEPARTMENT" if is_department else "PEOPLES_COMMITTEE",
        "tier": family["tier"],
        "department_short_name": family["department"] if is_department else None,
    }


def _announced(number: int) -> Content:
    """Say that some were announced, by a number nobody can take for a real one."""
    is_announced = number % 4 != 0
    return {
        "number": f"Minh họa {number}" if is_announced else None,
        "issued_on": "2021-01-04" if is_announced else None,
        "certainty": "to_confirm",
    }


def _process(tier: str, days: int) -> list[Content]:
    """Spread the hours over the steps; a commune has no head of unit, the specialist the rest."""
    steps = [step for step in _STEPS if tier != "COMMUNE" or step[3] != "HEAD_OF_UNIT"]
    total = days * _HOURS_PER_DAY
    hours = {code: total * share // 16 for code, _vi, _en, _role, share in steps}
    hours["appraise"] = total - sum(hours.values())
    return [
        {"code": code, "name": {"vi": vi, "en": en}, "role": role, "hours": hours[code]}
        for code, vi, en, role, _share in steps
    ]


def _variants(number: int, action: Content) -> Mapping[str, Any]:
    """Give two cases to some of those that replace or change what was given before."""
    if number % 3 or not action["vi"].startswith(("Cấp lại", "Điều chỉnh", "Thay đổi")):
        return {}
    rows = (
        ("kept", "Tôi còn giữ giấy tờ đã cấp", "I still have the earlier paper", "previous-paper"),
        ("lost", "Giấy tờ đã cấp bị mất", "The earlier paper is lost", None),
    )
    return {
        "variants": [
            {
                "code": code,
                "name": {"vi": vi, "en": en},
                "help": None,
                "required_papers": ["supporting-paper", *([paper] if paper else [])],
                "optional_papers": ["application"],
                "ways": [],
                "process": [],
                "certainty": "to_confirm",
            }
            for code, vi, en, paper in rows
        ]
    }
