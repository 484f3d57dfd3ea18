"""The link in a letter that stops further letters of its kind, without signing in."""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.notifications.models import ChannelChoice, Notification
from tinhso.notifications.queries.policy import kind_rule
from tinhso.notifications.rules import Channel, Kind, kind_of

_SALT = "notifications.stop"


class BadStopLink(DomainError):
    """The link was changed, or stops what cannot be stopped."""

    code = "bad_stop_link"
    text = gettext_lazy(
        "Đường dẫn này không còn đúng. Hãy đăng nhập và mở trang chọn kênh nhận tin."
    )


def stop_url(notification: Notification) -> str:
    """Give the address that stops e-mail of this kind to this person; none for legal notices."""
    kind = kind_of(notification.template)
    if kind_rule(kind).is_legal:
        return ""
    token = signing.dumps([notification.person_id, kind.value], salt=_SALT)
    return f"{settings.SITE_URL}{reverse('notifications:stop', args=[token])}"


def read_stop_token(token: str) -> tuple[int, Kind]:
    """Give whose letters of which kind a link stops.

    :raises BadStopLink: the link is not ours, or its kind has become a legal notice.
    """
    try:
        person_id, kind = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise BadStopLink from error
    if kind_rule(Kind(kind)).is_legal:
        raise BadStopLink
    return int(person_id), Kind(kind)


def stop_email(*, token: str, at: datetime) -> Kind:
    """Switch e-mail of the link's kind off for its person; acts as the platform.

    :raises BadStopLink: see ``read_stop_token``.
    """
    person_id, kind = read_stop_token(token)
    ChannelChoice.objects.update_or_create(
        person_id=person_id,
        kind=kind,
        channel=Channel.EMAIL,
        defaults={"is_on": False, "chosen_at": at},
    )
    return kind
