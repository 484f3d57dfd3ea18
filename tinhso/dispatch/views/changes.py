"""How what an update or replacement changes is said on a page."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy

from tinhso.dispatch.queries.comparing import ChangedFile, Comparison
from tinhso.dispatch.views.words import PRIORITIES
from tinhso.ui.components import Tone

_FIELDS = {
    "code": gettext_lazy("Số, ký hiệu"),
    "type_name": gettext_lazy("Loại văn bản"),
    "subject": gettext_lazy("Trích yếu"),
    "signer_name": gettext_lazy("Người ký"),
    "issued_on": gettext_lazy("Ngày ban hành"),
    "due_on": gettext_lazy("Hạn xử lý"),
    "priority": gettext_lazy("Độ khẩn"),
}
_FILES = {
    "SAME": (gettext_lazy("Giữ nguyên"), Tone.NEUTRAL),
    "CHANGED": (gettext_lazy("Thay đổi"), Tone.WARNING),
    "ADDED": (gettext_lazy("Thêm mới"), Tone.SUCCESS),
    "MISSING": (gettext_lazy("Không còn"), Tone.DANGER),
}


def changes_shown(comparison: Comparison | None) -> dict[str, Any]:
    """Give the variables of ``_comparison.html``; none without a comparison."""
    if comparison is None:
        return {"comparison": None}
    changed = [row for row in comparison.fields if row.differs]
    return {
        "comparison": comparison,
        "changed_fields": [
            {
                "label": _FIELDS[row.name],
                "before": _said(row.name, row.before),
                "after": _said(row.name, row.after),
            }
            for row in changed
        ],
        "file_rows": [_file_row(row) for row in comparison.files],
    }


def _said(name: str, value: str) -> str:
    return str(PRIORITIES.get(int(value), value)) if name == "priority" else value


def _file_row(row: ChangedFile) -> dict[str, Any]:
    words, tone = _FILES[row.change]
    sizes = [filesizeformat(size) for size in (row.before_size, row.after_size) if size is not None]
    shown = sizes[:1] if row.change == "SAME" else sizes
    return {"name": row.name, "words": words, "tone": tone, "sizes": " → ".join(shown)}
