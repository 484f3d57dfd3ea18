"""Words and colours of data sharing, the same on every page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.sharing.models import Agreement, Delivery, DeliveryState
from tinhso.sharing.operations import AGREEMENT_CHANGED
from tinhso.sharing.queries import find_service, list_services
from tinhso.sharing.rules import Sensitivity, State
from tinhso.ui.components import TabItem

_SENSITIVITY = {
    Sensitivity.OPEN: (gettext_lazy("Dữ liệu mở"), "success"),
    Sensitivity.INTERNAL: (gettext_lazy("Nội bộ"), "info"),
    Sensitivity.PERSONAL: (gettext_lazy("Dữ liệu cá nhân"), "warning"),
}
_STATES = {
    State.PROPOSED: "warning",
    State.HALF_APPROVED: "warning",
    State.ACTIVE: "success",
    State.REFUSED: "danger",
    State.SUSPENDED: "danger",
    State.ENDED: "neutral",
}
_DELIVERIES = {
    DeliveryState.WAITING: "warning",
    DeliveryState.DELIVERED: "success",
    DeliveryState.DEAD: "danger",
}
_OUTCOMES = {
    "OK": gettext_lazy("Đã trả lời"),
    "agreement_not_in_force": gettext_lazy("Thỏa thuận không còn hiệu lực"),
    "field_not_agreed": gettext_lazy("Hỏi trường ngoài thỏa thuận"),
    "rate_exceeded": gettext_lazy("Vượt số lần gọi"),
    "reference_needed": gettext_lazy("Thiếu số hồ sơ của bên hỏi"),
    "scope_not_granted": gettext_lazy("Mã truy cập cho dịch vụ khác"),
    "shared_nothing_found": gettext_lazy("Không có dữ liệu như vậy"),
}


def sensitivity_tag(sensitivity: Sensitivity) -> tuple[str, str]:
    """Give the words and colour of a sensitivity."""
    words, tone = _SENSITIVITY[sensitivity]
    return str(words), tone


def state_tag(agreement: Agreement) -> tuple[str, str]:
    """Give the words and colour of an agreement's state."""
    return str(agreement.get_state_display()), _STATES[State(agreement.state)]


def delivery_tag(delivery: Delivery) -> tuple[str, str]:
    """Give the words and colour of a message's state."""
    state = DeliveryState(delivery.state)
    return str(state.label), _DELIVERIES[state]


def outcome_tag(outcome: str) -> tuple[str, str]:
    """Give the words and colour of a call's outcome."""
    words = str(_OUTCOMES.get(outcome, _("Không trả lời được")))
    return words, "success" if outcome == "OK" else "danger"


def service_name(code: str) -> str:
    """Give the name of a service; its code when no slice offers it any more."""
    found = find_service(code)
    return str(found.name) if found else code


def field_names(service: str, fields: list[str]) -> str:
    """Give fields of a service in words."""
    found = find_service(service)
    return ", ".join(found.label_of(name) if found else name for name in fields)


def topics() -> list[tuple[str, str]]:
    """Give what a system may be told of."""
    changing = [one for one in list_services() if one.topic]
    own = [(one.topic, _("Thay đổi của “%(name)s”") % {"name": one.name}) for one in changing]
    return [*own, (AGREEMENT_CHANGED, _("Thỏa thuận đổi trạng thái"))]


def tabs(current: str) -> list[TabItem]:
    """Give the parts of data sharing, with the present one marked."""
    parts = (
        ("catalogue", _("Danh mục")),
        ("clients", _("Hệ thống của cơ quan")),
        ("agreements", _("Thỏa thuận")),
        ("calls", _("Nhật ký gọi")),
    )
    return [
        TabItem(words, reverse(f"sharing:{name}"), is_current=name == current)
        for name, words in parts
    ]
