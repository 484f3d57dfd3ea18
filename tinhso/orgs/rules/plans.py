"""Where everything goes when agencies end: the plan of a reorganisation, in plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class FateKind(StrEnum):
    """What happens to an agency on the day."""

    WHOLE = "WHOLE"
    SPLIT = "SPLIT"
    ENDS = "ENDS"


class Undecided(StrEnum):
    """Why nobody but a person can say where something goes."""

    PLACE_UNKNOWN = "PLACE_UNKNOWN"
    PLACE_SPLIT = "PLACE_SPLIT"
    NO_RULE = "NO_RULE"
    NO_OFFICE = "NO_OFFICE"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one row goes: an agency, or nobody because a person must decide (``reason``).

    Neither agency nor reason means that the row goes nowhere and its owner chooses again.
    """

    agency_id: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who decides a matter: a committee or department (``department`` its short name) of a tier."""

    kind: str
    tier: str
    department: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """What happens to one agency.

    ``WHOLE``: all its work goes to ``successor_id``. ``SPLIT``: ``by_area`` (new commune's code)
    says who has which part. ``ENDS``: its matters go where the plan's ``matters`` say. For the
    last two ``successor_id``, once chosen, takes the people and what has no place.
    """

    kind: str
    area_code: str
    successor_id: int | None = None
    by_area: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Places:
    """What both days know of places and offices.

    ``communes``: a commune's code of the day before to its successors' codes. ``inside``: a code
    to itself and everything above it. ``committees``: a new commune's code to its committee.
    ``departments``: short name to the province's department. ``counters``: an agency of the new
    day to the one-stop unit where its papers are handed in.
    """

    communes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inside: Mapping[str, frozenset[str]] = field(default_factory=dict)
    committees: Mapping[str, int] = field(default_factory=dict)
    departments: Mapping[str, int] = field(default_factory=dict)
    counters: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """A reorganisation as it is carried out: what happens to which agency, who decides what."""

    reorganisation_id: int
    effective_on: date
    legal_act: str
    fates: Mapping[int, Fate]
    matters: Mapping[str, Deciding] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    took_effect_at: datetime | None = None

    @property
    def predecessor_ids(self) -> list[int]:
        """Give every agency that ends, in order."""
        return sorted(self.fates)

    def whole(self) -> dict[int, int]:
        """Give the agencies whose whole work goes to one successor."""
        return {
            agency_id: fate.successor_id
            for agency_id, fate in self.fates.items()
            if fate.kind == FateKind.WHOLE and fate.successor_id is not None
        }

    def successor(self, agency_id: int) -> Placement:
        """Give who takes what has no matter and no place of its own: people, drawers, settings."""
        fate = self.fates.get(agency_id)
        if fate is None:
            return Placement(agency_id)
        if fate.successor_id is None:
            return Placement(None, Undecided.NO_RULE)
        return Placement(fate.successor_id)

    def competent(self, agency_id: int, matter: str, area_codes: Iterable[str]) -> Placement:
        """Give who decides a matter after the day.

        :param area_codes: communes of the day before the matter may belong to, surest first; only
            those inside the agency's own area count.
        """
        fate = self.fates.get(agency_id)
        if fate is None:
            return Placement(agency_id)
        if fate.kind == FateKind.WHOLE:
            return self.successor(agency_id)
        if fate.kind == FateKind.SPLIT:
            return self._among(fate, area_codes, fate.by_area)
        return self._by_matter(fate, matter, area_codes)

    def counter(self, agency_id: int, competent_id: int) -> int:
        """Give the counter that follows an old one, for a case a given agency now decides."""
        fate = self.fates.get(agency_id)
        if fate is None:
            return agency_id
        if fate.kind == FateKind.WHOLE and fate.successor_id is not None:
            return fate.successor_id
        return self.places.counters.get(competent_id, competent_id)

    def choices(self, agency_id: int) -> list[int]:
        """Give the agencies a person may choose among for something of an ended agency."""
        fate = self.fates[agency_id]
        if fate.kind == FateKind.WHOLE:
            return [fate.successor_id] if fate.successor_id is not None else []
        if fate.kind == FateKind.SPLIT:
            return sorted(set(fate.by_area.values()))
        heirs = self.heirs(fate.area_code)
        local = [self.places.committees[code] for code in heirs if code in self.places.committees]
        return [*local, *self.places.departments.values()]

    def heirs(self, area_code: str) -> list[str]:
        """Give the codes of the communes that hold an ended area's land, in order."""
        found = {
            heir
            for commune, heirs in self.places.communes.items()
            if area_code in self.places.inside.get(commune, ())
            for heir in heirs
        }
        return sorted(found)

    def _by_matter(self, fate: Fate, matter: str, area_codes: Iterable[str]) -> Placement:
        deciding = self.matters.get(matter)
        if deciding is None:
            return Placement(None, Undecided.NO_RULE)
        if deciding.tier == "PROVINCE":
            department = self.places.departments.get(deciding.department)
            return Placement(department, "" if department else Undecided.NO_OFFICE)
        return self._among(fate, area_codes, self.places.committees)

    def _among(
        self, fate: Fate, area_codes: Iterable[str], by_area: Mapping[str, int]
    ) -> Placement:
        for code in area_codes:
            if fate.area_code not in self.places.inside.get(code, ()):
                continue
            heirs = self.places.communes.get(code, ())
            offices = {by_area[heir] for heir in heirs if heir in by_area}
            if len(offices) == 1:
                return Placement(offices.pop())
            return Placement(None, Undecided.PLACE_SPLIT if offices else Undecided.NO_OFFICE)
        return Placement(None, Undecided.PLACE_UNKNOWN)
