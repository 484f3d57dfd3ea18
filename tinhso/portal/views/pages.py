"""Pages of words: help, accessibility, privacy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Say how to get help."""
    return render(request, "portal/help/help.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say for whom the pages work, and what does not yet."""
    return render(request, "portal/help/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept of a person, why, and who may read it."""
    return render(request, "portal/help/privacy.html")
