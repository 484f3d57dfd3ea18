"""Zalo's tokens: access for an hour, a refresh token that works once, kept sealed."""

from datetime import datetime, timedelta

from django.conf import settings

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.notifications.gateways.calls import call, json_of
from tinhso.notifications.gateways.parcel import NotTaken
from tinhso.notifications.models import ProviderToken

PROVIDER = "zalo"
_EARLY = timedelta(minutes=5)


def access_token(*, is_fresh: bool = False) -> str:
    """Give a valid access token, asking for a new one when it is old or ``is_fresh`` is wanted.

    In a transaction of its own, the row locked while Zalo is asked: a refresh token works once, so
    two relays must not use it at the same time. When Zalo no longer knows the kept one, the
    configured one is tried.

    :raises NotTaken: Zalo gives no token.
    :raises Unclear: the line broke.
    """
    with acting_as(SYSTEM):
        return _kept_or_new(is_fresh=is_fresh)


def _kept_or_new(*, is_fresh: bool) -> str:
    now, first = clock.now(), settings.ZALO_REFRESH_TOKEN
    ProviderToken.objects.bulk_create(
        [ProviderToken(provider=PROVIDER, refresh_token=first, valid_until=now)],
        ignore_conflicts=True,
    )
    token = ProviderToken.objects.select_for_update().get(provider=PROVIDER)
    if token.access_token and token.valid_until > now + _EARLY and not is_fresh:
        return token.access_token
    for refresh_token in dict.fromkeys((token.refresh_token, first)):
        if _refresh(token, refresh_token, now):
            return token.access_token
    raise NotTaken("Zalo refuses every refresh token: authorise the application again")


def _refresh(token: ProviderToken, refresh_token: str, now: datetime) -> bool:
    answer = call(
        "POST",
        f"{settings.ZALO_OAUTH_URL}/v4/oa/access_token",
        headers={"secret_key": settings.ZALO_SECRET_KEY},
        data={
            "app_id": settings.ZALO_APP_ID,
            "refresh_token": refresh_token,
            "grant_type": "refresh_token",
        },
    )
    fields = json_of(answer)
    if "access_token" not in fields:
        return False
    token.access_token = str(fields["access_token"])
    token.refresh_token = str(fields["refresh_token"])
    token.valid_until = now + timedelta(seconds=int(fields["expires_in"]))
    token.save()
    return True
