"""Who takes a complaint or denunciation: never the unit it is about, nor one above or below it."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from tinhso.contact.models import ContactKind
from tinhso.contact.queries.routes import agency_or_heir
from tinhso.orgs.api import Agency, organisation_date


@lru_cache(maxsize=2)
def line_settings(pack: Path) -> dict[str, Any]:
    """Give what the province pack says about its line: centre and receivers."""
    read: dict[str, Any] = json.loads((pack / "contact" / "line.json").read_text("utf-8"))
    return read


def receiver_of(kind: str, accused_code: str, routed_id: int) -> int:
    """Give the key of the agency that receives a complaint or denunciation.

    The routed one, unless a denunciation is about it: then the first of the province's receivers
    that is not the denounced unit nor a unit of it.
    """
    if kind != ContactKind.DENUNCIATION or not accused_code:
        return routed_id
    on = organisation_date()
    codes = line_settings(Path(settings.PROVINCE_PACK))["denunciation_receivers"]
    receivers = [found for code in codes if (found := agency_or_heir(code, on)) is not None]
    ordered = sorted(receivers, key=lambda one: one.pk != routed_id)
    free = [one for one in ordered if not _belongs_to(one, accused_code)]
    return free[0].pk if free else routed_id


def _belongs_to(agency: Agency, accused_code: str) -> bool:
    return agency.code == accused_code or (
        agency.code.startswith(f"{accused_code}.") and accused_code.count(".") > 0
    )
