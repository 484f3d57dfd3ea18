"""What the population register said for a form, and when it was asked about a person."""

from tinhso.identity.models import RegisterLookup


def find_lookup(person_id: int, subject: str) -> RegisterLookup | None:
    """Give what the register said of a person for one form, or ``None`` if it was not asked."""
    return RegisterLookup.objects.filter(person_id=person_id, subject=subject).first()


def list_lookups(person_id: int) -> list[RegisterLookup]:
    """Give the last 20 times the register was asked about a person, newest first."""
    return list(RegisterLookup.objects.filter(person_id=person_id).order_by("-at", "-id")[:20])
