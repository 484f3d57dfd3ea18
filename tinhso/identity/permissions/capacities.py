"""In whose name a citizen acts: looked up while the mandate holds, and what it opens."""

from datetime import date

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor, Capacity
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.models import Mandate

#: How histories name who acts for another; the law's words, whatever the reader's language.
REPRESENTING = "{name} (thay mặt {represented})"
#: What a limited mandate opens: applications, their files and fees, the catalogue, the way back.
OPEN_TO_LIMITED = frozenset({"cases", "documents", "payments", "portal", "procedures"})


class NotUnderMandate(DomainError):
    """The page is for the represented person alone."""

    code = "not_under_mandate"
    text = gettext_lazy(
        "Bạn đang làm thay người khác theo ủy quyền. Trang này chỉ chính người đó xem được;"
        " hãy trở lại là chính mình."
    )


class MandateDoesNotCover(DomainError):
    """The mandate does not reach this procedure."""

    code = "mandate_does_not_cover"
    text = gettext_lazy(
        "Ủy quyền của bạn không gồm thủ tục này. Hãy trở lại là chính mình, hoặc đề nghị người ủy"
        " quyền mở rộng phạm vi."
    )


def find_capacity(mandate_id: int, representative_id: int, on: date) -> tuple[int, Capacity] | None:
    """Give who is represented and how far, while the mandate holds; runs as the platform."""
    held = Mandate.objects.in_force(on).filter(pk=mandate_id, representative_id=representative_id)
    mandate = held.first()
    if mandate is None:
        return None
    return mandate.represented_id, Capacity(
        mandate_id=mandate.pk,
        represented_name=mandate.represented_name,
        representative_name=mandate.representative_name,
        procedures=tuple(mandate.procedures),
        sees_all=mandate.sees_all,
    )


def access_mandate(actor: Actor, token: str) -> Mandate:
    """Give a mandate the person themselves holds, or the represented person gave.

    :raises Http404: there is none for them.
    """
    with acting_as(SYSTEM):
        mandate = Mandate.objects.filter(token=token).first()
        if mandate is None or not _is_party(actor, mandate):
            raise Http404
        return mandate


def _is_party(actor: Actor, mandate: Mandate) -> bool:
    if not actor.is_citizen:
        return False
    if actor.capacity is None:
        return actor.person_id in (mandate.represented_id, mandate.representative_id)
    is_own = mandate.representative.citizen_accounts.filter(pk=actor.account_id or 0).exists()
    return is_own or (actor.person_id == mandate.represented_id and not actor.is_limited)


def require_procedure(actor: Actor, procedure: str) -> None:
    """Refuse an application the actor's mandate does not reach; ``procedure`` is a slug.

    :raises MandateDoesNotCover: it does not.
    """
    if actor.capacity is not None and not actor.capacity.covers(procedure):
        raise MandateDoesNotCover


def refuse_beyond_mandate(request: HttpRequest, actor: Actor) -> None:
    """Keep a limited mandate away from the represented person's other pages.

    :raises NotUnderMandate: the page belongs to none of the open parts.
    """
    match = request.resolver_match
    if actor.is_limited and match and not OPEN_TO_LIMITED.intersection(match.app_names):
        raise NotUnderMandate
