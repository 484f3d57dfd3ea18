"""Writes of the organisation: loading a province pack."""

from tinhso.orgs.operations.load import LoadReport, RowError, load_organisation
from tinhso.orgs.operations.participants import TableParticipant
from tinhso.orgs.operations.readers import ReadersParticipant
from tinhso.orgs.operations.switching import positions_for, take_effect

__all__ = [
    "LoadReport",
    "ReadersParticipant",
    "RowError",
    "TableParticipant",
    "load_organisation",
    "positions_for",
    "take_effect",
]
