"""Forms of the public verification page, and of the keys officers link."""

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


class RemoteKeyForm(forms.Form):
    """The officer's account at the remote signing service."""

    user = forms.CharField(
        label=gettext_lazy("Tên tài khoản ở dịch vụ ký số từ xa"),
        help_text=gettext_lazy("Tên bạn đăng ký với nhà cung cấp, không phải mật khẩu."),
        max_length=100,
        error_messages={"required": gettext_lazy("Nhập tên tài khoản ở dịch vụ ký số.")},
    )


class PluginKeyForm(forms.Form):
    """The certificate of a token."""

    certificate = forms.FileField(
        label=gettext_lazy("Tệp chứng thư số của thiết bị"),
        help_text=gettext_lazy("Tệp .pem, .crt hoặc .cer do phần mềm của thiết bị xuất ra."),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".pem,.crt,.cer"}),
        error_messages={
            "required": gettext_lazy("Chọn tệp chứng thư số."),
            "empty": gettext_lazy("Tệp chứng thư số trống. Hãy xuất lại từ thiết bị."),
        },
    )
