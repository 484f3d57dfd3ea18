"""What other slices ask of a version's content, so that nobody else knows its format."""

from datetime import time
from typing import Any

from tinhso.core.deadlines import Limit, Unit
from tinhso.procedures.models import ProcedureVersion

COUNTER = "COUNTER"
ONLINE = "ONLINE"


def ways_of(version: ProcedureVersion) -> list[dict[str, Any]]:
    """Give the ways of filing: ``channel``, ``time_limit`` and ``fee_vnd`` of each."""
    ways: list[dict[str, Any]] = version.content["ways"]
    return ways


def way_of(version: ProcedureVersion, channel: str) -> dict[str, Any]:
    """Give the way for a channel; a channel the procedure does not name goes as at the counter."""
    ways = {way["channel"]: way for way in ways_of(version)}
    return ways.get(channel) or ways.get(COUNTER) or ways_of(version)[0]


def limit_of(version: ProcedureVersion, channel: str) -> Limit:
    """Give how long the law allows for a case filed through a channel."""
    limit = way_of(version, channel)["time_limit"]
    return Limit(amount=limit["amount"], unit=Unit(limit["unit"]))


def cut_off_of(version: ProcedureVersion) -> time | None:
    """Give the time of day after which a filing counts from the next working day, if any."""
    cut_off = version.content["cut_off"]
    return time.fromisoformat(cut_off) if cut_off else None


def papers_of(version: ProcedureVersion) -> list[dict[str, Any]]:
    """Give the papers to hand in, in order, as the content describes them."""
    papers: list[dict[str, Any]] = version.content["papers"]
    return papers


def process_of(version: ProcedureVersion) -> list[dict[str, Any]]:
    """Give the internal process: rows of step code, name, role and hours."""
    rows: list[dict[str, Any]] = version.content["process"]
    return rows


def result_template_of(version: ProcedureVersion) -> dict[str, Any]:
    """Give the template of the result document."""
    template: dict[str, Any] = version.content["result_template"]
    return template


def deciding_agency_of(version: ProcedureVersion) -> dict[str, Any]:
    """Give who decides: kind, tier and department, as ``orgs.api.competent_agency`` takes it."""
    agency: dict[str, Any] = version.content["deciding_agency"]
    return agency
