"""Reads of second factors and sessions: always of the acting person's own account."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.models import FactorKind, OfficerAccount, SecondFactor, SignedInSession


def has_second_factor(account_id: int) -> bool:
    """Tell whether an officer account has a second factor."""
    with acting_as(SYSTEM):
        return SecondFactor.objects.filter(account_id=account_id).exists()


def list_factors(account_id: int) -> list[SecondFactor]:
    """List an account's second factors, oldest first."""
    with acting_as(SYSTEM):
        return list(SecondFactor.objects.filter(account_id=account_id).order_by("pk"))


def list_passkeys(account_id: int) -> list[bytes]:
    """List the credentials of an account's passkeys."""
    return [
        bytes(factor.credential_id or b"")
        for factor in list_factors(account_id)
        if factor.kind == FactorKind.PASSKEY
    ]


def count_recovery_codes(account_id: int) -> int:
    """Count the recovery codes that still serve."""
    with acting_as(SYSTEM):
        account = OfficerAccount.objects.get(pk=account_id)
        return account.recovery_codes.filter(used_at=None).count()


def username_of(account_id: int) -> str:
    """Give an officer account's user name."""
    with acting_as(SYSTEM):
        return OfficerAccount.objects.get(pk=account_id).username


def list_open_sessions(actor: Actor, at: datetime) -> list[SignedInSession]:
    """List where the actor is signed in now, newest first."""
    if actor.account_id is None:
        return []
    with acting_as(SYSTEM):
        noted = SignedInSession.objects.filter(
            account_kind=str(actor.kind),
            account_id=actor.account_id,
            ended_at=None,
            begun_at__gt=at - timedelta(seconds=settings.SESSION_COOKIE_AGE),
        ).order_by("-begun_at", "-pk")
        found = list(noted[:50])
        alive = set(
            Session.objects.filter(
                session_key__in=[one.session_key for one in found], expire_date__gt=at
            ).values_list("session_key", flat=True)
        )
    return [one for one in found if one.session_key in alive]
