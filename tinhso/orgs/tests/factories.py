"""Areas and agencies for tests: a small province that is reorganised on 1 July 2025."""

from datetime import date
from pathlib import Path

from django.conf import settings

from tinhso.orgs.models import Agency, AgencyKind, Area, AreaKind, Tier
from tinhso.orgs.operations import load_organisation

BEFORE = date(2021, 6, 1)
REORGANISED = date(2025, 7, 1)


def load_pack() -> None:
    """Load the organisation of the province pack, as the demo does."""
    report = load_organisation(folder=Path(settings.PROVINCE_PACK) / "organisation")
    assert not report.errors, report.errors


def make_area(code: str = "25195", **columns: object) -> Area:
    """Make one area in force since 2020."""
    values: dict[str, object] = {
        "code": code,
        "name": "Phường Tân Phú",
        "kind": AreaKind.WARD,
        "sort_key": code,
        "search_text": "phuong tan phu",
        "valid_from": date(2020, 1, 1),
    }
    return Area.objects.create(**{**values, **columns})


def make_agency(code: str = "H10.14", **columns: object) -> Agency:
    """Make one agency in force since 2020, with an area of its own when none is given."""
    values: dict[str, object] = {
        "code": code,
        "name": "Sở Tư pháp",
        "short_name": "Sở Tư pháp",
        "kind": AgencyKind.DEPARTMENT,
        "tier": Tier.PROVINCE,
        "sort_key": code,
        "search_text": "so tu phap",
        "valid_from": date(2020, 1, 1),
    }
    if "area" not in columns:
        columns["area"] = make_area(code=f"A{code}"[:10])
    return Agency.objects.create(**{**values, **columns})
