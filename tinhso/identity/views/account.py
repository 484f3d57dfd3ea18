"""One's own account: what is stored, who looked, the language, signing out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tinhso.core import clock
from tinhso.core.keyset import page_by_keyset
from tinhso.identity.forms import LanguageForm
from tinhso.identity.operations import choose_language, record_sign_out
from tinhso.identity.permissions import address_of, end_session, signed_in_required
from tinhso.identity.queries import list_looks, list_positions_held, person_of
from tinhso.identity.views.account_rows import looks_table, person_rows
from tinhso.orgs.api import organisation_date
from tinhso.ui.navigation import actor_of


@require_GET
@never_cache
@signed_in_required
def account(request: HttpRequest) -> HttpResponse:
    """Show a citizen's data and who looked at them, or an officer's positions."""
    actor = actor_of(request)
    person = person_of(actor)
    context: dict[str, object] = {
        "language_form": LanguageForm(initial={"language": person.language})
    }
    if actor.is_officer:
        positions = list_positions_held(actor, organisation_date())
        return render(request, "identity/officer_account.html", {**context, "positions": positions})
    looks = page_by_keyset(
        list_looks(person.id), order=("-at", "-id"), cursor=request.GET.get("trang")
    )
    context |= {
        "rows": person_rows(person, actor.assurance),
        "looks": looks,
        "looks_table": looks_table(list(looks.items)),
    }
    return render(request, "identity/account.html", context)


@require_POST
@signed_in_required
def change_language(request: HttpRequest) -> HttpResponse:
    """Set the language of letters and notifications."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Chọn một ngôn ngữ"))
        return redirect("identity:account")
    choose_language(actor=actor_of(request), language=form.cleaned_data["language"])
    messages.success(request, _("Đã lưu ngôn ngữ. Thư và thông báo mới sẽ dùng ngôn ngữ này."))
    return redirect("identity:account")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask, then end the session: a link alone signs nobody out."""
    if request.method != "POST":
        return render(request, "identity/sign_out.html")
    actor = actor_of(request)
    if actor.account_id is not None:
        record_sign_out(actor=actor, address=address_of(request), at=clock.now())
    end_session(request.session)
    messages.success(request, _("Bạn đã đăng xuất."))
    return redirect("identity:sign_in")
