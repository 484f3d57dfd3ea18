"""Writes of the catalogue: fields, drafts, publication, withdrawal."""

from tinhso.procedures.operations.beginning import ProcedureExists, begin_procedure
from tinhso.procedures.operations.channels import (
    ChannelImpossible,
    SwitchReasonRequired,
    switch_channels,
)
from tinhso.procedures.operations.drafts import (
    ImportReport,
    ImportRow,
    Outcome,
    discard_drafts,
    draft_catalogue,
)
from tinhso.procedures.operations.editing import (
    Announcement,
    DraftChanged,
    discard_draft_of,
    publish_draft,
    save_draft,
    start_draft_of,
)
from tinhso.procedures.operations.fields import load_fields
from tinhso.procedures.operations.permission import NotCatalogueEditor
from tinhso.procedures.operations.publication import (
    NoSuchProcedure,
    import_catalogue,
    publish_drafts,
    withdraw_procedure,
)
from tinhso.procedures.operations.review import (
    DraftIncorrect,
    NotADraft,
    NoteRequired,
    SecondPersonRequired,
    WrongReviewStage,
    approve_draft,
    approve_drafts,
    drafts_to_review,
    has_written,
    return_draft,
    stage_of,
    submit_drafts,
    submit_for_review,
)

__all__ = [
    "ProcedureExists",
    "begin_procedure",
    "Announcement",
    "ChannelImpossible",
    "DraftChanged",
    "DraftIncorrect",
    "ImportReport",
    "ImportRow",
    "NoSuchProcedure",
    "NotADraft",
    "NotCatalogueEditor",
    "NoteRequired",
    "Outcome",
    "SecondPersonRequired",
    "SwitchReasonRequired",
    "WrongReviewStage",
    "approve_draft",
    "approve_drafts",
    "discard_draft_of",
    "discard_drafts",
    "draft_catalogue",
    "drafts_to_review",
    "has_written",
    "import_catalogue",
    "load_fields",
    "publish_draft",
    "publish_drafts",
    "return_draft",
    "save_draft",
    "stage_of",
    "start_draft_of",
    "submit_drafts",
    "submit_for_review",
    "switch_channels",
    "withdraw_procedure",
]
