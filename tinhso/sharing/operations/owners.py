"""Who answers for the data of each service: named by the province's pack when it is loaded."""

import json
from datetime import date
from pathlib import Path

from tinhso.orgs.api import agency_successors_of, find_agency, find_past_agency
from tinhso.sharing.models import ServiceOwner


def load_owners(*, pack: Path, day: date) -> int:
    """Name who owns each service of the pack on a day where nobody is named; gives how many.

    Whoever is named stays until a reorganisation moves the service. An agency that ended before
    the pack was loaded is followed to its successor, if it has one only.
    """
    file = pack / "sharing" / "owners.json"
    wanted: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    named = set(ServiceOwner.objects.values_list("service", flat=True))
    rows = [
        ServiceOwner(service=service, agency_id=agency_id)
        for service, code in wanted.items()
        if service not in named and (agency_id := _agency_id(code, day))
    ]
    return len(ServiceOwner.objects.bulk_create(rows))


def _agency_id(code: str, day: date) -> int | None:
    if found := find_agency(code, day):
        return found.pk
    past = find_past_agency(code, day)
    heirs = agency_successors_of(past, day) if past else []
    return heirs[0].pk if len(heirs) == 1 else None
