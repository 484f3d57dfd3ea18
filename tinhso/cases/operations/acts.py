"""How every act on a case is done: locked, checked, recorded once in history and ledger."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils.translation import gettext_lazy

from tinhso.cases.models import Case, CaseEvent
from tinhso.cases.permissions import delegation_of, require_authority
from tinhso.cases.rules import MACHINE, Action
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.prepared import insert
from tinhso.core.rls import acting_as
from tinhso.core.state_machine import TransitionRefused
from tinhso.ledger.api import record
from tinhso.orgs.api import agency_name


class CaseActionRefused(DomainError):
    """The case is not in a state that allows the action (often: someone was quicker)."""

    code = "case_action_refused"
    text = gettext_lazy(
        "Hồ sơ đã chuyển sang trạng thái khác nên không làm được việc này."
        " Hãy tải lại trang để xem trạng thái mới nhất."
    )


class CaseAlreadyDecided(CaseActionRefused):
    """A decision exists; the case can no longer be stopped or sent back."""

    code = "case_already_decided"
    text = gettext_lazy(
        "Hồ sơ đã có quyết định giải quyết nên không thể rút hoặc trả lại bước trước."
    )


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what was done, which pointers it sets, what people read about it."""

    action: Action
    changes: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    wanted_state: str | None = None
    is_public: bool = True
    news: type[Any] | None = None


def lock_case(case: Case) -> Case:
    """Give the case's present row, locked until the transaction ends."""
    return Case.objects.select_for_update().get(pk=case.pk)


def start_act(*, case: Case, action: Action, actor: Actor) -> Case:
    """Lock the case and check state and authority, before anything is written.

    :raises CaseActionRefused: when the state does not allow the action.
    :raises NotAuthorised: when the actor may not do it.
    """
    locked = lock_case(case)
    if not MACHINE.allows(action=action, state=locked.state):
        raise CaseActionRefused
    require_authority(actor=actor, case=locked, action=action)
    return locked


def last_act(*, case: Case, action: Action, actor: Actor, on: date) -> CaseEvent | None:
    """Give the newest event of a locked case when this actor did this act that day, else ``None``.

    What is sent a second time finds here that nothing happened since.
    """
    newest = CaseEvent.objects.get(case=case, ordinal=case.event_count)
    is_same = (newest.kind, newest.actor_reference) == (str(action), actor.reference)
    return newest if is_same and local(newest.at).date() == on else None


def finish_act(*, case: Case, act: Act, actor: Actor, at: datetime) -> CaseEvent:
    """Move the locked case, append the event, enter it in the ledger, publish the news."""
    try:
        target = MACHINE.target(action=act.action, state=case.state, wanted=act.wanted_state)
    except TransitionRefused as refusal:
        raise CaseActionRefused from refusal
    return _append_event(case=case, act=act, target=target, actor=actor, at=at)


def _append_event(*, case: Case, act: Act, target: str, actor: Actor, at: datetime) -> CaseEvent:
    from_state, ordinal = case.state, case.event_count + 1
    mandate = delegation_of(actor=actor, case=case, action=act.action, at=at)
    in_whose_name = {"on_behalf_of": mandate.from_person.full_name} if mandate else {}
    changes = {**act.changes, "state": target, "event_count": ordinal}
    for name, value in changes.items():
        setattr(case, name, value)
    if case._state.adding:
        insert(case)
    else:
        case.save(update_fields=list(changes))
    event = CaseEvent(
        case=case,
        ordinal=ordinal,
        kind=str(act.action),
        at=at,
        actor_reference=actor.reference,
        actor_name=actor.name,
        agency_name=agency_name(actor.agency_id) if actor.agency_id else "",
        from_state=from_state,
        to_state=target,
        facts=as_json({**act.facts, **in_whose_name}),
        changes=as_json(changes),
        is_public=act.is_public,
    )
    insert(event)
    record(
        kind=f"CASE_{event.kind}",
        subject=f"case:{case.pk}",
        payload=event_payload(event),
        actor=actor,
        at=at,
    )
    if act.news is not None:
        publish(act.news(**news_of(case, at)))
    return event


def event_payload(event: CaseEvent) -> dict[str, Any]:
    """Give what the ledger commits to for an event; the same at any later time.

    Facts and changes go in as their sorted JSON text: answers may hold decimal numbers, which the
    ledger refuses because they have no single written form.
    """
    return {
        "ordinal": event.ordinal,
        "kind": event.kind,
        "at": event.at.astimezone(UTC).isoformat(),
        "actor": event.actor_reference,
        "from": event.from_state,
        "to": event.to_state,
        "facts": _sorted_json(event.facts),
        "changes": _sorted_json(event.changes),
    }


def _sorted_json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def news_of(case: Case, at: datetime) -> dict[str, Any]:
    """Give the fields every event of a case carries."""
    return {
        "case_id": case.pk,
        "version_id": case.version_id,
        "receiving_agency_id": case.receiving_agency_id,
        "competent_agency_id": case.competent_agency_id,
        "at": at,
    }


_ENCODER = DjangoJSONEncoder()


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values as JSON stores them: dates and times as ISO strings."""
    return {
        name: value
        if isinstance(value, str | int | list | dict | None)
        else _ENCODER.default(value)
        for name, value in values.items()
    }


def next_code_number(*, agency_id: int, day: Any) -> int:
    """Take the next case number of an agency and day; gapless because it rolls back with us.

    The counter belongs to the deciding agency, the clerk to the receiving one: the platform counts.
    """
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            """
            insert into cases_casecodecounter (agency_id, day, last_number) values (%s, %s, 1)
            on conflict (agency_id, day)
            do update set last_number = cases_casecodecounter.last_number + 1
            returning last_number
            """,
            [agency_id, day],
        )
        return int(cursor.fetchone()[0])
