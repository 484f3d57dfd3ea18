"""News of cases, published after commit."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CaseNews:
    """What every event of a case tells: which case, of which procedure, where, when."""

    case_id: int
    version_id: int
    receiving_agency_id: int
    competent_agency_id: int
    at: datetime


class CaseFiled(CaseNews):
    """A case was filed."""


class CaseAccepted(CaseNews):
    """A case was accepted and has its code and due date."""


class CaseRefused(CaseNews):
    """A case was refused with a reason."""


class SupplementRequested(CaseNews):
    """The applicant was asked for more; the clock stands still."""


class SupplementProvided(CaseNews):
    """The applicant gave what was asked; the clock runs on."""


class CaseForwarded(CaseNews):
    """A case went on to another step, or back."""


class ResultSigned(CaseNews):
    """The authorised person signed the result."""


class ResultIssued(CaseNews):
    """The result carries the organisation's signature and is available."""


class ResultReturned(CaseNews):
    """The applicant has the result."""


class CaseWithdrawn(CaseNews):
    """The applicant took the case back."""


class PaymentRequested(CaseNews):
    """The applicant was asked for money; where the procedure says so the clock stands still."""


class PaymentConfirmed(CaseNews):
    """The money a case waited for came; the case goes on."""


class CaseRated(CaseNews):
    """The applicant rated the service."""


class CaseStopped(CaseNews):
    """The agency stopped a case, where the law allows."""


class CaseRescheduled(CaseNews):
    """The agency apologised before the date and appointed another."""


class CaseEscalated(CaseNews):
    """Enough of the time is gone that those above were told."""


class CaseAssigned(CaseNews):
    """A head named who does the open step."""


class BranchesOpened(CaseNews):
    """Other agencies were given work on a case at the same time."""


class BranchFinished(CaseNews):
    """An agency ended its branch of a case."""


class InspectionPlanned(CaseNews):
    """A look on the spot was planned."""


class InspectionRecorded(CaseNews):
    """What was found on the spot was recorded."""


class CaseComplained(CaseNews):
    """The applicant complained about how the case is handled."""


class ComplaintAnswered(CaseNews):
    """The head of the agency settled a complaint."""


class ResultCorrected(CaseNews):
    """A corrected or reissued result took the place of the former."""


@dataclass(frozen=True, slots=True)
class PaperDigitised:
    """A paper handed in at a counter has its certified electronic copy (766: 4.2)."""

    case_id: int
    agency_id: int
    paper_code: str
    at: datetime
