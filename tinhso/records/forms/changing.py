"""What is asked when a sent document changes, a file goes along, a colleague is to look."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.identity.api import Officer
from tinhso.ui.fields import DateField

_WHY = _("Ghi lý do để nơi nhận biết.")


class UpdateForm(forms.Form):
    """Why a document is sent again, and a new deadline; files come beside it."""

    reason = forms.CharField(
        label=_("Nội dung cập nhật"),
        help_text=_("Ví dụ: bổ sung phụ lục số liệu, gia hạn thời gian trả lời."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _WHY},
    )
    due_on = DateField(label=_("Hạn mới"), required=False)


class SystemRecallForm(forms.Form):
    """Why a document is taken back."""

    reason = forms.CharField(
        label=_("Lý do thu hồi"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _WHY},
    )


class ColleaguesForm(forms.Form):
    """Which colleagues are to look, with a word to them."""

    people = forms.MultipleChoiceField(
        label=_("Chuyển cho ai xem?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một người.")},
    )
    note = forms.CharField(
        label=_("Lời nhắn"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: object, colleagues: list[Officer], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # what every form takes
        chooser = self.fields["people"]
        if isinstance(chooser, forms.MultipleChoiceField):
            chooser.choices = [
                (str(one.person_id), f"{one.full_name}, {one.position_title}") for one in colleagues
            ]
