"""Against floods from the web: a field people do not see, a small sum, few sendings a network."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from tinhso.contact.models import Contact
from tinhso.contact.rules.proof_of_work import is_ours, is_solved, write_challenge
from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.look_ups import visitor_address
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index

#: Sendings an hour from one network: with the sum done by a script, and without (to_confirm).
MOST_WITH_WORK, MOST_WITHOUT_WORK = 30, 6
_LEAST_SECONDS = 3
HONEYPOT = "website"


class LooksAutomatic(DomainError):
    """A program seems to send: it filled what people do not see, or was faster than anybody."""

    code = "contact_looks_automatic"
    text = gettext_lazy("Chúng tôi tưởng đây là thư tự động. Hãy gửi lại lần nữa, hoặc gọi 1022.")


class TooManySent(DomainError):
    """This network sent as much as one may within the hour."""

    code = "contact_too_many"
    text = gettext_lazy(
        "Nơi bạn truy cập đã gửi quá nhiều trong một giờ. Nội dung vẫn còn đây: hãy gửi lại sau,"
        " hoặc gọi 1022."
    )


def new_challenge() -> str:
    """Give a challenge for a form; it needs no memory of ours."""
    return write_challenge(_key(), int(time.time()), new_token()[:12])


def require_human(request: HttpRequest, *, at: datetime) -> None:
    """Refuse what looks like a flood; without a script fewer sendings are allowed.

    :raises LooksAutomatic, TooManySent: as they say; the form keeps what was typed.
    """
    if request.POST.get(HONEYPOT):
        raise LooksAutomatic
    challenge, now = request.POST.get("challenge", ""), int(time.time())
    if not is_ours(_key(), challenge, now):
        raise LooksAutomatic
    if not settings.DEBUG and now - int(challenge.partition(".")[0]) < _LEAST_SECONDS:
        raise LooksAutomatic
    is_worked = is_solved(challenge, request.POST.get("solution", ""))
    most = MOST_WITH_WORK if is_worked else MOST_WITHOUT_WORK
    if _sent_from(visitor_of(request), since=at - timedelta(hours=1)) >= most:
        raise TooManySent


def visitor_of(request: HttpRequest) -> str:
    """Give what stands for a sender's network; the address itself is never kept."""
    return visitor_address(request)


def _sent_from(visitor: str, *, since: datetime) -> int:
    if not visitor:
        return 0
    index = blind_index(f"contact-visitor:{visitor}")
    with acting_as(SYSTEM):
        return Contact.objects.filter(visitor_index=index, received_at__gte=since).count()


def _key() -> bytes:
    return blind_index("contact-proof-of-work")
