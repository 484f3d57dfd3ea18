"""What an administrator fills in at the exchange's pages."""

from django import forms
from django.utils.translation import gettext_lazy

_SAY_WHY = gettext_lazy("Ghi rõ vì sao cần xem, ít nhất 10 chữ cái.")


class SwitchForm(forms.Form):
    """Hold or release a connector, rehearse or send for real."""

    is_held = forms.BooleanField(
        label=gettext_lazy("Tạm dừng gửi và nhận"),
        help_text=gettext_lazy("Thông điệp vẫn được giữ đủ, đúng thứ tự, và đi tiếp khi mở lại."),
        required=False,
    )
    is_rehearsing = forms.BooleanField(
        label=gettext_lazy("Chạy thử"),
        help_text=gettext_lazy(
            "Thông điệp mới được kiểm tra theo hợp đồng dữ liệu rồi dừng lại, không gửi thật."
        ),
        required=False,
    )


class PurposeForm(forms.Form):
    """Why a body is opened."""

    purpose = forms.CharField(
        label=gettext_lazy("Lý do xem nội dung"),
        help_text=gettext_lazy(
            "Nội dung có thể chứa dữ liệu cá nhân. Lý do và tên bạn được ghi lại; người dân liên"
            " quan xem được."
        ),
        min_length=10,
        max_length=200,
        error_messages={
            "required": _SAY_WHY,
            "min_length": _SAY_WHY,
        },
    )
