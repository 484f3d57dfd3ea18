"""Words only officers read: roles, channels, names of lists."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

ROLE_WORDS: Mapping[str, Promise] = {
    "CLERK": gettext_lazy("Cán bộ một cửa"),
    "SPECIALIST": gettext_lazy("Chuyên viên"),
    "HEAD_OF_UNIT": gettext_lazy("Lãnh đạo phòng"),
    "LEADER": gettext_lazy("Lãnh đạo cơ quan"),
    "REGISTRAR": gettext_lazy("Văn thư"),
    "HELPER": gettext_lazy("Thành viên tổ công nghệ số cộng đồng"),
}

CHANNEL_WORDS: Mapping[str, Promise] = {
    "ONLINE": gettext_lazy("Trực tuyến"),
    "NATIONAL_PORTAL": gettext_lazy("Cổng Dịch vụ công quốc gia"),
    "COUNTER": gettext_lazy("Tại quầy"),
    "POST": gettext_lazy("Bưu chính"),
    "ASSISTED": gettext_lazy("Tổ công nghệ số cộng đồng hỗ trợ"),
}


def role_words(role: str) -> str:
    """Give a role in words."""
    return str(ROLE_WORDS.get(role, role))
