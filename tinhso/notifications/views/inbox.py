"""The inbox of the signed-in person: what they were told, and how far each message came."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tinhso.core import clock
from tinhso.identity.api import signed_in_required
from tinhso.notifications.models import ChannelDelivery, Notification
from tinhso.notifications.operations import mark_all_read, mark_read
from tinhso.notifications.queries import count_unread, list_inbox, wording_of
from tinhso.notifications.queries.words import current_versions
from tinhso.notifications.rules import State
from tinhso.ui.navigation import actor_of

TONES = {
    State.QUEUED: "info",
    State.SENT: "info",
    State.DELIVERED: "success",
    State.FAILED: "danger",
    State.BOUNCED: "danger",
    State.SUPPRESSED: "neutral",
}


@require_GET
@never_cache
@signed_in_required
def inbox(request: HttpRequest) -> HttpResponse:
    """List the person's notifications, newest first."""
    actor = actor_of(request)
    page = list_inbox(actor, request.GET.get("trang"))
    language = get_language() or "vi"
    unwritten = [item.template for item in page.items if not item.title_vi]
    versions = current_versions(unwritten) if unwritten else {}
    context = {
        "notifications": page,
        "letters": [
            (item, wording_of(item, language, versions.get(item.template)), _ways(item))
            for item in page.items
        ],
        "unread_count": count_unread(actor),
        "is_citizen": actor.is_citizen,
        "base": "ui/officer_base.html" if actor.is_officer else "ui/base.html",
    }
    return render(request, "notifications/inbox.html", context)


def _ways(notification: Notification) -> list[tuple[ChannelDelivery, str]]:
    return [(way, TONES[State(way.state)]) for way in notification.deliveries.all()]


@require_POST
@signed_in_required
def open_notification(request: HttpRequest, notification_id: int) -> HttpResponse:
    """Mark one as read and go where it leads."""
    actor = actor_of(request)
    notification = mark_read(actor=actor, notification_id=notification_id, at=clock.now())
    if notification is None:
        raise Http404
    return redirect(notification.url or "notifications:inbox")


@require_POST
@signed_in_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    mark_all_read(actor=actor_of(request), at=clock.now())
    return redirect("notifications:inbox")
