"""The rules of the province pack."""

import json
from pathlib import Path

from tinhso.alerts.models import AlertRule
from tinhso.indicators.api import Indicator
from tinhso.orgs.api import list_agencies, organisation_date


def load_rules(file: Path) -> int:
    """Load the pack's rules; loaded again, they are as the pack says. Gives how many.

    Rules of indicators the catalogue lacks, or of agencies nobody knows, are left out; those
    changed by people stay as they are.
    """
    changed = set(AlertRule.objects.filter(number__gt=1).values_list("code", flat=True))
    agencies = {agency.short_name: agency for agency in list_agencies(organisation_date())}
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    count = 0
    for written in json.loads(file.read_text("utf-8")):
        indicator = indicators.get(written["indicator"])
        agency = agencies.get(written["agency"])
        if indicator is None or agency is None:
            continue
        count += 1
        if written["code"] in changed:
            continue
        AlertRule.objects.update_or_create(
            code=written["code"],
            defaults={
                "name": written["name"]["vi"], "name_en": written["name"]["en"],
                "indicator": indicator, "kind": written["kind"], "level": written["level"],
                "condition": written["condition"], "severity": written["severity"],
                "agency": agency, "checklist": written["checklist"],
                "area_code": written.get("area", ""),
                "needs_document": written.get("needs_document", False),
            },
        )  # fmt: skip
    return count
