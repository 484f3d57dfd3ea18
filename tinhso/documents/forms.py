"""Forms of the public verification page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from tinhso.core.identifiers import is_token
from tinhso.documents.gateways.refusals import UploadEmpty
from tinhso.documents.rules import token_from_input


class CodeForm(forms.Form):
    """The look-up code printed beside a QR code."""

    code = forms.CharField(
        label=gettext_lazy("Mã tra cứu"),
        help_text=gettext_lazy("26 chữ và số in cạnh mã QR; dấu gạch và khoảng trắng bỏ qua được."),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Nhập mã tra cứu in cạnh mã QR."),
            "max_length": gettext_lazy("Mã tra cứu gồm 26 chữ và số. Hãy kiểm tra lại."),
        },
    )

    def clean_code(self) -> str:
        """Give the token in what was typed."""
        token = token_from_input(self.cleaned_data["code"])
        if not is_token(token):
            raise ValidationError(
                gettext_lazy("Mã tra cứu gồm 26 chữ và số. Hãy kiểm tra lại từng ký tự.")
            )
        return token


class FileForm(forms.Form):
    """The PDF file somebody was given."""

    file = forms.FileField(
        label=gettext_lazy("Tệp PDF bạn nhận được"),
        help_text=gettext_lazy("Tệp chỉ được kiểm tra rồi bỏ, không được lưu lại."),
        max_length=500,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": UploadEmpty.text, "empty": UploadEmpty.text},
    )
