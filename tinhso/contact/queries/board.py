"""The supervisor's board: what comes in, who sits at the line, what waits, what is late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, F, Q
from django.utils.translation import gettext as _

from tinhso.contact.models import OPEN_STATES, Channel, Contact, PublicState, QualityReview, Shift
from tinhso.contact.permissions import contacts_for
from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.grouping import grouped
from tinhso.orgs.api import agency_name_shown
from tinhso.ui.components import Bar, Tone


@dataclass(frozen=True, slots=True)
class Board:
    """The line at one moment; ``channels`` are those of today, ``loads`` what agencies hold."""

    received_today: int
    answered_today: int
    at_centre: int
    oldest_at_centre: datetime | None
    late: int
    to_publish: int
    reopening: int
    channels: tuple[Bar, ...]
    shifts: tuple[Shift, ...]
    loads: tuple[Bar, ...]
    mean_marks: float | None


def look_at_board(actor: Actor, *, at: datetime) -> Board:
    """Give the board of the centre's officer; the same number of queries whatever waits."""
    today = local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = contacts_for(actor).order_by()
    centre = Q(agency_id__in=list(actor.agency_ids), state="NEW")
    counts = rows.aggregate(
        received_today=Count("id", filter=Q(received_at__gte=today)),
        answered_today=Count("id", filter=Q(closed_at__gte=today)),
        at_centre=Count("id", filter=centre),
        late=Count("id", filter=Q(closed_at__isnull=True, due_at__lt=at)),
        to_publish=Count("id", filter=Q(public_state=PublicState.WAITING)),
    )
    oldest = rows.filter(centre).order_by("received_at").values_list("received_at", flat=True)
    marks = QualityReview.objects.filter(at__gte=at - timedelta(days=30)).aggregate(
        mean=Avg((F("courtesy") + F("correctness") + F("completeness")) / 3.0)
    )
    return Board(
        **counts,
        oldest_at_centre=oldest.first(),
        reopening=rows.filter(reopenings__state="ASKED").count(),
        channels=_channels(rows.filter(received_at__gte=today).values_list("channel")),
        shifts=tuple(Shift.objects.filter(to_at__isnull=True).order_by("from_at")),
        loads=_loads(actor, at),
        mean_marks=marks["mean"],
    )


def _channels(rows: object) -> tuple[Bar, ...]:
    counted: dict[str, int] = {}
    for (channel,) in rows:  # type: ignore[attr-defined] # a list of one-tuples
        counted[channel] = counted.get(channel, 0) + 1
    ordered = sorted(counted.items(), key=lambda one: -one[1])
    return tuple(
        Bar(str(Channel(channel).label), count, grouped(count)) for channel, count in ordered
    )


def _loads(actor: Actor, at: datetime) -> tuple[Bar, ...]:
    rows = (
        contacts_for(actor)
        .filter(state__in=OPEN_STATES)
        .order_by()
        .values("agency_id")
        .annotate(waiting=Count("id"), late=Count("id", filter=Q(due_at__lt=at)))
        .order_by("-late", "-waiting")[:10]
    )
    return tuple(_load(row["agency_id"], row["waiting"], row["late"]) for row in rows)


def _load(agency_id: int, waiting: int, late: int) -> Bar:
    text = f"{waiting}"
    if late:
        text = _("%(waiting)s · %(late)s quá hạn") % {"waiting": waiting, "late": late}
    return Bar(agency_name_shown(agency_id), waiting, text, Tone.DANGER if late else Tone.INFO)


def history_of_caller(actor: Actor, phone_index: bytes, *, most: int = 6) -> list[Contact]:
    """Give what a telephone number turned to the line for, newest first."""
    rows = contacts_for(actor).filter(phone_index=phone_index)
    return list(rows.order_by("-received_at")[:most])
