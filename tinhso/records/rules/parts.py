"""Which parts each kind of document has (Decree 30/2020 art. 8, annexes I and III)."""

from dataclasses import dataclass, field

from tinhso.records.rules.citing import gettext_noop
from tinhso.records.rules.kinds import Layout, get_kind


@dataclass(frozen=True, slots=True)
class Part:
    """A named field of a kind: what is asked, how long, whether it must be filled."""

    code: str
    label: str
    is_long: bool = False
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Parts:
    """What a kind is made of besides its abstract, body, signer and recipients."""

    has_bases: bool = False
    needs_bases: bool = False
    has_addressees: bool = False
    needs_addressees: bool = False
    has_body: bool = True
    decides: str = ""
    second_signer: str = ""
    is_numbered: bool = True
    fields: tuple[Part, ...] = field(default_factory=tuple)


_MINUTES = (
    Part("opened_at", gettext_noop("Thời gian bắt đầu")),
    Part("place", gettext_noop("Địa điểm")),
    Part("present", gettext_noop("Thành phần tham dự"), is_long=True),
    Part("chair", gettext_noop("Chủ trì")),
    Part("secretary", gettext_noop("Thư ký")),
)
_MINUTES_END = Part("closed_at", gettext_noop("Kết thúc lúc"))
_PARTIES = (
    Part("first_party", gettext_noop("Bên A"), is_long=True),
    Part("second_party", gettext_noop("Bên B"), is_long=True),
)
_INVITATION = (
    Part("invited", gettext_noop("Trân trọng kính mời")),
    Part("event", gettext_noop("Tới dự"), is_long=True),
    Part("chair", gettext_noop("Chủ trì"), is_required=False),
    Part("time", gettext_noop("Thời gian")),
    Part("place", gettext_noop("Địa điểm")),
    Part("note", gettext_noop("Đề nghị"), is_long=True, is_required=False),
)
_INTRODUCTION = (
    Part("person", gettext_noop("Trân trọng giới thiệu ông (bà)")),
    Part("position", gettext_noop("Chức vụ")),
    Part("sent_to", gettext_noop("Được cử đến")),
    Part("matter", gettext_noop("Về việc"), is_long=True),
    Part("valid_until", gettext_noop("Giấy này có giá trị đến hết ngày")),
)
_LEAVE = (
    Part("person", gettext_noop("Cấp cho ông (bà)")),
    Part("position", gettext_noop("Chức vụ")),
    Part("period", gettext_noop("Nghỉ phép trong thời gian")),
    Part("place", gettext_noop("Tại")),
    Part("note", gettext_noop("Số ngày nghỉ phép nêu trên được tính vào"), is_required=False),
)
_POWER = (
    Part("giver", gettext_noop("Người ủy quyền"), is_long=True),
    Part("taker", gettext_noop("Người được ủy quyền"), is_long=True),
    Part("matter", gettext_noop("Nội dung ủy quyền"), is_long=True),
    Part("period", gettext_noop("Thời hạn ủy quyền")),
)
_SENDING = (
    Part("sent", gettext_noop("Văn bản gửi kèm"), is_long=True),
    Part("request", gettext_noop("Đề nghị nơi nhận"), is_long=True, is_required=False),
)
_PASSING = (
    Part("matter", gettext_noop("Nhận được"), is_long=True),
    Part("sent_to", gettext_noop("Kính chuyển đến")),
    Part("request", gettext_noop("Để giải quyết"), is_long=True),
)
_REPORTING = (
    Part("matter", gettext_noop("Nội dung báo"), is_long=True),
    Part("request", gettext_noop("Đề nghị"), is_long=True, is_required=False),
)
_OWN: dict[str, Parts] = {
    "NQ": Parts(has_bases=True, needs_bases=True, decides="Quyết nghị:"),
    "QD": Parts(has_bases=True, needs_bases=True, decides="Quyết định:"),
    "QC": Parts(),
    "QYD": Parts(),
    "CD": Parts(has_addressees=True, needs_addressees=True),
    "TTR": Parts(has_addressees=True, needs_addressees=True, has_bases=True),
    "BC": Parts(has_addressees=True),
    "CV": Parts(has_addressees=True, needs_addressees=True),
    "GM": Parts(fields=_INVITATION, has_body=False),
    "GGT": Parts(fields=_INTRODUCTION, has_body=False),
    "GNP": Parts(fields=_LEAVE, has_body=False),
    "GUQ": Parts(fields=_POWER, has_body=True, second_signer="Người được ủy quyền"),
    "PG": Parts(fields=_SENDING, has_body=False, has_addressees=True, needs_addressees=True),
    "PC": Parts(fields=_PASSING, has_body=False),
    "PB": Parts(fields=_REPORTING, has_body=False, has_addressees=True),
    "BB": Parts(fields=(*_MINUTES, _MINUTES_END), second_signer="Thư ký"),
    "TCG": Parts(is_numbered=False),
}
_BY_LAYOUT: dict[Layout, Parts] = {
    Layout.AGREEMENT: Parts(fields=_PARTIES, has_bases=True, second_signer="Đại diện bên B"),
    Layout.SECTIONS: Parts(has_bases=True),
}


def parts_of(code: str) -> Parts:
    """Give the parts of a kind.

    :raises KeyError: there is no such kind.
    """
    return _OWN.get(code) or _BY_LAYOUT.get(get_kind(code).layout, Parts())
