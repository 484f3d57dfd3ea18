"""The way into paperless work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tinhso.identity.api import officer_required


@require_GET
@officer_required()
def home(request: HttpRequest) -> HttpResponse:
    """Show an officer where outgoing and incoming documents are."""
    return render(request, "records/home.html")
