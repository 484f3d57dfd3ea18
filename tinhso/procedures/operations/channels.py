"""The channel switch of a procedure: which ways of filing are open, turned with a reason."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.ledger.api import record
from tinhso.procedures.models import ChannelChange, Procedure, ProcedureVersion
from tinhso.procedures.operations.permission import require_editor
from tinhso.procedures.rules import open_channels, possible_channels


class ChannelImpossible(DomainError):
    """The announced content has no way of filing this channel could go by."""

    code = "channel_impossible"
    text = gettext_lazy(
        "Bản công bố không có hình thức nộp này. Hãy thêm vào cách thức thực hiện ở bản mới."
    )


class SwitchReasonRequired(DomainError):
    """The switch is turned with a reason people can read later."""

    code = "switch_reason_required"
    text = gettext_lazy("Hãy ghi lý do mở hoặc đóng hình thức nộp.")


@transaction.atomic
def switch_channels(
    *,
    version: ProcedureVersion,
    opened: Collection[str],
    reason: str,
    actor: Actor,
    at: datetime,
) -> ChannelChange | None:
    """Open exactly these channels of a procedure; ``None`` when they are open already.

    Holds at once, also for applications being written. Recorded in the ledger.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    :raises ChannelImpossible: the version in force cannot be filed through one of them.
    :raises SwitchReasonRequired: no reason is given.
    """
    require_editor(actor)
    ways = version.content["ways"]
    possible = possible_channels(ways)
    if not set(opened) <= set(possible):
        raise ChannelImpossible
    if not reason.strip():
        raise SwitchReasonRequired
    procedure = Procedure.objects.select_for_update().get(pk=version.procedure_id)
    before = list(open_channels(ways, procedure.switched_channels))
    after = [channel for channel in possible if channel in opened]
    if before == after:
        return None
    procedure.switched_channels = after
    procedure.save(update_fields=["switched_channels"])
    record(
        kind="PROCEDURE_CHANNELS_SWITCHED",
        subject=f"procedure:{procedure.code}",
        payload={"before": before, "after": after, "reason": reason.strip()},
        actor=actor,
        at=at,
    )
    return ChannelChange.objects.create(
        procedure=procedure,
        before=before,
        after=after,
        reason=reason.strip(),
        actor_name=actor.name,
        at=at,
    )
