"""What a citizen writes: a report, its look-up, a reply, a rating, a request to look again."""

import re
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tinhso.contact.models import ContactKind
from tinhso.contact.queries.catalogue import category_tree
from tinhso.contact.queries.places import communes_of_day
from tinhso.contact.rules.codes import SECRET_LENGTH, read_code, read_secret
from tinhso.orgs.api import Area, list_agencies, organisation_date

NO_AGENCY = "-"
_PHONE = re.compile(r"^(?:\+?84|0)(\d{9,10})$")


def category_choices(kind: str) -> list[tuple[str, str]]:
    """Give the categories that fit a kind, named with their root, in the reader's language."""
    is_english = get_language() == "en"
    choices = [("", _("Chọn lĩnh vực"))]
    for root, below in category_tree():
        for one in below:
            if one.kinds and kind not in one.kinds:
                continue
            name, above = (one.name_en, root.name_en) if is_english else (one.name, root.name)
            choices.append((one.code, f"{above}: {name}"))
    return choices


def commune_choices() -> list[tuple[str, str]]:
    """Give the communes of the day with their districts, in dictionary order."""
    is_english = get_language() == "en"

    def name(area: Area) -> str:
        return area.name_en if is_english and area.name_en else area.name

    named = [
        (one.code, f"{name(one)}, {name(one.parent)}" if one.parent else name(one))
        for one in communes_of_day(organisation_date())
    ]
    return [("", _("Chọn xã, phường, thị trấn")), *named]


def accused_choices() -> list[tuple[str, str]]:
    """Give the agencies of the day a denounced person may belong to."""
    is_english = get_language() == "en"
    named = [
        (one.code, one.name_en if is_english and one.name_en else one.name)
        for one in list_agencies(organisation_date())
    ]
    return [("", _("Chọn cơ quan")), (NO_AGENCY, _("Không rõ, hoặc ngoài các cơ quan này")), *named]


