"""The text of the document that carries a directive out: plain data in, plain data out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tinhso.records.rules.kinds import get_kind
from tinhso.records.rules.page import Content, empty_content
from tinhso.records.rules.parts import parts_of

#: Kinds that carry a leader's directive: letter, urgent message, notice, instruction.
CARRYING_KINDS = ("CV", "CD", "TB", "CT")
_LONGEST_ABSTRACT = 500


@dataclass(frozen=True, slots=True)
class Work:
    """One task as it is printed: who leads, who helps, what, until when (local time)."""

    leader: str
    title: str
    helpers: tuple[str, ...] = ()
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """What is printed: who issues, about what, on which grounds, which work and evidence."""

    agency: str
    abstract: str
    grounds: Sequence[str]
    works: Sequence[Work]
    evidence: str = ""


def carrying_content(kind_code: str, carried: Carried, deliver_to: Sequence[str]) -> Content:
    """Give the structured content of the draft, ready for its author to read over.

    :raises KeyError: there is no such kind.
    """
    get_kind(kind_code)
    names = _names(carried.works)
    has_addressees = parts_of(kind_code).has_addressees
    return {
        **empty_content(kind_code),
        "abstract": carried.abstract[:_LONGEST_ABSTRACT],
        "addressees": names if has_addressees else [],
        "recipients": ["Như trên"] if has_addressees else names,
        "deliver_to": list(deliver_to),
        "body": "\n".join(_lines(carried)),
    }


def _names(works: Sequence[Work]) -> list[str]:
    return list(dict.fromkeys(name for work in works for name in (work.leader, *work.helpers)))


def _lines(carried: Carried) -> list[str]:
    works = [f"{number}. {_sentence(work)}" for number, work in enumerate(carried.works, start=1)]
    lines = [*carried.grounds, f"{carried.agency} yêu cầu:", *works]
    if carried.evidence:
        lines.append(f"{len(works) + 1}. Kết quả phải kèm minh chứng: {_ended(carried.evidence)}")
    lines.append(
        "Yêu cầu các cơ quan có tên trên tổ chức thực hiện, cập nhật tiến độ và báo cáo kết quả"
        " trên hệ thống theo dõi nhiệm vụ."
    )
    return [" ".join(line.split()) for line in lines]


def _sentence(work: Work) -> str:
    helpers = f", phối hợp với {', '.join(work.helpers)}" if work.helpers else ""
    due = ""
    if work.due_at is not None:
        due = f" Hoàn thành trước {work.due_at:%H giờ %M ngày %d/%m/%Y}."
    return f"{work.leader} chủ trì{helpers}: {_ended(work.title)}{due}"


def _ended(text: str) -> str:
    bare = " ".join(text.split()).rstrip(" ;,")
    return bare if bare.endswith((".", "!", "?")) else f"{bare}."
