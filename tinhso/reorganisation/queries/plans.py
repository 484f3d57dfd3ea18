"""The plan of a reorganisation: what the tables say and what people decided, as one value."""

from dataclasses import replace

from tinhso.orgs.api import (
    Deciding,
    Participant,
    Plan,
    list_endings,
    list_participants,
    load_places,
)
from tinhso.reorganisation.models import Reorganisation


def load_plan(reorganisation: Reorganisation) -> Plan:
    """Give the plan with every decision taken so far; a handful of queries."""
    after, on = reorganisation.previous_day, reorganisation.effective_on
    chosen = dict(reorganisation.agency_rows.values_list("predecessor_id", "successor_id"))
    return Plan(
        reorganisation_id=reorganisation.pk,
        effective_on=on,
        legal_act=reorganisation.legal_act,
        fates={
            ending.agency.pk: replace(ending.fate, successor_id=chosen[ending.agency.pk])
            for ending in list_endings(after, on)
            if ending.agency.pk in chosen
        },
        matters={
            row.matter: Deciding(row.kind, row.tier, row.department)
            for row in reorganisation.matter_rows.all()
        },
        places=load_places(after, on),
        took_effect_at=reorganisation.started_at,
    )


def participant_named(name: str) -> Participant:
    """Give a participant by its code.

    :raises KeyError: no slice registered it.
    """
    return {participant.name: participant for participant in list_participants()}[name]
