"""What is asked to begin a procedure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.core.text import fold
from tinhso.procedures.forms.rows import CODE
from tinhso.procedures.rules import NewProcedure

_NUMBER = r"^([123]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.H\d{2}|\.H\d{2})?|DEMO\.\d{4})$"
_MOST_SLUG = 80


class NewProcedureForm(forms.Form):
    """Code, names, field, tier and who decides; everything else is written in the draft."""

    code = forms.RegexField(
        regex=_NUMBER,
        label=gettext_lazy("Mã thủ tục"),
        max_length=30,
        help_text=gettext_lazy(
            "Mã trên Cơ sở dữ liệu quốc gia về thủ tục hành chính, ví dụ 1.001193."
        ),
        error_messages={
            "required": gettext_lazy("Ghi mã thủ tục."),
            "invalid": gettext_lazy("Mã gồm một số, dấu chấm và sáu chữ số, ví dụ 1.001193."),
        },
    )
    certainty = forms.ChoiceField(label=gettext_lazy("Độ chắc chắn của mã"))
    name_vi = forms.CharField(
        label=gettext_lazy("Tên thủ tục"),
        max_length=400,
        error_messages={"required": gettext_lazy("Ghi tên thủ tục.")},
    )
    name_en = forms.CharField(
        label=gettext_lazy("Tên thủ tục (tiếng Anh)"),
        max_length=400,
        error_messages={"required": gettext_lazy("Ghi tên thủ tục bằng tiếng Anh.")},
    )
    slug = forms.CharField(
        label=gettext_lazy("Đường dẫn"),
        required=False,
        max_length=_MOST_SLUG,
        validators=[CODE],
        help_text=gettext_lazy("Phần cuối của địa chỉ trang. Bỏ trống thì lấy từ tên."),
    )
    field = forms.ChoiceField(
        label=gettext_lazy("Lĩnh vực"),
        error_messages={"required": gettext_lazy("Chọn lĩnh vực.")},
    )
    tier = forms.ChoiceField(label=gettext_lazy("Cấp giải quyết"))
    kind = forms.ChoiceField(label=gettext_lazy("Cơ quan giải quyết"))
    department = forms.CharField(
        label=gettext_lazy("Tên sở, ban, ngành"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Tên ngắn như trong danh sách cơ quan, khi sở, ban, ngành quyết."),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        options: Mapping[str, Sequence[tuple[str, str]]],
        like: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(like))
        for name, choices in options.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined] # a choice field

    def clean(self) -> dict[str, Any]:
        """Give an address where none was stated; a department that decides needs its name."""
        given = self.cleaned_data
        if given.get("kind") == "DEPARTMENT" and not given.get("department"):
            self.add_error("department", _("Ghi tên sở, ban, ngành quyết định."))
        if not given.get("slug"):
            given["slug"] = address_of(given.get("name_vi", ""))
        if given.get("name_vi") and "slug" not in self.errors and not _is_free(given["slug"]):
            self.add_error("slug", _("Đường dẫn này không dùng được. Hãy ghi đường dẫn khác."))
        return given

    @property
    def asked(self) -> NewProcedure:
        """Give what was filled in."""
        given = self.cleaned_data
        is_department = given["kind"] == "DEPARTMENT"
        return NewProcedure(
            code=given["code"],
            code_certainty=given["certainty"],
            slug=given["slug"],
            name={"vi": given["name_vi"], "en": given["name_en"]},
            field=given["field"],
            tier=given["tier"],
            deciding={
                "kind": given["kind"],
                "tier": given["tier"],
                "department_short_name": given["department"] if is_department else None,
            },
        )


def address_of(name: str) -> str:
    """Give the last part of a page's address for a name.

    >>> address_of("Đăng ký khai sinh (lưu động)")
    'dang-ky-khai-sinh-luu-dong'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:_MOST_SLUG].strip("-")


def _is_free(slug: str) -> bool:
    """Tell whether a procedure's page may stand at an address; those of other pages are taken."""
    try:
        found = resolve(f"/quan-tri/thu-tuc/{slug}/")
    except Resolver404:
        return False
    return found.view_name == "procedures:procedure_admin"


def _initial(like: Mapping[str, Any] | None) -> dict[str, Any]:
    if like is None:
        return {"certainty": "to_confirm"}
    deciding = like["deciding_agency"]
    return {
        "certainty": "to_confirm",
        "field": like["field"],
        "tier": like["tier"],
        "kind": deciding["kind"],
        "department": deciding["department_short_name"] or "",
    }
