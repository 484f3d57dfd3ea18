"""What the province set: categories, limits, routes, the centre; remembered for seconds."""

from django.db.models import QuerySet
from django.utils.translation import get_language

from tinhso.contact.models import (
    Category,
    DeadlineRule,
    EscalationStep,
    RouteBook,
    RouteBookState,
    RunningClock,
)
from tinhso.contact.permissions import centre_agency_id
from tinhso.contact.rules.clocks import DatedLimit
from tinhso.contact.rules.routing import Rule
from tinhso.core.remember import remembered
from tinhso.orgs.api import Agency, agency_name, get_agency_by_id

_SECONDS = 5


def centre_agency() -> Agency | None:
    """Give the agency that runs the line."""
    found = centre_agency_id()
    return get_agency_by_id(found) if found else None


def centre_name() -> str:
    """Give the name of the agency that runs the line, empty before it is set up."""
    found = centre_agency_id()
    return agency_name(found) if found else ""


@remembered(seconds=_SECONDS)
def categories_by_code() -> dict[str, Category]:
    """Give every category in use by its code, in the order they are shown."""
    rows = Category.objects.filter(is_active=True).order_by("sort_order", "code")
    return {one.code: one for one in rows}


def category_chain(code: str) -> tuple[str, ...]:
    """Give a category's code and those above it, the lowest first; empty when unknown."""
    known = categories_by_code()
    chain: list[str] = []
    current: str | None = code
    while current and current in known and len(chain) < 8:
        chain.append(current)
        current = known[current].parent_id
    return tuple(chain)


def category_name(code: str | None) -> str:
    """Give a category's name in the reader's language, empty when there is none."""
    found = categories_by_code().get(code or "")
    if found is None:
        return ""
    return found.name_en if get_language() == "en" else found.name


def category_tree() -> list[tuple[Category, list[Category]]]:
    """Give the roots in order, each with what can be chosen below it."""
    known = categories_by_code()
    below: dict[str, list[Category]] = {}
    for one in known.values():
        below.setdefault(one.parent_id or "", []).append(one)
    return [(root, below.get(root.code, [])) for root in below.get("", [])]


@remembered(seconds=_SECONDS)
def dated_limits(clock: str = RunningClock.WHOLE) -> tuple[DatedLimit, ...]:
    """Give the limits of one clock with their days and sources."""
    return tuple(
        DatedLimit(
            row.kind,
            row.category_id or "",
            row.amount,
            row.unit,
            row.valid_from,
            row.valid_to,
            row.source,
            row.certainty,
        )
        for row in DeadlineRule.objects.filter(clock=clock)
    )


@remembered(seconds=_SECONDS)
def rules_in_force() -> tuple[Rule, ...]:
    """Give the routing rules that hold now, in order; none before a book is loaded."""
    book = RouteBook.objects.filter(state=RouteBookState.IN_FORCE).first()
    return rules_of(book) if book else ()


def rules_of(book: RouteBook) -> tuple[Rule, ...]:
    """Give the rules of a version, in order."""
    return tuple(
        Rule(
            ordinal=row.ordinal,
            kinds=frozenset(row.kinds),
            categories=frozenset(row.categories),
            areas=frozenset(row.areas),
            target=row.target,
            agency_code=row.agency_code,
            is_direct=row.is_direct,
            note=row.note,
        )
        for row in book.rules.all()
    )


def escalation_ladder() -> QuerySet[EscalationStep]:
    """Give the rungs, lowest first."""
    return EscalationStep.objects.order_by("percent")
