"""What the vault asks: filters of the list, with whom to share and how long, why to revoke."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from tinhso.vault.queries.lists import ENDING, UNUSABLE, USABLE

DAYS = ((7, gettext_lazy("7 ngày")), (30, gettext_lazy("30 ngày")), (180, gettext_lazy("180 ngày")))


class PapersFilterForm(forms.Form):
    """Words of the title, and which papers."""

    tu_khoa = forms.CharField(required=False, max_length=80)
    loai = forms.ChoiceField(
        required=False,
        choices=[
            ("", gettext_lazy("Tất cả")),
            (USABLE, gettext_lazy("Dùng lại được")),
            (ENDING, gettext_lazy("Sắp hết hạn")),
            (UNUSABLE, gettext_lazy("Không dùng lại được")),
        ],
    )


class ShareForm(forms.Form):
    """With which agency, for how many days; agreement is ticked by the person, never for them."""

    agency = forms.ChoiceField(
        label=gettext_lazy("Cơ quan được xem"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Chọn một cơ quan."),
            "invalid_choice": gettext_lazy("Chọn một cơ quan trong danh sách vừa tìm."),
        },
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Trong bao lâu"),
        choices=DAYS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn thời gian cho xem.")},
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("Tôi đồng ý cho cán bộ của cơ quan này xem giấy tờ này"),
        error_messages={"required": gettext_lazy("Đánh dấu đồng ý nếu bạn muốn chia sẻ.")},
    )

    def __init__(
        self, data: QueryDict | None = None, *, agencies: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]


class RevokeForm(forms.Form):
    """Why a verification is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do thu hồi"),
        help_text=gettext_lazy("Người dân đọc được lý do này."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Ghi lý do để người dân biết.")},
    )
