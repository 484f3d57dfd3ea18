"""Writes of the catalogue: fields, drafts, publication, withdrawal."""

from tinhso.procedures.operations.drafts import (
    ImportReport,
    ImportRow,
    Outcome,
    discard_drafts,
    draft_catalogue,
)
from tinhso.procedures.operations.fields import load_fields
from tinhso.procedures.operations.permission import NotCatalogueEditor
from tinhso.procedures.operations.publication import (
    NoSuchProcedure,
    import_catalogue,
    publish_drafts,
    withdraw_procedure,
)

__all__ = [
    "ImportReport",
    "ImportRow",
    "NoSuchProcedure",
    "NotCatalogueEditor",
    "Outcome",
    "discard_drafts",
    "draft_catalogue",
    "import_catalogue",
    "load_fields",
    "publish_drafts",
    "withdraw_procedure",
]
