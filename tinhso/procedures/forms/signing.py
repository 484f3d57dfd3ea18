"""Terms of signing together: whom an applicant may add, and the law behind it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.procedures.forms.rows import CODE

_MOST_SIGNERS = 20
_OF_OTHERS = ("code", "name_vi", "name_en", "help_vi", "help_en", "most")


class SigningTermsForm(forms.Form):
    """Whether others may be added and who they are; basis and certainty of the whole part."""

    has_others = forms.BooleanField(
        label=gettext_lazy("Người nộp được thêm người cùng ký"), required=False
    )
    code = forms.CharField(
        label=gettext_lazy("Mã người cùng ký"), required=False, max_length=80, validators=[CODE]
    )
    name_vi = forms.CharField(label=gettext_lazy("Ai cùng ký"), required=False, max_length=200)
    name_en = forms.CharField(
        label=gettext_lazy("Ai cùng ký (tiếng Anh)"), required=False, max_length=200
    )
    help_vi = forms.CharField(label=gettext_lazy("Hướng dẫn"), required=False, max_length=1000)
    help_en = forms.CharField(
        label=gettext_lazy("Hướng dẫn (tiếng Anh)"), required=False, max_length=1000
    )
    most = forms.IntegerField(
        label=gettext_lazy("Nhiều nhất bao nhiêu người"),
        required=False,
        min_value=1,
        max_value=_MOST_SIGNERS,
    )
    in_person = forms.BooleanField(label=gettext_lazy("Phải có mặt"), required=False)
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        min_length=3,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Ghi văn bản quy định người cùng ký.")},
    )
    certainty = forms.ChoiceField(label=gettext_lazy("Độ chắc chắn"))

    def __init__(
        self,
        data: QueryDict | None,
        *,
        terms: Mapping[str, Any] | None,
        certainties: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data, initial=_initial(terms or {}))
        self._is_new = terms is None
        self.fields["certainty"].choices = certainties  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for everything about others once they may be added; somebody must sign at all."""
        if self._is_new and not self.cleaned_data.get("has_others"):
            self.add_error("has_others", _("Thêm người cùng ký trước, hoặc cho thêm người khác."))
        if self.cleaned_data.get("has_others"):
            for name in _OF_OTHERS:
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, _("Ghi đủ về người được thêm, hoặc bỏ đánh dấu ở trên."))
        return self.cleaned_data

    def terms(self) -> dict[str, Any]:
        """Give the terms as the content keeps them."""
        given = self.cleaned_data
        others = {
            "code": given["code"],
            "name": {"vi": given["name_vi"], "en": given["name_en"]},
            "help": {"vi": given["help_vi"], "en": given["help_en"]},
            "most": given["most"],
            "in_person": given["in_person"],
        }
        return {
            "others": others if given["has_others"] else None,
            "basis": given["basis"],
            "certainty": given["certainty"],
        }


def _initial(terms: Mapping[str, Any]) -> dict[str, Any]:
    initial = {
        "basis": terms.get("basis", ""),
        "certainty": terms.get("certainty", "to_confirm"),
    }
    others = terms.get("others")
    if not others:
        return initial
    return {
        **initial,
        "has_others": True,
        "code": others["code"],
        "name_vi": others["name"]["vi"],
        "name_en": others["name"]["en"],
        "help_vi": others["help"]["vi"],
        "help_en": others["help"]["en"],
        "most": others["most"],
        "in_person": others["in_person"],
    }
