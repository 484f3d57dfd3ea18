"""A demonstration's reports in every state there is, told by the acts people do; marked as such."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tinhso.contact.models import Contact
from tinhso.contact.operations.answering import publish_answer, return_answer, submit_answer
from tinhso.contact.operations.answering import refuse as refuse_contact
from tinhso.contact.operations.following import (
    ask_reopening,
    decide_reopening,
    link_duplicate,
    rate,
    withdraw,
)
from tinhso.contact.operations.looking import hand_over
from tinhso.contact.operations.opening import ContactRequest, Place, Reporter, open_contact
from tinhso.contact.operations.pausing import ask_citizen
from tinhso.contact.operations.sharing import ask_agency, ask_for_time
from tinhso.contact.operations.working import forward, give_back, take
from tinhso.contact.permissions import centre_agency_id
from tinhso.core.actors import PUBLIC, Actor, ActorKind
from tinhso.core.rls import acting_as
from tinhso.identity.api import officers_of
from tinhso.orgs.api import Agency, competent_agency, get_agency_by_id, organisation_date

_AREA = "25195"
#: By this category the rules send a report straight to the commune.
_COMMUNE, _NOISE = "rac-thai", "tieng-on"


class NobodyThere(Exception):
    """The office of a story has no such officer in this database."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """Where the stories play: the centre and a commune's committee, and the present."""

    centre: Agency
    commune: Agency
    until: datetime

    def officer(self, agency: Agency, role: str = "SPECIALIST", number: int = 0) -> Actor:
        """Give an officer of an office as who acts.

        :raises NobodyThere: there is none.
        """
        found = officers_of(agency.pk, role, organisation_date())
        if len(found) <= number:
            raise NobodyThere(f"{agency.code} {role}")
        one = found[number]
        return Actor(
            kind=ActorKind.OFFICER,
            name=one.full_name,
            person_id=one.person_id,
            agency_ids=(agency.pk,),
            roles=frozenset({role}),
        )

    def ago(self, hours: float) -> datetime:
        """Give a moment before the present."""
        return self.until - timedelta(hours=hours)


def tell_every_state(*, until: datetime) -> int:
    """Tell a report for each state and quarrel; gives how many. Empty offices are left out."""
    centre_id = centre_agency_id()
    if centre_id is None:
        return 0
    on = organisation_date()
    kind = {"kind": "PEOPLES_COMMITTEE", "tier": "COMMUNE"}
    stage = _Stage(get_agency_by_id(centre_id), competent_agency(kind, _AREA, on), until)
    told = 0
    for story in _STORIES:
        try:
            story(stage)
        except NobodyThere:
            continue
        told += 1
    return told


def _report(
    stage: _Stage, hours: float, text: str, kind: str = "FIELD_REPORT", category: str = _COMMUNE
) -> Contact:
    asked = ContactRequest(
        kind=kind,
        text=f"{text} (minh họa)",
        category=category,
        place=Place(area_code=_AREA, address="Khu phố 2, phường Tân Phú"),
        reporter=Reporter(name="Người dân minh họa", phone="0900000199"),
        accused="Một cán bộ không có thật" if kind == "DENUNCIATION" else "",
    )
    return open_contact(asked=asked, actor=PUBLIC, at=stage.ago(hours)).contact


def _acting(actor: Actor, act: Callable[..., object], **given: object) -> None:
    with acting_as(actor):
        act(actor=actor, **given)


def _at_commune(stage: _Stage, contact: Contact, hours: float) -> Contact:
    """Bring a report to the commune, wherever the rules put it, and into somebody's hands."""
    if contact.agency_id != stage.commune.pk:
        holder = get_agency_by_id(contact.agency_id)
        _acting(
            stage.officer(holder), forward, contact=contact, to=stage.commune,
            because="Thuộc địa bàn phường.", at=stage.ago(hours),
        )  # fmt: skip
        contact.refresh_from_db()
    _acting(stage.officer(stage.commune), take, contact=contact, at=stage.ago(hours - 0.5))
    contact.refresh_from_db()
    return contact


def _waits_for_its_author(stage: _Stage) -> None:
    contact = _at_commune(stage, _report(stage, 30, "Mùi hôi khó chịu cả tuần ở gần nhà tôi"), 28)
    _acting(
        stage.officer(stage.commune), ask_citizen, contact=contact,
        question="Mùi từ hướng nào, vào giờ nào trong ngày? Gần số nhà bao nhiêu?",
        at=stage.ago(26),
    )  # fmt: skip


def _is_followed_by_another(stage: _Stage) -> None:
    first = _report(stage, 50, "Bãi rác tự phát cạnh trường mầm non, ruồi bay vào lớp học")
    second = _report(stage, 20, "Rác đổ đống cạnh trường mầm non mấy hôm nay")
    holder = stage.officer(get_agency_by_id(second.agency_id))
    _acting(holder, link_duplicate, contact=second, original=first, at=stage.ago(18))


def _has_its_own_procedure(stage: _Stage) -> None:
    _report(
        stage, 70, "Tôi không đồng ý với quyết định xử phạt hành chính số 01 của phường",
        "COMPLAINT", "",
    )  # fmt: skip
    _report(
        stage, 90, "Tôi tố cáo việc thu tiền không có biên lai của một cán bộ", "DENUNCIATION", ""
    )


