"""Public look-up of a case by the code on its slip: state, dates, agencies; no personal data."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import SECRET_LENGTH, Progress, find_progress, find_progress_by_code
from tinhso.core.actors import SYSTEM
from tinhso.core.identifiers import NotACode, is_token, parse_case_code
from tinhso.core.look_ups import (
    ALLOWED_A_CODE,
    SPAN_OF_A_CODE,
    may_look_up,
    visitor_address,
)
from tinhso.core.rls import acting_as
from tinhso.orgs.api import agency_name_shown


class LookUpForm(forms.Form):
    """The look-up code a person reads from their slip."""

    ma = forms.CharField(
        label=gettext_lazy("Mã tra cứu"),
        help_text=gettext_lazy(
            "Dãy 26 chữ và số trong trang hồ sơ của bạn và ở trang xác nhận đã nộp."
        ),
        max_length=80,
        error_messages={"required": gettext_lazy("Nhập mã tra cứu in trên giấy hẹn.")},
        widget=forms.TextInput(attrs={"size": 30, "autocomplete": "off"}),
    )

    def clean_ma(self) -> str:
        """Read the code however it was spaced or capitalised.

        :raises forms.ValidationError: when it cannot be a look-up code.
        """
        code = "".join(self.cleaned_data["ma"].split()).replace("-", "").lower()
        if not is_token(code):
            raise forms.ValidationError(
                gettext_lazy(
                    "Mã tra cứu gồm 26 chữ và số, ví dụ 7k2mq… Hãy xem lại trên giấy hẹn."
                    " Mã hồ sơ (dạng H10…) không dùng để tra cứu công khai được."
                )
            )
        return code


class CodeForm(forms.Form):
    """The case code and the short secret a person reads from their slip."""

    ho_so = forms.CharField(
        label=gettext_lazy("Mã hồ sơ"),
        help_text=gettext_lazy("Ví dụ H10.32.01-210601-0001."),
        max_length=80,
        error_messages={"required": gettext_lazy("Nhập mã hồ sơ in trên giấy hẹn.")},
        widget=forms.TextInput(attrs={"size": 30, "autocomplete": "off"}),
    )
    bi_mat = forms.CharField(
        label=gettext_lazy("Mã bí mật"),
        help_text=gettext_lazy("8 chữ và số in trên giấy hẹn; cũng là 8 ký tự đầu của mã tra cứu."),
        max_length=80,
        error_messages={"required": gettext_lazy("Nhập mã bí mật in trên giấy hẹn.")},
        widget=forms.TextInput(attrs={"size": 10, "autocomplete": "off"}),
    )

    def clean_ho_so(self) -> str:
        """Read the code however it was spaced or capitalised.

        :raises forms.ValidationError: when it cannot be a case code.
        """
        try:
            return str(parse_case_code("".join(self.cleaned_data["ho_so"].split())))
        except NotACode as refusal:
            words = gettext_lazy("Mã hồ sơ có dạng H10.32.01-210601-0001. Hãy xem lại giấy hẹn.")
            raise forms.ValidationError(words) from refusal

    def clean_bi_mat(self) -> str:
        """Read the secret however it was written; the whole look-up code is as good."""
        typed = "".join(self.cleaned_data["bi_mat"].split()).replace("-", "").lower()
        return typed[:SECRET_LENGTH] if is_token(typed) else typed


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def progress(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and show how far its case has come.

    What is wrong is never told apart: no such case, or not its secret.
    """
    if request.method == "POST":
        return _by_code(request)
    form = LookUpForm(request.GET if "ma" in request.GET else None)
    if form.is_bound and not may_look_up(visitor_address(request)):
        return _too_many(request, form, "ma")
    found = _find(form.cleaned_data["ma"]) if form.is_bound and form.is_valid() else None
    if form.is_bound and form.is_valid() and found is None:
        form.add_error(
            "ma",
            gettext_lazy(
                "Không có hồ sơ nào mang mã này. Hãy xem lại từng ký tự trên giấy hẹn,"
                " hoặc gọi tổng đài 1022."
            ),
        )
    return _show(request, form, found)


def _by_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    is_allowed = may_look_up(visitor_address(request))
    if not (is_allowed and form.is_valid()):
        return _show(request, form, None) if is_allowed else _too_many(request, form, "ho_so")
    code = form.cleaned_data["ho_so"]
    if not may_look_up(f"code:{code}", allowed=ALLOWED_A_CODE, span=SPAN_OF_A_CODE):
        return _too_many(request, form, "ho_so")
    with acting_as(SYSTEM):
        found = find_progress_by_code(code, form.cleaned_data["bi_mat"])
    if found is None:
        form.add_error(
            "ho_so",
            gettext_lazy(
                "Mã hồ sơ và mã bí mật không khớp nhau. Hãy xem lại từng ký tự trên giấy hẹn,"
                " hoặc gọi tổng đài 1022."
            ),
        )
    return _show(request, form, found)


def _show(
    request: HttpRequest, form: forms.Form, found: Progress | None, status: int = 200
) -> HttpResponse:
    is_by_code = isinstance(form, CodeForm)
    context = {
        "form": form,
        "token_form": LookUpForm() if is_by_code or found else form,
        "code_form": form if is_by_code and not found else CodeForm(),
        "progress": found,
        "agency": agency_name_shown(found.agency_id) if found else "",
    }
    return render(request, "portal/progress.html", context, status=status)


def _too_many(request: HttpRequest, form: forms.Form, field: str) -> HttpResponse:
    words = gettext_lazy("Bạn tra cứu quá nhiều lần. Hãy đợi một phút rồi thử lại.")
    form.full_clean()
    form.errors.clear()
    form.add_error(field, words)
    response = _show(request, form, None, status=429)
    response["Retry-After"] = "60"
    return response


def _find(token: str) -> Progress | None:
    with acting_as(SYSTEM):
        return find_progress(token)
