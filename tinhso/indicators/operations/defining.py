"""Defining indicators: each change of meaning a new version; the province pack's catalogue."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.text import fold
from tinhso.indicators.events import IndicatorDefined
from tinhso.indicators.models import Indicator, IndicatorVersion, Source
from tinhso.indicators.permissions import check_steward
from tinhso.ledger.api import record
from tinhso.orgs.api import Agency, agency_successors_of, list_agencies, organisation_date

#: The department that keeps the province's numbers in order.
KEEPER = "Sở Thông tin và Truyền thông"


class BadCatalogue(DomainError):
    """A file of the catalogue cannot be loaded."""

    code = "bad_catalogue"
    text = gettext_lazy("Danh mục chỉ tiêu trong gói tỉnh có lỗi. Hãy sửa tệp rồi nạp lại.")


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator means, as a version keeps it; pairs are Vietnamese and English."""

    name: str
    name_en: str
    meaning: str
    meaning_en: str
    numerator: str
    numerator_en: str
    unit: str
    unit_en: str
    kind: str
    calendar: str
    frequency: str
    level: str
    over_time: str
    over_areas: str
    direction: str
    sensitivity: str
    source_text: str
    denominator: str = ""
    denominator_en: str = ""
    breakdown: str = ""
    breakdown_en: str = ""
    expression: dict[str, Any] = field(default_factory=dict)
    factor: Decimal = Decimal(1)
    decimals: int = 0
    warning: Decimal | None = None
    alarm: Decimal | None = None
    smallest_count: int = 0
    certainty: str = "to_confirm"


def define_indicator(
    *, indicator: Indicator, definition: Definition, reason: str, actor: Actor, at: datetime
) -> IndicatorVersion:
    """Give an indicator its next version of meaning; the same meaning again changes nothing.

    :raises NotYourNumbers: the actor is not its data steward.
    """
    check_steward(actor, indicator)
    present = indicator.version
    if present is not None and definition_of(present) == definition:
        return present
    number = present.number + 1 if present else 1
    day = at.date()
    if present is not None and present.valid_from < day:
        IndicatorVersion.objects.filter(pk=present.pk).update(valid_to=day)
    version = IndicatorVersion.objects.create(
        indicator=indicator, number=number, reason=reason, made_by=actor.name or actor.reference,
        made_at=at, valid_from=day, **{name: getattr(definition, name) for name in _NAMES},
    )  # fmt: skip
    indicator.version = version
    for name in ("name", "name_en", "sensitivity"):
        setattr(indicator, name, getattr(definition, name))
    indicator.search_text = _search_text(indicator, definition)
    indicator.save()
    record(
        kind="INDICATOR_DEFINED",
        subject=f"indicator:{indicator.code}",
        payload={"number": number, "reason": reason},
        actor=actor,
        at=at,
    )
    publish(IndicatorDefined(indicator.code, number))
    return version


_NAMES = tuple(Definition.__dataclass_fields__)


def definition_of(version: IndicatorVersion) -> Definition:
    """Give a version's meaning, to compare or to change some of it."""
    return Definition(**{name: getattr(version, name) for name in _NAMES})


def changed_definition(definition: Definition, changes: Mapping[str, Any]) -> Definition:
    """Give a definition with some of it changed."""
    return Definition(**{**asdict(definition), **changes})


def load_catalogue(*, folder: Path, actor: Actor, at: datetime) -> int:
    """Load sources and indicators of a province pack; gives how many indicators there are.

    Loaded again, only what changed becomes a new version.

    :raises BadCatalogue: a file names an owner nobody knows, or lacks something.
    """
    agencies = _agencies()
    _load_sources(folder / "sources.json", agencies)
    known = {each.code: each for each in Indicator.objects.select_related("version")}
    count = 0
    for file in sorted(folder.glob("[0-9]*.json")):
        content = json.loads(file.read_text("utf-8"))
        for written in content["indicators"]:
            count += 1
            try:
                definition = _read(written)
                owner, keeper = agencies[written["owner"]], agencies[KEEPER]
            except KeyError as missing:
                raise BadCatalogue(f"{file.name}: {written.get('code')}: {missing}") from missing
            indicator = known.get(written["code"]) or Indicator(code=written["code"])
            indicator.field, indicator.sort_order = content["field"], count
            if indicator.pk is None:
                indicator.owner, indicator.keeper = owner, keeper
                indicator.name, indicator.name_en = definition.name, definition.name_en
                indicator.sensitivity = definition.sensitivity
            indicator.save()
            define_indicator(
                indicator=indicator, definition=definition, reason="", actor=actor, at=at
            )
    return count


def _agencies() -> dict[str, Agency]:
    """Give agencies by short name; names that ended meanwhile give who took over."""
    day = organisation_date()
    present = {agency.short_name: agency for agency in list_agencies(day)}
    for former in list_agencies(settings.ORG_DATE):
        heirs = [] if former.short_name in present else agency_successors_of(former, day)
        if heirs:
            present[former.short_name] = heirs[0]
    return present


def _load_sources(file: Path, agencies: Mapping[str, Agency]) -> None:
    for written in json.loads(file.read_text("utf-8")):
        agency = agencies[written.get("agency", KEEPER)]
        Source.objects.update_or_create(
            code=written["code"],
            create_defaults={"agency": agency, **_source_columns(written), **_pull_of(written)},
            defaults=_source_columns(written),
        )


def _pull_of(written: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a database is asked at first; its steward changes it afterwards."""
    names = ("connection", "statement", "pull_minutes")
    return {name: written[name] for name in names if name in written}


def _source_columns(written: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": written["name"]["vi"],
        "name_en": written["name"]["en"],
        "kind": written["kind"],
        "fresh_hours": written.get("fresh_hours", 0),
        "quality": written.get("quality", []),
        "is_demo": written.get("is_demo", False),
        "licence": written.get("licence", ""),
        "sensitivity": written.get("sensitivity", "INTERNAL"),
    }


def _read(written: Mapping[str, Any]) -> Definition:
    words: dict[str, str] = {}
    for name in ("name", "meaning", "numerator", "denominator", "unit", "breakdown"):
        pair = written.get(name, {"vi": "", "en": ""})
        words[name], words[f"{name}_en"] = pair["vi"], pair["en"]
    return Definition(
        **words,
        **{
            name: written[name]
            for name in (
                "kind", "calendar", "frequency", "level", "over_time", "over_areas", "direction",
                "sensitivity",
            )
        },
        source_text=written["source"],
        expression=written.get("expression", {}),
        factor=Decimal(written.get("factor", "1")).quantize(Decimal("0.0001")),
        decimals=written["decimals"],
        warning=_limit(written.get("warning")),
        alarm=_limit(written.get("alarm")),
        smallest_count=written.get("smallest_count", 0),
        certainty=written["certainty"],
    )  # fmt: skip


def _limit(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written).quantize(Decimal("0.000001"))


def _search_text(indicator: Indicator, definition: Definition) -> str:
    words: Iterable[str] = (
        indicator.code.replace(".", " "), definition.name, definition.name_en, definition.meaning,
    )  # fmt: skip
    return f" {fold(' '.join(words))[:1190]} "
