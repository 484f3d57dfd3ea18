"""What data sharing asks: systems and keys, terms of agreements, addresses for news, questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.sharing.models import Client
from tinhso.sharing.queries import DataService
from tinhso.ui.fields import DateField

_MOST_PER_MINUTE, _MOST_PER_DAY = 600, 100_000


class KeysForm(forms.Form):
    """Public keys of a system."""

    jwks = forms.CharField(
        label=_("Khóa công khai (JWKS)"),
        max_length=6000,
        help_text=_(
            "JSON dạng {“keys”: […]}, khóa Ed25519 hoặc P-256, mỗi khóa có “kid”. Khóa bí mật ở lại"
            " hệ thống của bạn, không gửi cho ai."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        error_messages={"required": _("Dán khóa công khai vào đây")},
    )


class ClientForm(KeysForm):
    """A system to be registered."""

    name = forms.CharField(
        label=_("Tên hệ thống"),
        max_length=120,
        help_text=_("Người dân đọc tên này khi xem ai đã nhận dữ liệu của họ."),
        error_messages={"required": _("Nhập tên hệ thống")},
    )
    contact = forms.CharField(
        label=_("Người chịu trách nhiệm kỹ thuật, cách liên hệ"),
        max_length=200,
        error_messages={"required": _("Nhập người liên hệ")},
    )
    field_order = ("name", "contact", "jwks")


class AgreementForm(forms.Form):
    """The terms an agency asks for."""

    client = forms.ChoiceField(
        label=_("Hệ thống nhận dữ liệu"), error_messages={"required": _("Chọn hệ thống")}
    )
    purpose = forms.CharField(
        label=_("Dùng để làm gì"),
        max_length=300,
        help_text=_("Người dân đọc được mục đích này mỗi lần dữ liệu của họ được lấy."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ghi mục đích")},
    )
    legal_basis = forms.CharField(
        label=_("Căn cứ pháp lý"),
        max_length=300,
        error_messages={"required": _("Ghi căn cứ")},
    )
    fields_wanted = forms.MultipleChoiceField(
        label=_("Trường dữ liệu cần"),
        help_text=_("Chỉ chọn trường thật sự cần: trường không chọn thì không được gửi."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một trường")},
    )
    per_minute = forms.IntegerField(
        label=_("Số lần gọi mỗi phút"), min_value=1, max_value=_MOST_PER_MINUTE
    )
    per_day = forms.IntegerField(
        label=_("Số lần gọi mỗi ngày"), min_value=1, max_value=_MOST_PER_DAY
    )
    valid_from = DateField(label=_("Từ ngày"), error_messages={"required": _("Nhập ngày đầu.")})
    valid_to = DateField(
        label=_("Trước ngày"),
        required=False,
        help_text=_("Để trống nếu không định ngày kết thúc."),
    )

    def __init__(
        self, *given: Any, clients: list[Client], service: DataService, **words: Any
    ) -> None:
        super().__init__(*given, **words)
        systems = [(one.token, one.name) for one in clients]
        self.fields["client"].choices = systems  # type: ignore[attr-defined] # a choice field
        fields = [(name, service.label_of(name)) for name in service.field_names]
        self.fields["fields_wanted"].choices = fields  # type: ignore[attr-defined] # a choice field

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        answers = super().clean() or {}
        first, end = answers.get("valid_from"), answers.get("valid_to")
        if first and end and end <= first:
            self.add_error("valid_to", _("Ngày kết thúc phải sau ngày đầu."))
        return answers


class SubscribeForm(forms.Form):
    """Where news go, and which."""

    url = forms.URLField(
        label=_("Địa chỉ nhận tin (HTTPS)"),
        max_length=300,
        assume_scheme="https",
        error_messages={
            "required": _("Nhập địa chỉ"),
            "invalid": _("Nhập địa chỉ đầy đủ, ví dụ https://he-thong.example/nhan-tin"),
        },
    )
    topics = forms.MultipleChoiceField(
        label=_("Nhận tin về"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một loại tin")},
    )

    def __init__(self, *given: Any, topics: list[tuple[str, str]], **words: Any) -> None:
        super().__init__(*given, **words)
        self.fields["topics"].choices = topics  # type: ignore[attr-defined] # a choice field


class NoteForm(forms.Form):
    """Words beside a decision."""

    note = forms.CharField(max_length=300, required=False)
