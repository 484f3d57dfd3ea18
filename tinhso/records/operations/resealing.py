"""A change of keys for what is shut away: each file sealed anew, one transaction an item."""

from django.db import transaction

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.key_rotation import SealedElsewhere
from tinhso.core.rls import acting_as
from tinhso.core.sealed import SealBroken, bytes_have_current_key, seal_bytes, unseal_bytes
from tinhso.documents.api import forget_file, load_bytes, store_file
from tinhso.records.models import QuarantinedItem


def reseal_quarantined() -> tuple[int, int]:
    """Seal with the first key what is not yet; gives how many, and how many no key opens."""
    done = broken = 0
    for pk in _with_files():
        with acting_as(SYSTEM):
            try:
                done += _reseal(pk)
            except SealBroken:
                broken += 1
    return done, broken


def count_of_other_keys() -> int:
    """Count the files another key than the first sealed."""
    with acting_as(SYSTEM):
        items = QuarantinedItem.objects.filter(file__isnull=False).select_related("file")
        return sum(
            not bytes_have_current_key(load_bytes(item.file.sha256)) for item in items if item.file
        )


def _with_files() -> list[int]:
    with acting_as(SYSTEM):
        items = QuarantinedItem.objects.filter(file__isnull=False)
        return list(items.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _reseal(pk: int) -> bool:
    item = QuarantinedItem.objects.select_for_update(of=("self",)).select_related("file").get(pk=pk)
    old = item.file
    if old is None:
        return False
    sealed = load_bytes(old.sha256)
    if bytes_have_current_key(sealed):
        return False
    context = f"quarantine:{item.token}"
    anew = seal_bytes(unseal_bytes(sealed, context), context)
    item.file = store_file(anew, old.media_type, now())
    item.save(update_fields=["file"])
    forget_file(old)
    return True


QUARANTINE = SealedElsewhere("records.quarantine", reseal_quarantined, count_of_other_keys)
