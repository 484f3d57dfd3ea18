"""Cases, their event history and everything a case collects on its way."""

from tinhso.cases.models.attachments import CasePaper, CasePaperWay, CaseSlip
from tinhso.cases.models.case import WORKING_STATES, Case, CaseCodeCounter, CaseState, Channel
from tinhso.cases.models.counting import CaseTally, CountingMark, DailyCount
from tinhso.cases.models.drafts import Draft, DraftPaper
from tinhso.cases.models.duties import DutyState, PaperDuty
from tinhso.cases.models.history import CaseEvent, CasePause, CaseRating, Consultation
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
    "DutyState",
    "PaperDuty",
    "WORKING_STATES",
    "CaseTally",
    "CountingMark",
    "DailyCount",
    "Case",
    "CaseCodeCounter",
    "InspectionPhoto",
    "InspectionOutcome",
    "Inspection",
    "CorrectionKind",
    "ComplaintOutcome",
    "Complaint",
    "CaseCorrection",
    "CaseBranch",
    "CaseEvent",
    "CasePaper",
    "CasePaperWay",
    "CasePause",
    "CaseRating",
    "CaseSlip",
    "CaseState",
    "Channel",
    "Consultation",
    "Draft",
    "DraftPaper",
]
