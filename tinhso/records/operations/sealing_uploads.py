"""What citizens and offices send elsewhere with a mark of secrecy: into the same quarantine."""

from datetime import datetime

from tinhso.documents.api import SecretFile, Seen
from tinhso.identity.api import officers_of
from tinhso.orgs.api import (
    Agency,
    AgencyKind,
    Tier,
    get_agency_by_id,
    list_agencies,
    organisation_date,
)
from tinhso.records.models import Door, QuarantinedItem
from tinhso.records.operations.screening import KEEPERS, GivenFile, shut_away

_DOORS = {
    Seen.TEXT: Door.TEXT,
    Seen.TYPED: Door.FIELDS,
    Seen.SCAN: Door.SCAN,
    Seen.PERSON: Door.PERSON,
}


def seal_upload(secret: SecretFile, at: datetime) -> QuarantinedItem | None:
    """Seal an uploaded file, or typed words, for the nearest security officer; as the platform.

    That is one of the agency, else of the agencies above it, else of the province's committee:
    communes have none, and a file may be refused before it is known for whom it was. Without any
    agency nothing is kept at all.
    """
    keeper = _keeper_of(secret.agency_id)
    if keeper is None:
        return None
    return shut_away(
        agency_id=keeper.pk,
        files=(GivenFile(secret.name, secret.content),),
        level=secret.level,
        door=_DOORS[secret.seen],
        actor=secret.actor,
        at=at,
    )


def _keeper_of(agency_id: int | None) -> Agency | None:
    day = organisation_date()
    own = get_agency_by_id(agency_id) if agency_id is not None else None
    above = own
    while above is not None:
        if any(officers_of(above.pk, role, day) for role in KEEPERS):
            return above
        above = above.parent
    committees = list_agencies(day, tier=Tier.PROVINCE, kind=AgencyKind.PEOPLES_COMMITTEE)
    return next(iter(committees), own)
