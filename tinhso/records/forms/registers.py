"""What is asked to open a register of outgoing documents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.records.queries.wording import kind_name
from tinhso.records.rules import KINDS


class RegisterForm(forms.Form):
    """A register's name and the kinds that share its numbers."""

    name = forms.CharField(
        label=_("Tên sổ"),
        help_text=_("Ví dụ: Sổ quyết định, chỉ thị."),
        max_length=120,
        error_messages={"required": _("Ghi tên sổ.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("Các loại văn bản dùng chung dãy số"),
        choices=lambda: [(kind.code, kind_name(kind.code)) for kind in KINDS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một loại văn bản.")},
    )
