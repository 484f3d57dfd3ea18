"""The catalogue: what the province shares, field by field."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.identity.api import officer_required
from tinhso.sharing.permissions import KEEPERS
from tinhso.sharing.queries import DataService, find_service, list_services
from tinhso.sharing.views.words import sensitivity_tag, tabs


@require_safe
@never_cache
@officer_required(*KEEPERS)
def catalogue(request: HttpRequest) -> HttpResponse:
    """List every data service."""
    rows = [
        {
            "service": one,
            "tag": sensitivity_tag(one.sensitivity),
            "fields": ", ".join(one.label_of(name) for name in one.field_names),
        }
        for one in list_services()
    ]
    return render(request, "sharing/catalogue.html", {"rows": rows, "tabs": tabs("catalogue")})


@require_safe
@never_cache
@officer_required(*KEEPERS)
def service(request: HttpRequest, code: str) -> HttpResponse:
    """Show one service: fields, sensitivity, schema, how to ask."""
    found = find_service(code)
    if found is None:
        raise Http404
    schema = found.record.model_json_schema()
    context = {
        "service": found,
        "tag": sensitivity_tag(found.sensitivity),
        "owner": owner_name(found),
        "fields": [
            {"name": name, "label": found.label_of(name), "is_personal": name in found.personal}
            for name in found.field_names
        ],
        "schema": json.dumps(schema, ensure_ascii=False, indent=2),
        "tabs": tabs("catalogue"),
    }
    return render(request, "sharing/service.html", context)


def owner_name(found: DataService) -> str:
    """Give the name of the agency that answers for a service's data; empty when none does."""
    agency = found.find_owner()
    return agency.name if agency else ""
