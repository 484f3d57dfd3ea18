"""How each connector is doing: circuit, switches, what waits and what died."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max

from tinhso.core.outbox import DestinationState, list_destination_states
from tinhso.exchange.models import ConnectorState, Message, Reconciliation
from tinhso.exchange.queries.contracts import Connector, list_connectors
from tinhso.exchange.rules import SETTLED, State

_NEVER_ASKED = ConnectorState()


@dataclass(frozen=True, slots=True)
class Numbers:
    """Messages of a connector: done, still open, given up; since when the oldest waits."""

    done: int = 0
    open: int = 0
    dead: int = 0
    oldest_open_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """A connector with its state, its numbers and the last comparison with its partner."""

    connector: Connector
    state: ConnectorState
    numbers: Numbers
    compared: Reconciliation | None

    @property
    def is_connected(self) -> bool:
        """Tell whether this installation has an address for it."""
        return bool(self.connector.address)


def rest_of(code: str, at: datetime) -> timedelta | None:
    """Give how much longer a partner is left alone, ``None`` when it may be asked."""
    state = ConnectorState.objects.filter(code=code, rests_until__gt=at).first()
    return state.rests_until - at if state and state.rests_until else None


def find_health(code: str) -> ConnectorState | None:
    """Give the state of a connector, ``None`` before it was ever asked or switched."""
    return ConnectorState.objects.filter(code=code).first()


def list_health() -> list[Health]:
    """Give every declared connector with its numbers: five queries (for the platform only)."""
    states = {state.code: state for state in ConnectorState.objects.all()}
    own, outbox = _count_messages(), {row.destination: row for row in list_destination_states()}
    compared = last_reconciliations()
    return [
        Health(
            connector=connector,
            state=states.get(connector.code, _NEVER_ASKED),
            numbers=own.get(connector.code) or _of_outbox(connector, outbox),
            compared=compared.get(connector.code),
        )
        for connector in list_connectors()
    ]


def _count_messages() -> dict[str, Numbers]:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for code, state, n in Message.objects.values_list("connector", "state").annotate(n=Count("id")):
        part = "done" if state in SETTLED else "dead" if state == State.DEAD else "open"
        counts[code][part] += n
    waiting = Message.objects.exclude(state__in=[*SETTLED, State.DEAD])
    oldest = dict(waiting.order_by("connector", "id").distinct("connector").values_list(
        "connector", "queued_at"
    ))  # fmt: skip
    return {
        code: Numbers(row["done"], row["open"], row["dead"], oldest.get(code))
        for code, row in counts.items()
    }


def _of_outbox(connector: Connector, outbox: Mapping[str, DestinationState]) -> Numbers:
    rows = [outbox[name] for name in connector.destinations if name in outbox]
    waits = [row.oldest_pending_at for row in rows if row.oldest_pending_at]
    return Numbers(
        done=0,
        open=sum(row.pending_count for row in rows),
        dead=sum(row.dead_count for row in rows),
        oldest_open_at=min(waits, default=None),
    )


def last_reconciliations() -> dict[str, Reconciliation]:
    """Give the last comparison with each partner that answered."""
    newest = Reconciliation.objects.filter(error="").values("connector").annotate(last=Max("id"))
    rows = Reconciliation.objects.filter(pk__in=[row["last"] for row in newest])
    return {row.connector: row for row in rows}
