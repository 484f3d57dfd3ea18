"""A demonstration's leaders whose keys are at the remote signing service."""

from collections.abc import Iterable
from datetime import datetime

from tinhso.documents.models import OutsideKey, SigningWay
from tinhso.identity.api import officers_of
from tinhso.orgs.api import find_agency, organisation_date_at


def link_demo_signers(*, described: Iterable[dict[str, str]], at: datetime) -> int:
    """Link each described signer who is there; the service is asked when they first sign."""
    day = organisation_date_at(at)
    linked = 0
    for row in described:
        agency = find_agency(row["agency"], day)
        held = officers_of(agency.pk, row["role"], day) if agency else []
        if agency is None or not held:
            continue
        _key, is_new = OutsideKey.objects.get_or_create(
            agency=agency,
            person_id=held[0].person_id,
            unlinked_at=None,
            defaults={
                "way": SigningWay.REMOTE,
                "holder_name": held[0].full_name,
                "credential": row["credential"],
                "linked_at": at,
            },
        )
        linked += is_new
    return linked
