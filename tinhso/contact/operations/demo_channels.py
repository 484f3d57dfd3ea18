"""Calls, letters and chats of the demonstration: a working day of the line, marked as made up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from tinhso.contact.gateways.recordings import read_recording
from tinhso.contact.models import Call, Handset
from tinhso.contact.operations.calls import hear_notice, keep_recording
from tinhso.contact.operations.chatting import Said, hear_message
from tinhso.contact.operations.corresponding import take_letter
from tinhso.contact.operations.filing import make_key
from tinhso.contact.permissions import centre_agency_id
from tinhso.contact.rules.calls import read_notice
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.api import officers_of
from tinhso.orgs.api import organisation_date

#: Minutes ago, number, seconds until answered (None: missed), minutes talked, handset.
_CALLS = (
    (1500, "0900000111", 6, 3, "201"),
    (1380, "0900000112", 11, 5, "202"),
    (410, "0900000101", 4, 4, "201"),
    (365, "02713888123", 17, 2, "202"),
    (300, "0900000104", None, 0, ""),
    (240, "0900000105", 26, 6, "201"),
    (185, "", 9, 1, "202"),
    (150, "0900000106", None, 0, ""),
    (95, "0900000107", 8, 3, "201"),
    (40, "0900000101", 5, 2, "202"),
    (22, "0900000109", None, 0, ""),
)
_LETTERS = (
    ("Trần Thị Hoa", "hoa.tran@thu.example", "Rác trước chợ",
     "Rác trước cổng chợ Đồng Xoài chất đống ba hôm nay chưa ai dọn, rất hôi."),
    ("Lê Văn Bình", "binh.le@thu.example", "Hỏi về hồ sơ đất",
     "Tôi nộp hồ sơ tách thửa từ tháng trước, xin hỏi bao giờ có kết quả?"),
)  # fmt: skip
_CHATS = (
    ("nguoi-dan-1", "Nguyễn Thị Lan", "Đèn đường hẻm 27 Lê Duẩn tắt cả tuần, tối đi lại sợ quá"),
    (
        "nguoi-dan-2",
        "Phạm Quốc Huy",
        "quan karaoke gan nha em mo nhac toi 1h sang dem nao cung vay",
    ),
)
OPEN311_DEMO_KEY = "demo-open311"


def load_demo_channels(*, recording: bytes, at: datetime) -> bool:
    """Make the demonstration's calls, letters and chats; done before, nothing is made again."""
    agency_id = centre_agency_id()
    if agency_id is None:
        return False
    with acting_as(SYSTEM):
        if Call.objects.exists():
            return False
        _sit(agency_id, at)
        for number, call in enumerate(_CALLS):
            _call(f"demo-{number}", _DemoCall(*call), at)
        _leave_message(recording, at)
        for number, letter in enumerate(_LETTERS):
            _letter(number, *letter, at=at)
        for number, (user, name, text) in enumerate(_CHATS):
            said = Said(f"demo-{number}", user, name, text)
            hear_message(said=said, at=at - timedelta(hours=3 + number))
        make_key(name="Ứng dụng minh họa", key=OPEN311_DEMO_KEY, at=at)
    return True


def _sit(agency_id: int, at: datetime) -> None:
    people = officers_of(agency_id, "SPECIALIST", organisation_date())
    for number, one in zip(("201", "202"), people, strict=False):
        Handset.objects.get_or_create(
            agency_id=agency_id,
            number=number,
            defaults={
                "person_id": one.person_id,
                "person_name": one.full_name,
                "since": at - timedelta(hours=7),
            },
        )


@dataclass(frozen=True, slots=True)
class _DemoCall:
    """A call of the demonstration; ``answered`` seconds after it rang, ``None`` when missed."""

    minutes: int
    caller: str
    answered: int | None
    talked: int
    handset: str


def _call(call_id: str, call: _DemoCall, at: datetime) -> None:
    began = at - timedelta(minutes=call.minutes)
    fields = {"callId": call_id, "from": call.caller, "to": "1022", "user": call.handset}
    hear_notice(notice=read_notice({**fields, "event": "newCall"}), at=began)
    ended = began + timedelta(seconds=35)
    if call.answered is not None:
        picked_up = began + timedelta(seconds=call.answered)
        hear_notice(notice=read_notice({**fields, "event": "answer"}), at=picked_up)
        ended = picked_up + timedelta(minutes=call.talked)
    hear_notice(notice=read_notice({**fields, "event": "hangup"}), at=ended)
    if call.minutes > 100 and call.answered is not None:
        Call.objects.filter(exchange_id=call_id).update(
            wrap_up="ANSWERED", wrapped_up_at=ended + timedelta(minutes=1)
        )


def _leave_message(recording: bytes, at: datetime) -> None:
    fields = {"callId": "demo-message", "from": "0900000103", "to": "1022", "user": "hop-thu-thoai"}
    for event, minutes in (("newCall", 720), ("answer", 720), ("hangup", 719)):
        told = at - timedelta(minutes=minutes)
        hear_notice(notice=read_notice({**fields, "event": event}), at=told)
    kept = at - timedelta(minutes=719)
    keep_recording(exchange_id="demo-message", recording=read_recording(recording), at=kept)


def _letter(
    number: int, name: str, address: str, subject: str, text: str, *, at: datetime
) -> None:  # fmt: skip
    letter = EmailMessage()
    letter["From"] = f"{name} <{address}>"
    letter["To"] = "1022@tinhso.example"
    letter["Subject"] = subject
    letter["Message-ID"] = f"<demo-{number}@thu.example>"
    letter.set_content(text)
    take_letter(
        content=letter.as_bytes(), uid=f"demo-{number}", at=at - timedelta(hours=2 + number)
    )
