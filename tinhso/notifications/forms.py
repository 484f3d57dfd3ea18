"""Forms of notifications: channels by kind, words of a template."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tinhso.notifications.models import CHANNEL_LABELS, KIND_LABELS
from tinhso.notifications.rules import Channel, Kind, Reach


class ChannelsForm(forms.Form):
    """For every kind of message, the channels it takes."""

    def __init__(
        self, reach: Mapping[Kind, Mapping[Channel, Reach]], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        for kind, channels in reach.items():
            self.fields[kind.value] = forms.MultipleChoiceField(
                label=str(KIND_LABELS[kind]),
                choices=[(channel.value, CHANNEL_LABELS[channel]) for channel in channels],
                initial=[channel.value for channel, known in channels.items() if known.is_chosen],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def choices(self) -> dict[Kind, frozenset[Channel]]:
        """Give the channels chosen for each kind."""
        return {
            Kind(name): frozenset(Channel(value) for value in chosen)
            for name, chosen in self.cleaned_data.items()
        }


def _words(label: Any, rows: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}), max_length=4000
    )


class TemplateForm(forms.Form):
    """The words of one version of a template."""

    title_vi = forms.CharField(label=gettext_lazy("Tiêu đề"), max_length=200)
    body_vi = _words(gettext_lazy("Nội dung trong hộp thông báo và thư"), 8)
    sms_vi = _words(
        gettext_lazy("Tin nhắn SMS"), 3, gettext_lazy("Ngắn: mỗi tin 160 chữ không dấu.")
    )
    title_en = forms.CharField(label=gettext_lazy("Tiêu đề tiếng Anh"), max_length=200)
    body_en = _words(gettext_lazy("Nội dung tiếng Anh"), 8)
    sms_en = _words(gettext_lazy("Tin nhắn SMS tiếng Anh"), 3)
    zalo_template = forms.CharField(
        label=gettext_lazy("Số mẫu đã đăng ký với Zalo"),
        help_text=gettext_lazy("Để trống thì dùng số mẫu của tỉnh cho loại tin này."),
        max_length=20,
        required=False,
    )
    seen_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
