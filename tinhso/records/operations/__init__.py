"""Writes of the records slice: one act, one transaction, named refusals."""

from tinhso.records.operations.bundling import (
    bundle,
)
from tinhso.records.operations.drafting import (
    ChangedMeanwhile,
    DraftChange,
    NotYourDraft,
    add_remark,
    add_revision,
    begin_draft,
    keep_draft,
    may_edit,
    save_template,
    settle_remark,
)
from tinhso.records.operations.history import (
    add_event,
    link_documents,
)
from tinhso.records.operations.issuing import (
    BatchOutcome,
    NotRead,
    ReasonMissing,
    has_read,
    issue_outgoing,
    note_reading,
    sign_batch,
    sign_outgoing,
    void_number,
)
from tinhso.records.operations.linking import (
    NotIssued,
    begin_follow_up,
    follow,
)
from tinhso.records.operations.opinions import (
    AnsweredAlready,
    AskedAlready,
    answer_opinion,
    ask_opinion,
)
from tinhso.records.operations.reviewing import (
    NotAtThisStep,
    NotReady,
    NotYourStep,
    OwnDraft,
    approve_content,
    approve_layout,
    return_draft,
    submit_draft,
    withdraw_draft,
)

__all__ = [
    "AnsweredAlready",
    "AskedAlready",
    "BatchOutcome",
    "ChangedMeanwhile",
    "DraftChange",
    "NotAtThisStep",
    "NotIssued",
    "NotRead",
    "NotReady",
    "NotYourDraft",
    "NotYourStep",
    "OwnDraft",
    "ReasonMissing",
    "add_event",
    "add_remark",
    "add_revision",
    "answer_opinion",
    "approve_content",
    "approve_layout",
    "ask_opinion",
    "begin_draft",
    "begin_follow_up",
    "bundle",
    "follow",
    "has_read",
    "issue_outgoing",
    "keep_draft",
    "link_documents",
    "may_edit",
    "note_reading",
    "return_draft",
    "save_template",
    "settle_remark",
    "sign_batch",
    "sign_outgoing",
    "submit_draft",
    "void_number",
    "withdraw_draft",
]
