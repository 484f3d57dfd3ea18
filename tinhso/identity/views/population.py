"""Officers ask the population register about a person; the person reads who did and why."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.identity.models import LookupOutcome
from tinhso.identity.operations.looking_up import ASKING_ROLES, OFFERED, Told, Wish, look_up_person
from tinhso.identity.permissions import officer_required
from tinhso.ui.components import SummaryRow
from tinhso.ui.fields import DateField
from tinhso.ui.navigation import actor_of

_FIELDS = {
    "full_name": gettext_lazy("Họ và tên"),
    "birth_date": gettext_lazy("Ngày sinh"),
    "sex": gettext_lazy("Giới tính"),
    "address": gettext_lazy("Nơi thường trú"),
}
_SEXES = {"MALE": gettext_lazy("Nam"), "FEMALE": gettext_lazy("Nữ")}


class LookUpForm(forms.Form):
    """Who is asked about, why, and what is needed."""

    identity_number = forms.RegexField(
        r"^\d{12}$",
        label=gettext_lazy("Số định danh cá nhân"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Nhập số định danh"),
            "invalid": gettext_lazy("Số định danh có đúng 12 chữ số"),
        },
    )
    birth_date = DateField(
        label=gettext_lazy("Ngày sinh"),
        help_text=gettext_lazy("Phải khớp với CSDL dân cư thì mới có kết quả."),
        error_messages={"required": gettext_lazy("Nhập ngày sinh")},
    )
    fields_wanted = forms.MultipleChoiceField(
        label=gettext_lazy("Cần biết gì"),
        choices=[(name, _FIELDS[name]) for name in OFFERED],
        initial=["full_name"],
        help_text=gettext_lazy("Chỉ chọn mục thật sự cần cho việc này."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Chọn ít nhất một mục")},
    )
    reference = forms.CharField(
        label=gettext_lazy("Mã hồ sơ hoặc số văn bản"),
        max_length=60,
        error_messages={"required": gettext_lazy("Nhập mã hồ sơ hoặc số văn bản")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("Tra cứu để làm gì"),
        max_length=150,
        help_text=gettext_lazy("Người được tra cứu đọc được mục đích này cùng tên bạn."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Ghi mục đích")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*ASKING_ROLES)
def population(request: HttpRequest) -> HttpResponse:
    """Ask for whom and why; sent, show once what the register says."""
    form = LookUpForm(request.POST if request.method == "POST" else None)
    told = _asked(request, form) if request.method == "POST" and form.is_valid() else None
    context = {
        "form": form,
        "told": told,
        "rows": _rows(told) if told else [],
        "is_away": told is not None and told.outcome == LookupOutcome.AWAY,
    }
    status = 400 if form.errors else 200
    return render(request, "identity/population.html", context, status=status)


def _asked(request: HttpRequest, form: LookUpForm) -> Told | None:
    answers = form.cleaned_data
    wish = Wish(
        identity_number=answers["identity_number"],
        birth_date=answers["birth_date"],
        fields=tuple(answers["fields_wanted"]),
        purpose=answers["purpose"],
        reference=answers["reference"],
    )
    try:
        return look_up_person(actor=actor_of(request), wish=wish, at=now())
    except DomainError as refusal:
        form.add_error("purpose", refusal.message)
        return None


def _rows(told: Told) -> list[SummaryRow]:
    rows = [
        SummaryRow(str(label), str(_SEXES.get(told.answer[name], told.answer[name])))
        for name, label in _FIELDS.items()
        if name in told.answer
    ]
    if told.outcome == LookupOutcome.ANSWERED:
        return rows or [SummaryRow(_("Kết quả"), _("CSDL dân cư không có mục được hỏi."))]
    return [SummaryRow(_("Kết quả"), _("Không tìm thấy người có số định danh và ngày sinh này."))]
