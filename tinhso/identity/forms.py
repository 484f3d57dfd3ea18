"""Forms of identity."""

from typing import Self

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


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
