"""From a session to who acts: the account signed in, looked up at most every few seconds."""

from dataclasses import dataclass, replace
from time import monotonic, time

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from tinhso.core.actors import PUBLIC, SYSTEM, Actor, ActorKind
from tinhso.core.clock import today
from tinhso.core.rls import acting_as
from tinhso.identity.models import Appointment, CitizenAccount, Delegation, OfficerAccount
from tinhso.identity.permissions.capacities import REPRESENTING, find_capacity
from tinhso.identity.permissions.proofs import is_exempt, must_enrol
from tinhso.identity.rules.idling import NOTED_EVERY_SECONDS, idle_limit, is_left_alone
from tinhso.identity.rules.proofs import is_fresh
from tinhso.orgs.api import organisation_date

KIND, ACCOUNT, ASSURANCE, MANDATE = "account_kind", "account_id", "assurance", "mandate_id"
PROVED, SEEN = "proved_at", "seen_at"
REMEMBERED_SECONDS = 15.0
_REMEMBERED_AT_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Presence:
    """Who acts, the words pages show about them, and what is asked of them beside a password.

    ``idle_seconds`` is after how long the session locks when left alone, 0 for never.
    """

    actor: Actor
    agency_name: str = ""
    position_title: str = ""
    position_title_en: str = ""
    proves_again: bool = False
    must_enrol: bool = False
    idle_seconds: int = 0
    is_locked: bool = False


ANONYMOUS = Presence(PUBLIC)
_Key = tuple[str, int, str, int | None]
_remembered: dict[_Key, tuple[float, Presence]] = {}


def begin_session(
    session: SessionBase, *, kind: ActorKind, account_id: int, assurance: str = ""
) -> None:
    """Sign an account in; the session key changes, so a key planted earlier is worthless."""
    if ACCOUNT in session:
        session.flush()
    session.cycle_key()
    session[KIND], session[ACCOUNT], session[ASSURANCE] = str(kind), account_id, assurance
    note_proof(session)


def note_proof(session: SessionBase) -> None:
    """Remember that the officer proved themselves now, with whatever their account has."""
    session[PROVED] = session[SEEN] = time()


def note_use(session: SessionBase) -> None:
    """Remember that somebody works in a session; written once a minute."""
    if time() - session.get(SEEN, 0.0) > NOTED_EVERY_SECONDS:
        session[SEEN] = time()


def proved_lately(session: SessionBase) -> bool:
    """Tell whether whoever is signed in proved themselves within the last ten minutes."""
    return is_fresh(session.get(PROVED), time())


def end_session(session: SessionBase) -> None:
    """Sign out: nothing of the session stays."""
    session.flush()


def presence_of(session: SessionBase) -> Presence:
    """Give who is signed in; an account that is gone or disabled is nobody."""
    if ACCOUNT not in session:
        return ANONYMOUS
    key: _Key = (session[KIND], session[ACCOUNT], session[ASSURANCE], session.get(MANDATE))
    now = monotonic()
    found = _remembered.get(key)
    if found and found[0] > now:
        return _as_now(found[1], session)
    presence = _look_up(*key)
    if len(_remembered) >= _REMEMBERED_AT_MOST:
        _remembered.clear()
    _remembered[key] = (now + REMEMBERED_SECONDS, presence)
    return _as_now(presence, session)


def _as_now(presence: Presence, session: SessionBase) -> Presence:
    """Give a presence as its session is now: left alone too long, its last proof too old."""
    if presence.idle_seconds and is_left_alone(session.get(SEEN), time(), presence.idle_seconds):
        presence = replace(presence, is_locked=True)
    if not presence.proves_again or is_fresh(session.get(PROVED), time()):
        return presence
    return replace(presence, actor=replace(presence.actor, needs_proof=True))


def address_of(request: HttpRequest) -> str | None:
    """Give the visitor's network address, for the log of sign-ins."""
    return request.META.get("REMOTE_ADDR") or None


def forget_presence() -> None:
    """Look every account up again, after accounts or appointments changed in this process."""
    _remembered.clear()


def act_under(session: SessionBase, mandate_id: int | None) -> None:
    """Let the signed-in citizen act under a mandate from now on; ``None``: for themselves again.

    Whether the mandate holds is looked up again and again while the session lasts.
    """
    session.pop(MANDATE, None)
    if mandate_id is not None:
        session[MANDATE] = mandate_id


def _look_up(kind: str, account_id: int, assurance: str, mandate_id: int | None) -> Presence:
    with acting_as(SYSTEM):
        if kind == ActorKind.CITIZEN:
            return _represent(_citizen(account_id, assurance), mandate_id)
        return _officer(account_id)


def _represent(presence: Presence, mandate_id: int | None) -> Presence:
    """Give the citizen in the capacity their mandate gives; themselves when it no longer holds."""
    actor = presence.actor
    if mandate_id is None or actor.person_id is None:
        return presence
    found = find_capacity(mandate_id, actor.person_id, today())
    if found is None:
        return presence
    person_id, capacity = found
    name = REPRESENTING.format(name=actor.name, represented=capacity.represented_name)
    return Presence(replace(actor, person_id=person_id, name=name, capacity=capacity))


def _citizen(account_id: int, assurance: str) -> Presence:
    account = CitizenAccount.objects.select_related("person").filter(id=account_id).first()
    if account is None:
        return ANONYMOUS
    actor = Actor(
        kind=ActorKind.CITIZEN,
        name=account.person.full_name,
        person_id=account.person_id,
        account_id=account.id,
        assurance=assurance,
    )
    return Presence(actor)


def _officer(account_id: int) -> Presence:
    accounts = OfficerAccount.objects.select_related("person").filter(is_active=True)
    account = accounts.filter(id=account_id).first()
    if account is None:
        return ANONYMOUS
    held = list(_current_appointments(account.person_id))
    lent = list(Delegation.objects.at(today()).filter(to_person_id=account.person_id))
    own_roles = frozenset(appointment.role for appointment in held)
    lent_roles = frozenset(delegation.role for delegation in lent) - own_roles
    actor = Actor(
        kind=ActorKind.OFFICER,
        name=account.person.full_name,
        person_id=account.person_id,
        account_id=account.id,
        position_id=held[0].position_id if held else None,
        agency_ids=tuple(dict.fromkeys(appointment.agency_id for appointment in held)),
        roles=own_roles | lent_roles,
        stands_in_for=tuple(delegation.from_person_id for delegation in lent),
        lent_roles=lent_roles,
    )
    has_factor = account.factors.exists()
    presence = Presence(
        actor,
        proves_again=has_factor or not is_exempt(account),
        must_enrol=must_enrol(account, actor.roles, has_factor=has_factor),
        idle_seconds=idle_limit(actor.roles).seconds,
    )
    if not held:
        return presence
    post = held[0].position
    return replace(
        presence,
        agency_name=held[0].agency.short_name,
        position_title=post.title,
        position_title_en=post.title_en,
    )


def _current_appointments(person_id: int) -> "list[Appointment]":
    appointments = Appointment.objects.at(organisation_date()).filter(person_id=person_id)
    return list(
        appointments.select_related("agency", "position").order_by("position__sort_order", "id")
    )
