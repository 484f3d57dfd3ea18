"""An officer has a contact of the citizen line go on as an application at the one-stop shop."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.cases.api import find_filed
from tinhso.contact.api import Contact, access_contact
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now, today
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.api import officer_required, signed_in_required
from tinhso.portal.operations import Applicant, begin_application_of_contact
from tinhso.procedures.api import ProcedureVersion, find_current_version, search_procedures
from tinhso.ui.fields import DateField
from tinhso.ui.navigation import actor_of

BEGINNERS = ("CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR")
_WORDS_SEARCHED, _MOST_FOUND = 8, 12


class ApplicantForm(forms.Form):
    """Which procedure, and who applies where the line does not know them."""

    procedure = forms.ChoiceField(
        label=gettext_lazy("Thủ tục"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Chọn một thủ tục trong danh sách."),
            "invalid_choice": gettext_lazy("Chọn một thủ tục trong danh sách."),
        },
    )
    full_name = forms.CharField(
        label=gettext_lazy("Họ, chữ đệm, tên"),
        max_length=120,
        error_messages={"required": gettext_lazy("Nhập họ tên như trên căn cước.")},
    )
    identity_number = forms.RegexField(
        regex=r"^[0-9]{12}$",
        label=gettext_lazy("Số định danh cá nhân"),
        help_text=gettext_lazy("12 chữ số trên căn cước công dân."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 20, "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Nhập số định danh trên căn cước."),
            "invalid": gettext_lazy("Số định danh gồm 12 chữ số."),
        },
    )
    birth_date = DateField(
        label=gettext_lazy("Ngày sinh"),
        error_messages={"required": gettext_lazy("Nhập ngày sinh như trên căn cước.")},
    )

    def __init__(
        self, *args: Any, contact: Contact, versions: Sequence[ProcedureVersion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_known = contact.person_id is not None
        self.fields["procedure"].choices = [  # type: ignore[attr-defined]
            (one.procedure.slug, one.name) for one in versions
        ]
        if self.is_known:
            for name in ("full_name", "identity_number", "birth_date"):
                del self.fields[name]
        else:
            self.initial["full_name"] = contact.reporter_name

    def applicant(self, phone: str) -> Applicant | None:
        """Give who applies, ``None`` where the line knows them."""
        if self.is_known:
            return None
        said = self.cleaned_data
        return Applicant(said["full_name"], said["identity_number"], said["birth_date"], phone)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*BEGINNERS)
def contact_application(request: HttpRequest, code: str) -> HttpResponseBase:
    """Ask which procedure it is; the words, the place and the person travel by themselves."""
    actor = actor_of(request)
    contact = access_contact(actor, code)
    is_clerk = actor.has_role("CLERK")
    if contact.agency_id not in actor.agency_ids or contact.closed_at is not None:
        raise Http404
    if contact.person_id is None and not is_clerk:
        return render(request, "portal/officer/contact_needs_clerk.html", {"contact": contact})
    query = request.GET.get("q", "").strip() or _first_words(contact)
    versions = _versions(query, request.POST.get("procedure", ""))
    form = ApplicantForm(request.POST or None, contact=contact, versions=versions)
    if request.method == "POST" and form.is_valid():
        answer = _begin(request, form, contact)
        if answer is not None:
            return answer
    context = {"contact": contact, "form": form, "query": query, "found": bool(versions)}
    return render(request, "portal/officer/contact_application.html", context)


def _first_words(contact: Contact) -> str:
    return " ".join(contact.text.split()[:_WORDS_SEARCHED])


def _versions(query: str, chosen: str) -> list[ProcedureVersion]:
    found = list(search_procedures(query, on=today()).items[:_MOST_FOUND])
    version = find_current_version(chosen, today()) if chosen else None
    is_listed = version is not None and any(one.pk == version.pk for one in found)
    return found if version is None or is_listed else [version, *found]


def _begin(request: HttpRequest, form: ApplicantForm, contact: Contact) -> HttpResponse | None:
    version = find_current_version(form.cleaned_data["procedure"], today())
    if version is None:
        form.add_error("procedure", _("Chọn một thủ tục trong danh sách."))
        return None
    try:
        draft = begin_application_of_contact(
            contact=contact,
            version=version,
            applicant=form.applicant(contact.reporter_phone),
            actor=actor_of(request),
            at=now(),
        )
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return None
    return HttpResponseRedirect(reverse("portal:application_of_contact", args=[draft.token]))


@require_safe
@never_cache
@signed_in_required
def application_of_contact(request: HttpRequest, token: str) -> HttpResponseBase:
    """Lead from a contact to what became of it: the application being written, or its case."""
    actor = actor_of(request)
    if actor.is_citizen:
        return HttpResponseRedirect(reverse("cases:draft_resume", args=[token]))
    with acting_as(SYSTEM):
        filed = find_filed(token)
    if filed is None:
        raise Http404
    if filed.case_token:
        return HttpResponseRedirect(reverse("cases:officer_case", args=[filed.case_token]))
    if filed.agency_id in actor.agency_ids:
        return HttpResponseRedirect(reverse("cases:draft_resume", args=[token]))
    return render(request, "portal/officer/contact_application_open.html", {"filed": filed})
