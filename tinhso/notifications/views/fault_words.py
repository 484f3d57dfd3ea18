"""Faults of a template in the reader's words."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.notifications.forms import TemplateForm
from tinhso.notifications.rules.wording import Fault, Finding

_WORDS = {
    Fault.UNKNOWN_NAME: gettext_lazy("“%(words)s” không có trong danh sách từ thay thế"),
    Fault.UNKNOWN_TAG: gettext_lazy("không hiểu “%(words)s”"),
    Fault.NOT_CLOSED: gettext_lazy("điều kiện mở mà chưa đóng bằng {%% endif %%}"),
    Fault.NOT_OPENED: gettext_lazy("“%(words)s” không có {%% if … %%} đứng trước"),
    Fault.STRAY_BRACE: gettext_lazy("thừa dấu “%(words)s”"),
}


def say_faults(faults: Mapping[str, Sequence[Finding]]) -> list[str]:
    """Give one sentence for each fault, naming the field and the line."""
    labels = {name: str(field.label) for name, field in TemplateForm.base_fields.items()}
    return [
        _("%(field)s, dòng %(line)s: %(problem)s.")
        % {
            "field": labels[field],
            "line": finding.line,
            "problem": str(_WORDS[finding.fault]) % {"words": finding.words},
        }
        for field, findings in faults.items()
        for finding in findings
    ]
