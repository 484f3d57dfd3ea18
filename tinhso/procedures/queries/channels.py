"""Which ways of filing are open now: what was announced, and the administrator's switch."""

from collections.abc import Iterable

from tinhso.core.prepared import Reading
from tinhso.procedures.models import ChannelChange, Procedure, ProcedureVersion
from tinhso.procedures.rules import open_channels, possible_channels

_SWITCHED = Reading(
    lambda procedure_id: Procedure.objects.filter(pk=procedure_id).only("id", "switched_channels"),
    procedure_id=int,
)


def open_channels_of(version: ProcedureVersion) -> tuple[str, ...]:
    """Give the codes of the channels a case may be filed through now, asked each time."""
    procedure = _SWITCHED.first(procedure_id=version.procedure_id)
    if procedure is None:
        raise Procedure.DoesNotExist
    return open_channels(version.content["ways"], procedure.switched_channels)


def possible_channels_of(version: ProcedureVersion) -> tuple[str, ...]:
    """Give the codes of the channels an administrator may open."""
    return possible_channels(version.content["ways"])


def list_channel_changes(procedure: Procedure, limit: int = 20) -> list[ChannelChange]:
    """Give the turns of a procedure's switch, the newest first."""
    return list(procedure.channel_changes.order_by("-at", "-pk")[:limit])


def keep_open(versions: Iterable[ProcedureVersion], channel: str) -> list[ProcedureVersion]:
    """Keep the versions that can be filed through a channel now.

    They come from ``search_procedures`` or ``list_in_force``: no further query.
    """
    return [
        version
        for version in versions
        if channel
        in open_channels(vars(version)["listed_ways"], version.procedure.switched_channels)
    ]
