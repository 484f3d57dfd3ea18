"""How states of connectors and messages are said on pages."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.exchange.models import Message
from tinhso.exchange.queries import Health
from tinhso.exchange.queries.contracts import UnknownConnector, get_connector, in_language
from tinhso.exchange.rules import Fault, State
from tinhso.ui.components import Tone

_TONES = {
    State.DEAD: Tone.DANGER,
    State.WAITING: Tone.INFO,
    State.SENDING: Tone.INFO,
    State.RECEIVED: Tone.INFO,
    State.HELD: Tone.WARNING,
    State.REHEARSED: Tone.NEUTRAL,
}
FAULTS = {
    Fault.LOST_ON_THE_WAY_OUT: gettext_lazy("Ta đã gửi nhưng bên kia không có"),
    Fault.DOUBLED_THERE: gettext_lazy("Bên kia nhận hai lần"),
    Fault.LOST_ON_THE_WAY_IN: gettext_lazy("Đã xác nhận nhưng ta không lưu"),
    Fault.DOUBLED_HERE: gettext_lazy("Ta lưu hai lần"),
    Fault.UNKNOWN_TO_US: gettext_lazy("Bên kia có nhưng ta không gửi"),
}
CERTAINTY = {
    "confirmed": gettext_lazy("Theo tài liệu chính thức của hệ thống ngoài"),
    "secondary": gettext_lazy("Theo nguồn thứ cấp, chưa có tài liệu chính thức"),
    "to_confirm": gettext_lazy("Giao thức minh họa, cần xác nhận khi được cấp kết nối"),
}


def health_tag(health: Health, at: datetime) -> tuple[str, Tone]:
    """Say in a word or two how a connector is doing."""
    state = health.state
    if not health.is_connected:
        return _("Chưa kết nối"), Tone.NEUTRAL
    if state.is_held:
        return _("Đang tạm dừng"), Tone.WARNING
    if state.is_rehearsing:
        return _("Đang chạy thử"), Tone.WARNING
    if state.rests_until and state.rests_until > at:
        return _("Không trả lời"), Tone.DANGER
    if state.failure_count:
        return _("Chập chờn"), Tone.WARNING
    if health.numbers.dead:
        return _("Có thông điệp hỏng"), Tone.WARNING
    if state.last_answered_at:
        return _("Hoạt động"), Tone.SUCCESS
    return _("Chưa có liên lạc"), Tone.NEUTRAL


def state_tag(message: Message) -> tuple[str, Tone]:
    """Give the words and the tone of a message's state."""
    return message.get_state_display(), _TONES.get(State(message.state), Tone.SUCCESS)


def topic_words(message: Message) -> str:
    """Give the name of a message's topic; the code itself when its contract knows it no more."""
    try:
        return in_language(get_connector(message.connector).topic(message.topic).title)
    except UnknownConnector:
        return message.topic


def connector_words(code: str) -> str:
    """Give the name of a connector."""
    try:
        return get_connector(code).name
    except UnknownConnector:
        return code


def contract_name(path: str) -> str:
    """Give how a file of a contract is called on a page."""
    return path.rsplit("/", 1)[-1]
