"""Systems of agencies: registered by one person, their keys confirmed by another."""

import secrets
from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.ledger.api import record
from tinhso.sharing.gateways import keys
from tinhso.sharing.models import Client
from tinhso.sharing.permissions import check_keeper

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


class KeysRefused(DomainError):
    """What was given is no set of public keys the platform takes."""

    code = "keys_refused"
    text = gettext_lazy(
        "Chỉ nhận JWKS gồm 1–5 khóa công khai Ed25519 hoặc P-256, mỗi khóa có “kid” riêng và không"
        " kèm phần bí mật."
    )


class NothingToConfirm(DomainError):
    """No keys wait, or the same person gave them."""

    code = "nothing_to_confirm"
    text = gettext_lazy("Khóa mới phải do một người khác của cơ quan xác nhận.")


def register_client(
    *, name: str, contact: str, agency_id: int, jwks: str, actor: Actor, at: datetime
) -> Client:
    """Register a system of an agency; its keys wait for a second person.

    :raises NotKeeper: the actor does not answer for the agency.
    :raises KeysRefused: the keys cannot be used.
    """
    check_keeper(actor, agency_id)
    found = _read(jwks)
    with acting_as(SYSTEM):
        client = Client.objects.create(
            token=new_token(),
            code="sys-" + "".join(secrets.choice(_LETTERS) for _ in range(12)),
            name=name.strip()[:120],
            agency_id=agency_id,
            contact=contact.strip()[:200],
            created_at=at,
        )
        _propose(client, found, actor)
    _record("SHARING_CLIENT_REGISTERED", client, actor, at)
    return client


def propose_keys(*, client: Client, jwks: str, actor: Actor, at: datetime) -> None:
    """Give a system new keys; the old ones count until a second person confirms.

    :raises NotKeeper: the actor does not answer for the agency.
    :raises KeysRefused: the keys cannot be used.
    """
    check_keeper(actor, client.agency_id)
    found = _read(jwks)
    with acting_as(SYSTEM):
        _propose(client, found, actor)
    _record("SHARING_KEYS_PROPOSED", client, actor, at)


def confirm_keys(*, client: Client, actor: Actor, at: datetime) -> None:
    """Let the waiting keys of a system count from now on, and only they.

    :raises NotKeeper: the actor does not answer for the agency.
    :raises NothingToConfirm: none wait, or the actor gave them.
    """
    check_keeper(actor, client.agency_id)
    with acting_as(SYSTEM):
        locked = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
        if locked.new_keys is None or locked.keys_proposer_id == actor.person_id:
            raise NothingToConfirm
        locked.keys, locked.new_keys = locked.new_keys, None
        locked.keys_proposer, locked.keys_proposer_name = None, ""
        locked.save(update_fields=["keys", "new_keys", "keys_proposer", "keys_proposer_name"])
    _record("SHARING_KEYS_CONFIRMED", client, actor, at)


def set_client_suspended(*, client: Client, suspended: bool, actor: Actor, at: datetime) -> None:
    """Stop everything a system may do, or let it go on.

    :raises NotKeeper: the actor does not answer for the agency.
    """
    check_keeper(actor, client.agency_id)
    with acting_as(SYSTEM):
        Client.objects.filter(pk=client.pk).update(is_suspended=suspended)
    kind = "SHARING_CLIENT_SUSPENDED" if suspended else "SHARING_CLIENT_RESUMED"
    _record(kind, client, actor, at)


def _read(jwks: str) -> dict[str, object]:
    try:
        return keys.read_keys(jwks)
    except keys.KeysUnusable as error:
        raise KeysRefused from error


def _propose(client: Client, found: dict[str, object], actor: Actor) -> None:
    client.new_keys = found
    client.keys_proposer_id, client.keys_proposer_name = actor.person_id, actor.name
    client.save(update_fields=["new_keys", "keys_proposer", "keys_proposer_name"])


def _record(kind: str, client: Client, actor: Actor, at: datetime) -> None:
    record(
        kind=kind,
        subject=f"client:{client.token}",
        payload={"client": client.code, "agency": client.agency_id},
        actor=actor,
        at=at,
    )
