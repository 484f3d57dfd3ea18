"""Forms of identity."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Self, cast

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tinhso.core import clock
from tinhso.identity.models import DelegationKind
from tinhso.identity.queries.named_procedures import find_procedure_names, procedure_names
from tinhso.identity.rules import is_tax_code
from tinhso.ui.fields import DateField

_MOST_PROCEDURES = 50


class OfficerSignInForm(forms.Form):
    """User name and password of an officer."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": _("Nhập tên đăng nhập")},
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Nhập mật khẩu")},
    )

    @classmethod
    def filled(cls, *, username: str, password: str) -> Self:
        """Give the form with both written in, the password too: for demonstrations only."""
        form = cls(initial={"username": username, "password": password})
        form.fields["password"].widget = forms.PasswordInput(
            render_value=True, attrs={"autocomplete": "off"}
        )
        return form


class LanguageForm(forms.Form):
    """The language in which a person is written to."""

    language = forms.ChoiceField(
        label=_("Ngôn ngữ của thư và thông báo"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Chọn một ngôn ngữ"),
            "invalid_choice": _("Chọn một ngôn ngữ"),
        },
    )


class MandateForm(forms.Form):
    """Who may act for the person, for what and until when."""

    full_name = forms.CharField(
        label=_("Họ tên người nhận ủy quyền"),
        max_length=120,
        error_messages={"required": _("Nhập họ tên người nhận ủy quyền")},
    )
    identity_number = forms.RegexField(
        r"^\d{12}$",
        label=_("Số định danh của người đó"),
        help_text=_("12 chữ số trên căn cước."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Nhập số định danh"),
            "invalid": _("Số định danh gồm 12 chữ số"),
        },
    )
    procedures = forms.MultipleChoiceField(
        label=_("Chỉ cho các thủ tục này"),
        required=False,
        help_text=_(
            "Không chọn thủ tục nào: mọi thủ tục."
            " Người nhận chỉ thấy hồ sơ họ nộp theo ủy quyền này."
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Có thủ tục không còn áp dụng. Hãy tìm và chọn lại."),
        },
    )
    words = forms.CharField(
        label=_("Tìm thủ tục để thêm"),
        required=False,
        max_length=100,
        help_text=_("Ví dụ: khai sinh, giấy phép xây dựng."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    valid_to = forms.DateField(
        label=_("Đến hết ngày"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Chọn ngày hết hạn"),
            "invalid": _("Ngày chưa đúng, ví dụ 31/12/2026"),
        },
    )
    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict | None = None, *, chosen: Sequence[str] = ()) -> None:
        """Offer the procedures chosen so far, and those the typed words mean."""
        super().__init__(data, initial={"procedures": list(chosen)})
        slugs = data.getlist("procedures") if data is not None else chosen
        words = str(data.get("words", "")) if data is not None else ""
        self.found = find_procedure_names(words[:100])
        named = procedure_names([*slugs][:_MOST_PROCEDURES]) | self.found
        cast(forms.MultipleChoiceField, self.fields["procedures"]).choices = list(named.items())

    def clean_valid_to(self) -> date:
        """Refuse a day that has passed."""
        day: date = self.cleaned_data["valid_to"]
        if day < clock.today():
            raise forms.ValidationError(_("Ngày hết hạn phải từ hôm nay trở đi"))
        return day


class EnterpriseForm(forms.Form):
    """The tax code of an enterprise one represents."""

    tax_code = forms.CharField(
        label=_("Mã số doanh nghiệp, hộ kinh doanh"),
        max_length=14,
        help_text=_("Mã số thuế: 10 chữ số."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Nhập mã số doanh nghiệp")},
    )

    def clean_tax_code(self) -> str:
        """Refuse what is not written like a tax code."""
        code: str = self.cleaned_data["tax_code"].replace(" ", "")
        if not is_tax_code(code):
            raise forms.ValidationError(_("Mã số gồm 10 chữ số; chi nhánh thêm gạch nối, 3 chữ số"))
        return code


class DelegationForm(forms.Form):
    """Who acts for whom, why, from when until when."""

    kind = forms.ChoiceField(
        label=_("Giao việc gì?"),
        choices=[
            (DelegationKind.SUBSTITUTION, _("Làm thay khi vắng mặt (cùng vai trò)")),
            (DelegationKind.SIGNING, _("Ủy quyền ký (lãnh đạo giao KT., TUQ.)")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn việc được giao.")},
    )
    from_person = forms.TypedChoiceField(
        label=_("Của ai?"),
        coerce=int,
        error_messages={"required": _("Chọn người vắng mặt hoặc người ủy quyền.")},
    )
    to_person = forms.TypedChoiceField(
        label=_("Giao cho ai?"),
        coerce=int,
        error_messages={"required": _("Chọn người được giao.")},
    )
    valid_from = DateField(
        label=_("Từ ngày"),
        error_messages={"required": _("Nhập ngày đầu.")},
    )
    last_day = DateField(
        label=_("Đến hết ngày"),
        error_messages={"required": _("Nhập ngày cuối.")},
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        widget=forms.TextInput(attrs={"size": 40}),
        error_messages={"required": _("Ghi lý do, ví dụ: nghỉ phép, đi công tác.")},
    )

    def __init__(self, data: Any = None, *, people: list[tuple[str, str]], **words: Any) -> None:
        super().__init__(data, **words)
        for name in ("from_person", "to_person"):
            choices = [("", _("Chọn trong danh sách")), *people]
            self.fields[name].choices = choices  # type: ignore[attr-defined] # a choice field


class CodeForm(forms.Form):
    """A code of an authenticator app, or a recovery code."""

    code = forms.CharField(
        label=_("Mã xác thực"),
        max_length=20,
        help_text=_("6 chữ số trong ứng dụng, hoặc một mã khôi phục."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "off"}
        ),
        error_messages={"required": _("Nhập mã xác thực")},
    )


class PasswordAgainForm(forms.Form):
    """The password again, where there is no second factor."""

    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Nhập mật khẩu")},
    )


class NewTotpForm(forms.Form):
    """The first code of a new authenticator app, and what the officer calls it."""

    label = forms.CharField(
        label=_("Đặt tên để dễ nhận"),
        max_length=60,
        help_text=_("Ví dụ: điện thoại cơ quan."),
        error_messages={"required": _("Đặt một tên")},
    )
    code = forms.CharField(
        label=_("Mã đang hiện trong ứng dụng"),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Nhập mã đang hiện trong ứng dụng")},
    )