def _goes_on_elsewhere(stage: _Stage) -> None:
    contact = _at_commune(stage, _report(stage, 80, "Tôi muốn xin cấp giấy phép sửa nhà ở"), 79)
    _acting(
        stage.officer(stage.commune), hand_over, contact=contact,
        because="Việc này là thủ tục cấp giấy phép xây dựng; mời bạn nộp hồ sơ trực tuyến.",
        at=stage.ago(76),
    )  # fmt: skip


def _answered(stage: _Stage, hours: float, text: str) -> Contact:
    contact = _at_commune(stage, _report(stage, hours, text, category=_NOISE), hours - 1)
    _acting(
        stage.officer(stage.commune), submit_answer, contact=contact,
        text="Phường đã nhắc nhở và lập cam kết không gây ồn sau 22 giờ.", is_refusal=False,
        at=stage.ago(hours - 4),
    )  # fmt: skip
    leader = stage.officer(stage.commune, "LEADER")
    _acting(leader, publish_answer, contact=contact, at=stage.ago(hours - 6))
    contact.refresh_from_db()
    return contact


def _asks_to_look_again(stage: _Stage) -> None:
    contact = _answered(stage, 60, "Quán nhậu cạnh nhà mở nhạc rất lớn mỗi tối")
    rate(contact=contact, score=2, comment="Vẫn còn ồn.", actor=PUBLIC, at=stage.ago(40))
    words = "Tối qua quán vẫn mở nhạc đến 23 giờ, xin xem lại."
    ask_reopening(contact=contact, because=words, actor=PUBLIC, at=stage.ago(39))


def _is_worked_on_again(stage: _Stage) -> None:
    contact = _answered(stage, 100, "Xưởng cưa làm việc lúc nghỉ trưa, rất ồn")
    words = "Xưởng vẫn chạy máy lúc 12 giờ trưa, chưa thay đổi gì."
    ask_reopening(contact=contact, because=words, actor=PUBLIC, at=stage.ago(70))
    _acting(
        stage.officer(stage.centre), decide_reopening, contact=contact, grants=True,
        answer="Đồng ý, phường kiểm tra lại vào giờ nghỉ trưa.", at=stage.ago(66),
    )  # fmt: skip


def _waits_for_approval(stage: _Stage) -> None:
    for hours, is_returned in ((34, False), (58, True)):
        contact = _at_commune(
            stage,
            _report(stage, hours, "Loa kéo hát karaoke quá 22 giờ", category=_NOISE),
            hours - 1,
        )
        _acting(
            stage.officer(stage.commune), submit_answer, contact=contact,
            text="Phường đã làm việc với chủ hộ.", is_refusal=False, at=stage.ago(hours - 3),
        )  # fmt: skip
        if is_returned:
            _acting(
                stage.officer(stage.commune, "LEADER"), return_answer, contact=contact,
                remark="Nêu rõ kết quả và ngày kiểm tra lại.", at=stage.ago(hours - 5),
            )  # fmt: skip


def _is_taken_back(stage: _Stage) -> None:
    contact = _report(stage, 15, "Đèn đường trước nhà tôi không sáng")
    withdraw(contact=contact, actor=PUBLIC, at=stage.ago(13))


def _needs_more_time_and_help(stage: _Stage) -> None:
    contact = _at_commune(stage, _report(stage, 44, "Cống thoát nước tắc, mưa là ngập cả xóm"), 43)
    officer = stage.officer(stage.commune)
    _acting(
        officer, ask_agency, contact=contact, agency=stage.centre,
        question="Xin danh sách phản ánh cùng tuyến cống trong ba tháng.", at=stage.ago(41),
    )  # fmt: skip
    if contact.due_at is not None:
        _acting(
            officer, ask_for_time, contact=contact, until=contact.due_at + timedelta(days=5),
            because="Cần nạo vét cả tuyến, chờ thiết bị.", at=stage.ago(40),
        )  # fmt: skip


def _nobody_is_competent(stage: _Stage) -> None:
    contact = _report(stage, 24, "Cột điện nghiêng sát mái nhà, dây võng xuống sân")
    if contact.agency_id == stage.centre.pk:
        _acting(
            stage.officer(stage.centre), forward, contact=contact, to=stage.commune,
            because="Kiểm tra tại chỗ.", at=stage.ago(23),
        )  # fmt: skip
    contact.refresh_from_db()
    _acting(
        stage.officer(stage.commune), give_back, contact=contact,
        because="Cột điện thuộc điện lực, ngoài thẩm quyền của phường.", at=stage.ago(21),
    )  # fmt: skip


def _is_refused(stage: _Stage) -> None:
    contact = _report(stage, 36, "Nhà bên lấn ranh đất nhà tôi ba tấc", "OTHER", "")
    holder = stage.officer(get_agency_by_id(contact.agency_id))
    _acting(
        holder, refuse_contact, contact=contact,
        because="Đây là tranh chấp dân sự; đề nghị hòa giải ở cơ sở hoặc khởi kiện tại tòa án.",
        at=stage.ago(33),
    )  # fmt: skip


def _is_pressing(stage: _Stage) -> None:
    _report(stage, 1, "Dây điện đứt rơi xuống đường, còn điện", "EMERGENCY", "")


_STORIES: tuple[Callable[[_Stage], None], ...] = (
    _waits_for_its_author,
    _is_followed_by_another,
    _has_its_own_procedure,
    _goes_on_elsewhere,
    _asks_to_look_again,
    _is_worked_on_again,
    _waits_for_approval,
    _is_taken_back,
    _needs_more_time_and_help,
    _nobody_is_competent,
    _is_refused,
    _is_pressing,
)
