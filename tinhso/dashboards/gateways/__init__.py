"""Boards as files: pictures and PDF by Typst, tables for spreadsheets."""

from tinhso.core.deferred import deferred_modules
from tinhso.dashboards.gateways.sheets import as_csv, as_workbook

__all__ = ["as_csv", "as_workbook"]
__getattr__ = deferred_modules(__name__, "pictures")
