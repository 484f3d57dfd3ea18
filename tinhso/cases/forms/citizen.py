"""What citizens fill in beside the procedure's own form."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy

SCORES = (
    ("5", gettext_lazy("Rất hài lòng")),
    ("4", gettext_lazy("Hài lòng")),
    ("3", gettext_lazy("Bình thường")),
    ("2", gettext_lazy("Chưa hài lòng")),
    ("1", gettext_lazy("Rất không hài lòng")),
)


class PlaceForm(forms.Form):
    """Which commune or district handles the application."""

    area = forms.ChoiceField(
        label=gettext_lazy("Nơi giải quyết"),
        error_messages={
            "required": gettext_lazy("Chọn một nơi trong danh sách."),
            "invalid_choice": gettext_lazy("Chọn một nơi trong danh sách."),
        },
    )

    def __init__(
        self,
        data: object = None,
        *,
        places: Sequence[tuple[str, str]],
        label: str,
        initial: str = "",
    ) -> None:
        super().__init__(data, initial={"area": initial})  # type: ignore[arg-type] # a QueryDict
        area = self.fields["area"]
        assert isinstance(area, forms.ChoiceField)  # noqa: S101 - declared above
        area.choices = [("", gettext_lazy("Chọn trong danh sách")), *places]
        area.label = label


class WithdrawForm(forms.Form):
    """Why the applicant takes the case back."""

    reason = forms.CharField(
        label=gettext_lazy("Vì sao bạn rút hồ sơ?"),
        help_text=gettext_lazy("Ghi ngắn gọn, ví dụ: khai nhầm, nộp nhầm nơi, không cần nữa."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RatingForm(forms.Form):
    """What the applicant thought of the service."""

    score = forms.ChoiceField(
        label=gettext_lazy("Bạn thấy việc giải quyết hồ sơ này thế nào?"),
        choices=SCORES,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Chọn một mức từ 1 đến 5."),
            "invalid_choice": gettext_lazy("Chọn một mức từ 1 đến 5."),
        },
    )
    comment = forms.CharField(
        label=gettext_lazy("Bạn muốn nói thêm điều gì?"),
        help_text=gettext_lazy("Cơ quan đọc được ý kiến này. Đừng ghi số căn cước hay mật khẩu."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SupplementForm(forms.Form):
    """A message that goes with what the applicant adds."""

    message = forms.CharField(
        label=gettext_lazy("Lời nhắn cho cán bộ"),
        help_text=gettext_lazy("Ví dụ: đã thay ảnh rõ hơn; giấy này được cấp lại ngày 3 tháng 5."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ComplainForm(forms.Form):
    """What the applicant complains about."""

    text = forms.CharField(
        label=gettext_lazy("Bạn khiếu nại điều gì?"),
        help_text=gettext_lazy(
            "Ghi việc đã xảy ra, khi nào, bạn mong được giải quyết thế nào."
            " Thủ trưởng cơ quan trả lời."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Ghi nội dung khiếu nại.")},
    )