class ReportForm(forms.Form):
    """A report or question; what is asked depends on its kind."""

    category = forms.ChoiceField(label=gettext_lazy("Về việc gì?"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        help_text=gettext_lazy("Việc gì, từ khi nào, ảnh hưởng thế nào. Từ 10 đến 5.000 ký tự."),
        widget=forms.Textarea(attrs={"rows": 6}),
        min_length=10,
        max_length=5000,
        error_messages={
            "required": gettext_lazy("Hãy viết nội dung."),
            "min_length": gettext_lazy("Hãy viết rõ hơn, ít nhất 10 ký tự."),
            "max_length": gettext_lazy("Hãy rút gọn còn 5.000 ký tự."),
        },
    )
    accused = forms.CharField(
        label=gettext_lazy("Tố cáo ai, thuộc cơ quan nào?"),
        help_text=gettext_lazy("Chỉ cơ quan nhận tố cáo đọc được; người bị tố cáo không biết."),
        max_length=300,
        required=False,
    )
    accused_agency = forms.ChoiceField(
        label=gettext_lazy("Người bị tố cáo làm việc ở cơ quan nào?"),
        help_text=gettext_lazy("Tố cáo không bao giờ được gửi tới chính cơ quan ấy."),
        error_messages={"required": gettext_lazy("Chọn cơ quan, hoặc chọn không rõ.")},
    )
    area = forms.ChoiceField(label=gettext_lazy("Ở xã, phường nào?"), required=False)
    address = forms.CharField(
        label=gettext_lazy("Chỗ cụ thể"),
        help_text=gettext_lazy("Ví dụ: trước trường tiểu học Tân Phú, đường Hùng Vương."),
        max_length=300,
        required=False,
    )
    latitude = forms.FloatField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput
    )
    longitude = forms.FloatField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput
    )
    name = forms.CharField(
        label=gettext_lazy("Họ và tên"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại"),
        help_text=gettext_lazy("Để cơ quan hỏi thêm. Không bao giờ hiện công khai."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("Địa chỉ thư có dạng ten@vidu.vn.")},
    )
    is_hidden_from_agency = forms.BooleanField(
        label=gettext_lazy("Cơ quan xử lý không cần biết tôi là ai"),
        help_text=gettext_lazy(
            "Chỉ trung tâm 1022 biết. Nếu không kiểm chứng được, phản ánh có thể không được"
            " tiếp nhận."
        ),
        required=False,
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        is_denunciation = kind == ContactKind.DENUNCIATION
        for name, is_kept in (
            ("accused", is_denunciation),
            ("accused_agency", is_denunciation),
            ("category", kind not in (ContactKind.COMPLAINT, ContactKind.DENUNCIATION)),
            ("area", not is_denunciation),
            ("latitude", not is_denunciation),
            ("longitude", not is_denunciation),
            ("is_hidden_from_agency", kind == ContactKind.FIELD_REPORT),
        ):
            if not is_kept:
                del self.fields[name]
        if "category" in self.fields:
            self.fields["category"].choices = category_choices(kind)  # type: ignore[attr-defined]
        if "accused_agency" in self.fields:
            self.fields["accused_agency"].choices = accused_choices()  # type: ignore[attr-defined]
        if "area" in self.fields:
            self.fields["area"].choices = commune_choices()  # type: ignore[attr-defined]
        if kind == ContactKind.FIELD_REPORT:
            self.fields["category"].required = True
            words = _("Chọn lĩnh vực gần đúng nhất; trung tâm sẽ chỉnh nếu cần.")
            self.fields["category"].error_messages["required"] = words

    def clean_phone(self) -> str:
        """Give the number as ``0912345678``.

        :raises forms.ValidationError: it is no telephone number.
        """
        typed = re.sub(r"[\s.\-()]", "", self.cleaned_data["phone"])
        if not typed:
            return ""
        found = _PHONE.match(typed)
        if found is None:
            raise forms.ValidationError(_("Số điện thoại gồm 10 chữ số, ví dụ 0912 345 678."))
        return f"0{found[1]}"

    def clean_accused_agency(self) -> str:
        """Give the code of the agency, nothing when it is not known."""
        chosen = str(self.cleaned_data["accused_agency"])
        return "" if chosen == NO_AGENCY else chosen

    def clean(self) -> dict[str, Any]:
        """Need a place where the category does: a commune or a point."""
        values = super().clean() or {}
        has_point = values.get("latitude") is not None and values.get("longitude") is not None
        if self.kind == ContactKind.FIELD_REPORT and not values.get("area") and not has_point:
            self.add_error("area", _("Chọn xã, phường nơi xảy ra, hoặc dùng vị trí của máy."))
        return values


class LookUpForm(forms.Form):
    """The code and secret on the receipt."""

    code = forms.CharField(
        label=gettext_lazy("Mã phản ánh"),
        help_text=gettext_lazy("Ví dụ 1022-7K3M-9QXA."),
        max_length=40,
        widget=forms.TextInput(attrs={"size": 20, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Nhập mã phản ánh trên phiếu nhận.")},
    )
    secret = forms.CharField(
        label=gettext_lazy("Mã bí mật"),
        help_text=gettext_lazy("8 chữ và số trên phiếu nhận."),
        max_length=40,
        widget=forms.TextInput(attrs={"size": 12, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Nhập mã bí mật trên phiếu nhận.")},
    )

    def clean_code(self) -> str:
        """Read the code however it was written.

        :raises forms.ValidationError: it cannot be a code of ours.
        """
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(
                _("Mã phản ánh có dạng 1022-7K3M-9QXA. Hãy xem lại phiếu nhận.")
            )
        return code

    def clean_secret(self) -> str:
        """Read the secret however it was written.

        :raises forms.ValidationError: it has another length.
        """
        secret = read_secret(self.cleaned_data["secret"])
        if len(secret) != SECRET_LENGTH:
            raise forms.ValidationError(_("Mã bí mật gồm 8 chữ và số."))
        return secret


class WordsForm(forms.Form):
    """A reply or a reason of the citizen."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        widget=forms.Textarea(attrs={"rows": 4}),
        min_length=10,
        max_length=2000,
        error_messages={
            "required": gettext_lazy("Hãy viết nội dung."),
            "min_length": gettext_lazy("Hãy viết rõ hơn, ít nhất 10 ký tự."),
        },
    )


class RatingForm(forms.Form):
    """One to five, and a comment."""

    score = forms.TypedChoiceField(
        label=gettext_lazy("Bạn hài lòng đến mức nào?"),
        choices=[
            ("5", gettext_lazy("5, rất hài lòng")),
            ("4", gettext_lazy("4, hài lòng")),
            ("3", gettext_lazy("3, bình thường")),
            ("2", gettext_lazy("2, không hài lòng")),
            ("1", gettext_lazy("1, rất không hài lòng")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Hãy chọn từ 1 đến 5.")},
    )
    comment = forms.CharField(
        label=gettext_lazy("Ý kiến thêm"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class SubscribeForm(forms.Form):
    """An area to hear of."""

    area = forms.ChoiceField(
        label=gettext_lazy("Xã, phường, thị trấn"),
        error_messages={"required": gettext_lazy("Hãy chọn xã, phường hoặc thị trấn.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = commune_choices()  # type: ignore[attr-defined]


class SubscribeByMailForm(SubscribeForm):
    """An area to hear of, and where to write to, for who has no account."""

    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        help_text=gettext_lazy("Chúng tôi gửi một thư; bạn đồng ý trong đó rồi mới nhận tin."),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Nhập địa chỉ thư điện tử."),
            "invalid": gettext_lazy("Địa chỉ thư có dạng ten@vidu.vn."),
        },
    )
