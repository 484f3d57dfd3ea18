"""Who may see and do what in the exchange: administrators of the platform, and nobody else."""

from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import is_token
from tinhso.core.rls import acting_as
from tinhso.exchange.models import Message

KEEPERS = ("ADMINISTRATOR",)


class NotKeeper(DomainError):
    """The actor does not look after connections to outside systems."""

    code = "not_authorised"
    text = gettext_lazy("Việc này do người quản trị kết nối với hệ thống ngoài thực hiện.")


def check_keeper(actor: Actor) -> None:
    """Refuse whoever is no administrator.

    :raises NotKeeper: the actor is not.
    """
    if actor.kind is not ActorKind.SYSTEM and not (actor.is_officer and actor.has_role(*KEEPERS)):
        raise NotKeeper


def access_message(actor: Actor, token: str) -> Message:
    """Give a message of the log, or answer as if it did not exist.

    :raises Http404: there is none for the actor.
    """
    if not is_token(token) or not actor.has_role(*KEEPERS):
        raise Http404
    with acting_as(SYSTEM):
        found = Message.objects.defer("body").filter(token=token).first()
    if found is None:
        raise Http404
    return found
