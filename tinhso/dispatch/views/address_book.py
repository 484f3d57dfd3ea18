"""The address book: whom one can write to outside the platform, for whoever drafts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.core.keyset import BadCursor, page_by_keyset
from tinhso.dispatch.queries import search_partners
from tinhso.identity.api import officer_required


@require_safe
@never_cache
@officer_required()
def address_book(request: HttpRequest) -> HttpResponse:
    """Find an organisation outside by part of its name or its code."""
    text = request.GET.get("q", "")[:100]
    found = search_partners(text).order_by()
    try:
        page = page_by_keyset(found, order=("name", "pk"), cursor=request.GET.get("trang"))
    except BadCursor:
        page = page_by_keyset(found, order=("name", "pk"), cursor=None)
    context = {"partners": page.items, "page_of_rows": page, "text": text}
    return render(request, "dispatch/address_book.html", context)
