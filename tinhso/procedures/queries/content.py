"""What other slices ask of a version's content, so that nobody else knows its format."""

from datetime import time
from typing import Any

from tinhso.core.deadlines import Limit, Unit
from tinhso.orgs.api import Deciding, deciding_on, organisation_date
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.rules import GOES_AS, find_variant, papers_for, process_for, ways_for

COUNTER = "COUNTER"


# ``variant`` is the code of the case within the procedure (trường hợp) the applicant is in; empty
# where the procedure knows none, or nobody chose yet.


def variants_of(version: ProcedureVersion) -> list[dict[str, Any]]:
    """Give the cases within the procedure: ``code``, ``name`` and ``help`` of each; often none."""
    return version.content.get("variants") or []


def variant_of(version: ProcedureVersion, variant: str) -> dict[str, Any] | None:
    """Give the case within the procedure with a code, or ``None``."""
    return find_variant(version.content, variant)


def ways_of(version: ProcedureVersion, variant: str = "") -> list[dict[str, Any]]:
    """Give the ways of filing: ``channel``, ``time_limit`` and ``fee_vnd`` of each."""
    return ways_for(version.content, variant)


def way_of(version: ProcedureVersion, channel: str, variant: str = "") -> dict[str, Any]:
    """Give the way for a channel; one without a way of its own goes as online or the counter."""
    ways = {way["channel"]: way for way in ways_of(version, variant)}
    return (
        ways.get(channel)
        or ways.get(GOES_AS.get(channel, COUNTER))
        or ways.get(COUNTER)
        or ways_of(version, variant)[0]
    )


def limit_of(version: ProcedureVersion, channel: str, variant: str = "") -> Limit:
    """Give how long the law allows for a case filed through a channel."""
    limit = way_of(version, channel, variant)["time_limit"]
    return Limit(amount=limit["amount"], unit=Unit(limit["unit"]))


def cut_off_of(version: ProcedureVersion) -> time | None:
    """Give the time of day after which a filing counts from the next working day, if any."""
    cut_off = version.content["cut_off"]
    return time.fromisoformat(cut_off) if cut_off else None


def papers_of(version: ProcedureVersion, variant: str = "") -> list[dict[str, Any]]:
    """Give the papers to hand in, in order, as the content describes them."""
    return papers_for(version.content, variant)


def process_of(version: ProcedureVersion, variant: str = "") -> list[dict[str, Any]]:
    """Give the internal process: rows of step code, name, role and hours."""
    return process_for(version.content, variant)


def co_signing_of(version: ProcedureVersion) -> dict[str, Any] | None:
    """Give who signs an application beside its applicant, ``None`` where nobody does.

    ``parties`` are people the form names (``code``, ``name``, ``name_field``, ``identity_field``,
    ``in_person``); ``others`` (``code``, ``name``, ``most``) people the applicant adds.
    """
    found: dict[str, Any] | None = version.content.get("co_signing")
    return found


def result_template_of(version: ProcedureVersion) -> dict[str, Any]:
    """Give the template of the result document."""
    template: dict[str, Any] = version.content["result_template"]
    return template


def deciding_agency_of(version: ProcedureVersion) -> dict[str, Any]:
    """Give who decides now: kind, tier and department, as ``orgs.api.competent_agency`` takes it.

    What was published stays as it is; a reorganisation since then may have moved the matter.
    """
    given = version.content["deciding_agency"]
    written = Deciding(given["kind"], given["tier"], given["department_short_name"] or "")
    now = deciding_on(version.content["code"]["value"], written, organisation_date())
    return {
        **given,
        "kind": now.kind,
        "tier": now.tier,
        "department_short_name": now.department or None,
    }


def area_questions_of(version: ProcedureVersion) -> list[str]:
    """Give the names of the form's questions whose answer is an area, in order."""
    properties = version.content["form"]["properties"]
    return [name for name, field in properties.items() if field.get("x-widget") == "area"]
