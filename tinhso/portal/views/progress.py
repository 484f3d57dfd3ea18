"""Public look-up of a case by the code on its slip: state, dates, agencies; no personal data."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.cases.api import Progress, find_progress
from tinhso.core.actors import SYSTEM
from tinhso.core.identifiers import is_token
from tinhso.core.rls import acting_as
from tinhso.orgs.api import agency_name_shown
from tinhso.portal.views.look_up_limit import may_look_up, visitor_address


class LookUpForm(forms.Form):
    """The look-up code a person reads from their slip."""

    ma = forms.CharField(
        label=gettext_lazy("Mã tra cứu"),
        help_text=gettext_lazy(
            "Dãy 26 chữ và số dưới mã QR trên giấy hẹn, hoặc trong trang hồ sơ của bạn."
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


@require_safe
@never_cache
def progress(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and show how far its case has come."""
    form = LookUpForm(request.GET if "ma" in request.GET else None)
    if form.is_bound and not may_look_up(visitor_address(request)):
        return _too_many(request, form)
    found = _find(form.cleaned_data["ma"]) if form.is_bound and form.is_valid() else None
    if form.is_bound and form.is_valid() and found is None:
        form.add_error(
            "ma",
            gettext_lazy(
                "Không có hồ sơ nào mang mã này. Hãy xem lại từng ký tự trên giấy hẹn,"
                " hoặc gọi tổng đài 1022."
            ),
        )
    agency = agency_name_shown(found.agency_id) if found else ""
    context = {"form": form, "progress": found, "agency": agency}
    return render(request, "portal/progress.html", context)


def _too_many(request: HttpRequest, form: LookUpForm) -> HttpResponse:
    words = gettext_lazy("Bạn tra cứu quá nhiều lần. Hãy đợi một phút rồi thử lại.")
    form.add_error("ma", words)
    response = render(request, "portal/progress.html", {"form": form}, status=429)
    response["Retry-After"] = "60"
    return response


def _find(token: str) -> Progress | None:
    with acting_as(SYSTEM):
        return find_progress(token)
