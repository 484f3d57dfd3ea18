"""From whom to whom: how many rows of each kind went from an agency that ends to a successor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q

from tinhso.core.text import fold, squeeze
from tinhso.orgs.api import agency_names_shown, list_participants
from tinhso.reorganisation.models import Outcome, Reorganisation, Transfer

AGENCIES_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Flow:
    """How many rows of a participant go from one agency to another."""

    participant: str
    label: str
    predecessor_code: str
    predecessor_name: str
    successor_code: str
    successor_name: str
    count: int
    moved: int


def list_flows(reorganisation: Reorganisation) -> list[Flow]:
    """Give who gets how much from whom: by turn, predecessor, successor; two queries."""
    rows = (
        Transfer.objects.filter(reorganisation=reorganisation)
        .exclude(outcome=Outcome.SETTLED)
        .values(
            "participant",
            "predecessor__code",
            "predecessor_id",
            "successor__code",
            "successor_id",
        )
        .annotate(rows=Count("pk"), moved=Count("pk", filter=Q(outcome=Outcome.MOVED)))
        .order_by("predecessor__code", "successor__code")
    )
    participants = list_participants()
    order = {participant.name: number for number, participant in enumerate(participants)}
    labels = {participant.name: str(participant.label) for participant in participants}
    keys = {row[side] for row in rows for side in ("predecessor_id", "successor_id")}
    names = agency_names_shown(keys - {None})
    return [
        Flow(
            participant=row["participant"],
            label=labels.get(row["participant"], row["participant"]),
            predecessor_code=row["predecessor__code"] or "",
            predecessor_name=names.get(row["predecessor_id"], ""),
            successor_code=row["successor__code"] or "",
            successor_name=names.get(row["successor_id"], ""),
            count=row["rows"],
            moved=row["moved"],
        )
        for row in sorted(rows, key=lambda row: order.get(row["participant"], len(order)))
    ]


@dataclass(frozen=True, slots=True)
class AgencyFlows:
    """What one agency hands over; at least one flow."""

    flows: tuple[Flow, ...]

    @property
    def code(self) -> str:
        """Give the agency's code; empty for what no agency held."""
        return self.flows[0].predecessor_code

    @property
    def name(self) -> str:
        """Give the agency's name in the reader's language."""
        return self.flows[0].predecessor_name

    @property
    def count(self) -> int:
        """Give how many rows it hands over."""
        return sum(flow.count for flow in self.flows)

    @property
    def moved(self) -> int:
        """Give how many of them are with their successors."""
        return sum(flow.moved for flow in self.flows)

    @property
    def successor_count(self) -> int:
        """Give how many agencies take over from it."""
        return len({flow.successor_code for flow in self.flows if flow.successor_code})


@dataclass(frozen=True, slots=True)
class FlowPage:
    """Some agencies of a list, and the numbers of the pages beside it where there are any."""

    items: tuple[AgencyFlows, ...]
    next_cursor: str | None = None
    previous_cursor: str | None = None


def flows_by_agency(
    flows: Iterable[Flow], *, words: str = "", participant: str = ""
) -> list[AgencyFlows]:
    """Give what each agency hands over, by its code, narrowed to a kind of rows and to words.

    Words are whole ones of the names of either side, without accents, or begin a code. What no
    agency held comes last.
    """
    wanted = fold(squeeze(words)).split()
    kept = [flow for flow in flows if participant in {"", flow.participant} and _has(flow, wanted)]
    kept.sort(key=lambda flow: (not flow.predecessor_code, flow.predecessor_code))
    by_agency = groupby(kept, key=lambda flow: flow.predecessor_code)
    return [AgencyFlows(tuple(held)) for _code, held in by_agency]


def page_of_flows(groups: Sequence[AgencyFlows], number: int) -> FlowPage:
    """Give one page of agencies; the first is 1, one after the last is empty."""
    start = (number - 1) * AGENCIES_A_PAGE
    end = start + AGENCIES_A_PAGE
    return FlowPage(
        items=tuple(groups[start:end]),
        next_cursor=str(number + 1) if end < len(groups) else None,
        previous_cursor=str(number - 1) if number > 1 else None,
    )


def _has(flow: Flow, words: Sequence[str]) -> bool:
    if not words:
        return True
    names = fold(f"{flow.predecessor_name} {flow.successor_name}").split()
    codes = tuple(fold(code) for code in (flow.predecessor_code, flow.successor_code))
    return all(word in names or any(code.startswith(word) for code in codes) for word in words)
