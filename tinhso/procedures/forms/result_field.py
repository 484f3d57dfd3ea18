"""One thing the specialist fills in besides the applicant's answers, of any kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from tinhso.procedures.forms.questions import WIDGETS, QuestionForm

#: What only an applicant answers: where they live, what they declare.
_ONLY_OF_APPLICANTS = {"area", "checkbox"}


class ResultFieldForm(QuestionForm):
    """Everything about an extra field of a result template."""

    def __init__(
        self, data: QueryDict | None, *, row: Mapping[str, Any] | None, taken: Sequence[str]
    ) -> None:
        super().__init__(
            data,
            name=row["code"] if row else "",
            question=row["property"] if row else None,
            is_required=bool(row and row["is_required"]),
            taken=taken,
        )
        self.fields["name"].label = gettext_lazy("Mã")
        self.fields["title_vi"].label = gettext_lazy("Tên")
        self.fields["title_en"].label = gettext_lazy("Tên (tiếng Anh)")
        self.fields["is_required"].label = gettext_lazy("Bắt buộc nhập")
        self.fields["widget"].choices = [  # type: ignore[attr-defined] # a choice field
            (code, words) for code, _type, words in WIDGETS if code not in _ONLY_OF_APPLICANTS
        ]

    def row(self) -> dict[str, Any]:
        """Give the field in the template's shape."""
        answers = self.cleaned_data
        return {
            "code": answers["name"],
            "is_required": answers["is_required"],
            "property": self.question(),
        }
