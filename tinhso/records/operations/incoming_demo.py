"""A lifelike two months of incoming documents for the demonstration, by the real operations."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tinhso.core.actors import Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import VIETNAM
from tinhso.core.rls import acting_as
from tinhso.documents.api import RegisterBook, draw_page, render_register
from tinhso.identity.api import officers_of
from tinhso.orgs.api import Agency, find_agency, list_agencies, organisation_date_at
from tinhso.records.models import Arrival, OfficialDocument, Source
from tinhso.records.operations.arriving import ArrivalFacts, Entry, receive_document
from tinhso.records.operations.demo import actor_of
from tinhso.records.operations.directing import (
    Assignee,
    Assignment,
    Opinion,
    give_directive,
    give_opinion,
)
from tinhso.records.operations.incoming_demo_tasks import grant_time, work_on
from tinhso.records.operations.registering import finish_arrival, register_arrival, return_arrival
from tinhso.records.operations.screening import GivenFile

#: Which agencies receive how many documents.
HOUSES = (("H10", 34), ("H10.14", 18), ("H10.13", 12))
_AUTHORS = (
    ("Bộ Nội vụ", "BNV"), ("Bộ Tài chính", "BTC"), ("Bộ Xây dựng", "BXD"), ("Bộ Y tế", "BYT"),
    ("Bộ Giáo dục và Đào tạo", "BGDĐT"), ("Văn phòng Chính phủ", "VPCP"),
)  # fmt: skip
_SUBJECTS = (
    ("CV", "V/v rà soát quỹ đất phát triển nhà ở xã hội"),
    ("CV", "V/v báo cáo tiến độ giải ngân vốn đầu tư công"),
    ("CV", "V/v tăng cường phòng, chống dịch bệnh mùa khô"),
    ("TB", "Kết luận hội nghị trực tuyến về cải cách hành chính"),
    ("KH", "Triển khai Tháng hành động vì trẻ em"),
    ("CV", "V/v lấy ý kiến dự thảo nghị định về công tác văn thư"),
    ("GM", "Dự hội nghị sơ kết công tác chuyển đổi số"),
    ("CV", "V/v chuẩn bị số liệu biên chế công chức"),
    ("CV", "V/v kiểm tra an toàn hồ chứa nước trước mùa mưa"),
    ("HD", "Hướng dẫn tổ chức kỳ thi tốt nghiệp trung học phổ thông"),
    ("CV", "V/v cung cấp dữ liệu dân cư phục vụ dịch vụ công trực tuyến"),
)
_OPINIONS = (
    "Giao đơn vị chủ trì tham mưu, báo cáo kết quả đúng hạn.",
    "Chủ trì soạn văn bản trả lời, trình ký trước hạn hai ngày.",
    "Khẩn trương rà soát số liệu, phối hợp chặt chẽ với các đơn vị liên quan.",
)
_NEWEST_WAIT, _NEXT_WAIT = 4, 4


@dataclass(frozen=True, slots=True)
class House:
    """An agency that receives: who registers, who leads, who can be given work."""

    agency: Agency
    clerk: Actor
    leader: Actor
    workers: Sequence[Assignee]


def load_demo_incoming(*, at: datetime) -> int:
    """Bring in documents of the last weeks in every state; nothing when some were scanned before.

    Run as the platform. Gives how many came. Contents are made up and say so.
    """
    if Arrival.objects.filter(source=Source.SCAN).exists():
        return 0
    chance = random.Random(30)  # noqa: S311 - made-up documents, not secrets
    count = 0
    for code, size in HOUSES:
        house = find_house(code, at)
        if house is None:
            continue
        for number in range(size):
            _play(house, number, size, _moment(at, size - number), chance)
        grant_time(house.leader, at)
        _secret(house, at - timedelta(days=2))
        count += size
        if code == "H10":
            _meeting(house, at - timedelta(days=9))
    return count


def find_house(code: str, at: datetime) -> House | None:
    """Give a house with its people, or ``None`` where somebody is missing."""
    day = organisation_date_at(at)
    agency = find_agency(code, day)
    clerks = officers_of(agency.pk, "REGISTRAR", day) if agency else []
    leaders = officers_of(agency.pk, "LEADER", day) if agency else []
    if agency is None or not clerks or not leaders:
        return None
    people = [
        Assignee(agency.pk, f"{one.full_name} – {one.position_title}", one.person_id)
        for role in ("HEAD_OF_UNIT", "SPECIALIST")
        for one in officers_of(agency.pk, role, day)
    ]
    units = [
        Assignee(unit.pk, unit.name)
        for unit in list_agencies(day)
        if unit.parent_id == agency.pk and unit.kind == "DEPARTMENT"
    ]
    return House(agency, actor_of(clerks[0]), actor_of(leaders[0]), (units or people)[:12])


def _moment(at: datetime, back: int) -> datetime:
    """Give a working morning, the earlier the larger ``back`` is; the newest are of today."""
    day = load_calendar().first_working_day((at - timedelta(hours=14 * (back - 1))).date())
    moment = datetime.combine(day, time(8, 5 + back % 50), tzinfo=VIETNAM)
    return min(moment, at)


def _play(house: House, number: int, size: int, at: datetime, chance: random.Random) -> None:
    arrival = _bring(house, number, at)
    if number >= size - _NEWEST_WAIT:
        return
    with acting_as(house.clerk):
        if number % 19 == 7:
            reason = "Gửi nhầm nơi nhận: nội dung thuộc thẩm quyền cơ quan khác."
            return_arrival(arrival=arrival, reason=reason, actor=house.clerk, at=at)
            return
        arrival = register_arrival(arrival=arrival, actor=house.clerk, at=at + timedelta(minutes=5))
    if number >= size - _NEWEST_WAIT - _NEXT_WAIT or not house.workers:
        return
    with acting_as(house.leader):
        if number % 9 == 4:
            finish_arrival(arrival=arrival, note="Để biết.", actor=house.leader, at=at)
            return
        _direct(house, arrival, number, at + timedelta(minutes=40))
    work_on(arrival.official, house.leader, number, at + timedelta(hours=3), chance)


def _bring(house: House, number: int, at: datetime) -> Arrival:
    author, short = _AUTHORS[number % len(_AUTHORS)]
    kind, subject = _SUBJECTS[number % len(_SUBJECTS)]
    notation = f"{100 + number}/{short}-VP"
    facts = ArrivalFacts(
        author_name=author,
        abstract=subject,
        kind=kind,
        notation=notation,
        issued_on=(at - timedelta(days=2)).date(),
        urgency=(0, 0, 0, 1, 0, 2)[number % 6],
        recipient=house.agency.short_name,
        note="Văn bản minh họa",
        is_paper=True,
    )
    pages = _page(author, notation, subject, number)
    files = [GivenFile(f"{notation.replace('/', '-')}.pdf", pages)]
    if number == HOUSES[0][1] - 1:
        files = [GivenFile("ban-quet.png", draw_page(pages, 1, 60))]
    return _received(house, facts, files, at).arrival


def _received(
    house: House, facts: ArrivalFacts, files: list[GivenFile], at: datetime
) -> OfficialDocument:
    with acting_as(house.clerk):
        receipt = receive_document(
            facts=facts,
            files=files,
            entry=Entry(Source.SCAN, house.agency.pk),
            actor=house.clerk,
            at=at,
        )
    if receipt.official is None:
        raise RuntimeError("a demonstration document was taken for a secret one")
    return receipt.official


def _page(author: str, notation: str, subject: str, number: int) -> bytes:
    """Typeset a made-up document; every fourth has several pages."""
    line = f"{subject}. Đề nghị quý cơ quan nghiên cứu, tổ chức thực hiện và báo cáo kết quả."
    rows = [(str(place), line) for place in range(1, 60 if number % 4 == 0 else 6)]
    book = RegisterBook(
        agency_name=author,
        parent_name="",
        title="Văn bản minh họa",
        period=f"Số: {notation}",
        summary="Nội dung do bản trình diễn tạo ra, không có giá trị pháp lý.",
        columns=("Mục", "Nội dung"),
        rows=tuple(rows),
        widths=(1, 12),
    )
    return render_register(book)


def _direct(house: House, arrival: Arrival, number: int, at: datetime) -> None:
    workers = house.workers
    lead = workers[number % len(workers)]
    helper = workers[(number + 1) % len(workers)]
    helpers = (helper,) if helper != lead else ()
    due_at = load_calendar().add_working_hours(at, (24, 40, 80, 160)[number % 4])
    work = Assignment(lead, str(arrival.official), helpers, due_at)
    opinion = Opinion(_OPINIONS[number % len(_OPINIONS)], (work,), due_at)
    give_opinion(arrival=arrival, opinion=opinion, actor=house.leader, at=at)


def _meeting(house: House, at: datetime) -> None:
    """Give the directive of a meeting, with three units to do their part of it."""
    due_at = load_calendar().add_working_hours(at, 80)
    work = tuple(
        Assignment(unit, "Đẩy nhanh giải ngân vốn đầu tư công của đơn vị", (), due_at)
        for unit in house.workers[:3]
    )
    opinion = Opinion("Các đơn vị báo cáo tiến độ hằng tuần, nêu rõ khó khăn.", work, due_at)
    title = "Kết luận họp giao ban tháng (minh họa): giải ngân vốn đầu tư công"
    with acting_as(house.leader):
        give_directive(title=title, opinion=opinion, actor=house.leader, at=at)


def _secret(house: House, at: datetime) -> None:
    """Bring in something with a mark of secrecy: it is refused and sealed."""
    pages = _page("Cơ quan minh họa", "01/MH", "MẬT", 1)
    facts = ArrivalFacts(author_name="Cơ quan minh họa", abstract="Văn bản minh họa", is_paper=True)
    with acting_as(house.clerk):
        receive_document(
            facts=facts,
            files=[GivenFile("minh-hoa.pdf", pages), GivenFile("Độ mật_ MẬT.pdf", pages)],
            entry=Entry(Source.SCAN, house.agency.pk),
            actor=house.clerk,
            at=at,
        )
