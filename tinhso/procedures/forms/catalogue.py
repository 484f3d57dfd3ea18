"""Forms of the catalogue's administration."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from tinhso.procedures.gateways.files import MOST_BYTES, UnreadableFile


class CatalogueFileForm(forms.Form):
    """One JSON or Excel file of procedures."""

    file = forms.FileField(
        label=gettext_lazy("Tệp thủ tục"),
        help_text=gettext_lazy("Tệp .json hoặc .xlsx, theo mẫu của tệp xuất từ trang này."),
        error_messages={
            "required": gettext_lazy("Chọn tệp .json hoặc .xlsx cần nhập."),
            "empty": gettext_lazy("Tệp này trống. Hãy chọn tệp khác."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.xlsx"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse a file larger than the reader takes."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(str(UnreadableFile.text))
        return file
