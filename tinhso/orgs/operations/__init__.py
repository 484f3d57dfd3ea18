"""Writes of the organisation: loading a province pack."""

from tinhso.orgs.operations.load import LoadReport, RowError, load_organisation

__all__ = ["LoadReport", "RowError", "load_organisation"]
