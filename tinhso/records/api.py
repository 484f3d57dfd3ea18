"""The door of records: official documents going out and coming in, for the slices above."""

from tinhso.records.models import Direction, OfficialDocument, Urgency
from tinhso.records.permissions import access_official_document

__all__ = ["Direction", "OfficialDocument", "Urgency", "access_official_document"]
