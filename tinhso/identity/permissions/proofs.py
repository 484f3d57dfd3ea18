"""Who must prove themselves again before something sensitive, and who must add a second factor."""

from django.conf import settings

from tinhso.core.actors import Actor
from tinhso.core.errors import ProofNeeded
from tinhso.identity.models import OfficerAccount
from tinhso.identity.rules.proofs import ROLES_WITH_SECOND_FACTOR


def require_proof(actor: Actor, *, gives_file: bool = False) -> None:
    """Let on only who proved themselves within the last ten minutes.

    Asked before signing, before personal data leave in bulk and before factors change. Officers
    without a second factor in a demonstration are let on.

    :param gives_file: what follows is a file and no page.
    :raises ProofNeeded: the officer must prove themselves first; pages lead there and back.
    """
    if actor.needs_proof:
        raise ProofNeeded(gives_file=gives_file)


def is_exempt(account: OfficerAccount) -> bool:
    """Tell whether an account may do without second factor: only a demonstration's own may."""
    is_demo = settings.DEMO and account.is_demo
    return is_demo or not settings.SECOND_FACTOR_REQUIRED


def must_enrol(account: OfficerAccount, roles: frozenset[str], *, has_factor: bool) -> bool:
    """Tell whether an officer may do nothing before they added a second factor."""
    needs_one = not roles.isdisjoint(ROLES_WITH_SECOND_FACTOR)
    return needs_one and not has_factor and not is_exempt(account)
