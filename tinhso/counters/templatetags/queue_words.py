"""Words of the queue in the reader's language."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.counters.models import CounterState, PriorityClass, QueueUnit, Service, TicketState
from tinhso.counters.rules import Estimate
from tinhso.ui.components import Tone

register = template.Library()

_TICKET_TONES = {
    TicketState.WAITING: Tone.INFO,
    TicketState.CALLED: Tone.WARNING,
    TicketState.SERVING: Tone.WARNING,
    TicketState.FINISHED: Tone.SUCCESS,
    TicketState.NO_SHOW: Tone.DANGER,
}
_COUNTER_TONES = {CounterState.OPEN: Tone.SUCCESS, CounterState.PAUSED: Tone.WARNING}


@register.filter
def own_name(row: Service | PriorityClass) -> str:
    """Give the name of a service or priority in the reader's language."""
    return row.name_en if get_language() == "en" and row.name_en else row.name


@register.filter
def own_notice(unit: QueueUnit) -> str:
    """Give what the unit wants people in the hall to read."""
    return unit.notice_en if get_language() == "en" and unit.notice_en else unit.notice


@register.filter
def estimate_words(estimate: Estimate | None) -> str:
    """Give a range of minutes in words; nothing when too little is known."""
    if estimate is None:
        return ""
    if estimate.low == 0:
        return _("dưới %(high)s phút") % {"high": estimate.high}
    return _("khoảng %(low)s–%(high)s phút") % {"low": estimate.low, "high": estimate.high}


@register.filter
def ticket_tone(state: str) -> str:
    """Give the colour of a ticket's state."""
    return str(_TICKET_TONES.get(TicketState(state), Tone.NEUTRAL))


@register.filter
def counter_tone(state: str) -> str:
    """Give the colour of a counter's state."""
    return str(_COUNTER_TONES.get(CounterState(state), Tone.NEUTRAL))


@register.filter
def spoken(label: str) -> str:
    """Give a number as it is said: ``A 12``, without the zeros of ``A012``."""
    return f"{label[:1]} {label[1:].lstrip('0')}"
