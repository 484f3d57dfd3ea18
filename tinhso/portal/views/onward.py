"""A leader has a contact of the citizen line done as a task, without typing it again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.contact.api import access_contact
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.identity.api import Officer, officer_required, officers_of
from tinhso.orgs.api import organisation_date
from tinhso.portal.operations import TaskWanted, make_task_of_contact
from tinhso.ui.navigation import actor_of

GIVERS = ("HEAD_OF_UNIT", "LEADER")


class TaskForm(forms.Form):
    """Who does it, and what the leader wants done."""

    lead = forms.ChoiceField(
        label=gettext_lazy("Giao cho"),
        error_messages={"required": gettext_lazy("Hãy chọn người thực hiện.")},
    )
    opinion = forms.CharField(
        label=gettext_lazy("Ý kiến chỉ đạo"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Hãy viết ý kiến chỉ đạo.")},
    )

    def __init__(self, *args: Any, officers: list[Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(one.person_id), one.full_name) for one in officers]
        self.fields["lead"].choices = names  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*GIVERS)
def contact_task(request: HttpRequest, code: str) -> HttpResponseBase:
    """Ask who does it; the words of the contact travel by themselves."""
    actor = actor_of(request)
    contact = access_contact(actor, code)
    if contact.agency_id not in actor.agency_ids:
        raise Http404
    officers = _colleagues(actor)
    form = TaskForm(request.POST or None, officers=officers)
    if request.method == "POST" and form.is_valid():
        chosen = next(one for one in officers if str(one.person_id) == form.cleaned_data["lead"])
        wanted = TaskWanted(chosen, form.cleaned_data["opinion"])
        make_task_of_contact(contact=contact, wanted=wanted, actor=actor, at=now())
        messages.success(request, _("Đã giao việc; phản ánh và nhiệm vụ nối với nhau."))
        return HttpResponseRedirect(reverse("contact:detail", args=[contact.code]))
    context = {"contact": contact, "form": form}
    return render(request, "portal/officer/contact_task.html", context)


def _colleagues(actor: Actor) -> list[Officer]:
    on = organisation_date()
    roles = ("SPECIALIST", "HEAD_OF_UNIT")
    return [one for role in roles for one in officers_of(actor.agency_id or 0, role, on)]
