"""Cases, their event history and everything a case collects on its way."""

from tinhso.cases.models.attachments import CasePaper, CasePaperWay, CaseSlip
from tinhso.cases.models.case import (
    WAITING_STATES,
    WORKING_STATES,
    Case,
    CaseCodeCounter,
    CaseState,
    Channel,
)
from tinhso.cases.models.co_signatures import CoSignature, CoSignatureState, CoSignatureWay
from tinhso.cases.models.counting import CaseTally, CountingMark, DailyCount
from tinhso.cases.models.drafts import Draft, DraftPaper
from tinhso.cases.models.duties import DutyState, PaperDuty
from tinhso.cases.models.history import CaseEvent, CasePause, CaseRating, Consultation
from tinhso.cases.models.national import CaseSync, FilingOutcome, NationalFiling, SyncMark
from tinhso.cases.models.paths import (
    CaseBranch,
    CaseCorrection,
    Complaint,
    ComplaintOutcome,
    CorrectionKind,
    Inspection,
    InspectionOutcome,
    InspectionPhoto,
)

__all__ = [
    "Case",
    "CaseBranch",
    "CaseCodeCounter",
    "CaseCorrection",
    "CaseEvent",
    "CasePaper",
    "CasePaperWay",
    "CasePause",
    "CaseRating",
    "CaseSlip",
    "CaseState",
    "CaseSync",
    "CaseTally",
    "Channel",
    "CoSignature",
    "CoSignatureState",
    "CoSignatureWay",
    "Complaint",
    "ComplaintOutcome",
    "Consultation",
    "CorrectionKind",
    "CountingMark",
    "DailyCount",
    "FilingOutcome",
    "NationalFiling",
    "SyncMark",
    "Draft",
    "DraftPaper",
    "DutyState",
    "Inspection",
    "InspectionOutcome",
    "InspectionPhoto",
    "PaperDuty",
    "WAITING_STATES",
    "WORKING_STATES",
]
