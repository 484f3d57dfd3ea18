"""Registers of outgoing documents: which one a kind takes its number from, what stands in it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tinhso.records.models import OutgoingDocument, OutgoingRegister, OutgoingState
from tinhso.records.rules import KINDS, default_register, get_kind

_NUMBERED = (OutgoingState.SIGNED, OutgoingState.ISSUED, OutgoingState.VOID)


@dataclass(frozen=True, slots=True)
class RegisterChoice:
    """A register an officer may open: its code, its name as printed."""

    code: str
    name: str
    is_arranged: bool = False


def register_of(agency_id: int, kind: str, year: int) -> str:
    """Give the register whose numbers a kind takes in an agency in a year."""
    arranged = in_force(agency_id, year).filter(kinds__contains=[kind]).first()
    return arranged.code if arranged else default_register(get_kind(kind))


def in_force(agency_id: int, year: int) -> QuerySet[OutgoingRegister]:
    """Give the registers an agency arranged that hold in a year."""
    return OutgoingRegister.objects.filter(
        Q(end_year__isnull=True) | Q(end_year__gt=year), agency_id=agency_id, first_year__lte=year
    ).order_by("name", "pk")


def list_registers(agency_id: int, year: int) -> list[RegisterChoice]:
    """Give an agency's registers of a year: those it arranged, then one for each other kind."""
    arranged = list(in_force(agency_id, year))
    taken = {kind for register in arranged for kind in register.kinds}
    return [
        *(RegisterChoice(one.code, one.name, is_arranged=True) for one in arranged),
        *(RegisterChoice(kind.code, kind.name) for kind in KINDS if kind.code not in taken),
    ]


def list_arranged(agency_id: int) -> list[OutgoingRegister]:
    """Give every register an agency arranged, those in force first, closed ones last."""
    rows = OutgoingRegister.objects.filter(agency_id=agency_id)
    return sorted(rows, key=lambda one: (one.end_year is not None, -(one.end_year or 0), one.name))


def registered(
    documents: QuerySet[OutgoingDocument], register: str, year: int
) -> QuerySet[OutgoingDocument]:
    """Keep what has a number of a register in a year, void ones too."""
    return documents.filter(state__in=_NUMBERED, official__register=register, official__year=year)


def has_numbers(agency_id: int, kinds: list[str], year: int) -> bool:
    """Tell whether documents of any of the kinds took a number in a year."""
    numbered = OutgoingDocument.objects.filter(
        official__agency_id=agency_id, official__kind__in=kinds, official__year=year
    )
    return numbered.filter(official__number__isnull=False).exists()
