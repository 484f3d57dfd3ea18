"""Our side of the account with a partner: what was handed over, what waits, what is kept."""

from tinhso.exchange.models import Message
from tinhso.exchange.rules import OPEN_OUT, Direction, OurAccount, State


def our_account(connector: str) -> OurAccount:
    """Give what we believe about every message of a connector (for the acting platform only).

    Dead messages count as open: the partner may have taken one whose answer never came.
    """
    sent: dict[str, str] = {}
    waiting: dict[str, str] = {}
    out = Message.objects.filter(connector=connector, direction=Direction.OUT)
    rows = out.exclude(state=State.REHEARSED).values_list("key", "topic", "subject", "state")
    for key, topic, subject, state in rows.iterator():
        (sent if state == State.DELIVERED else waiting)[key] = f"{topic} {subject}"
    came = Message.objects.filter(connector=connector, direction=Direction.IN)
    return OurAccount(sent, waiting, list(came.values_list("key", flat=True)))


def count_states(connector: str) -> dict[str, int]:
    """Count the messages of a connector that are open or dead, by direction."""
    own = Message.objects.filter(connector=connector)
    return {
        "open": own.filter(state__in=OPEN_OUT).count(),
        "dead": own.filter(state=State.DEAD).count(),
    }
