"""How cases take part in a reorganisation: open ones move, closed ones stay and are kept."""

from tinhso.cases.operations.reorganisation.closed_cases import ClosedCases
from tinhso.cases.operations.reorganisation.drafts import OpenDrafts
from tinhso.cases.operations.reorganisation.open_cases import OpenCases
from tinhso.cases.operations.reorganisation.telling import tell_of_transfer

__all__ = ["ClosedCases", "OpenCases", "OpenDrafts", "tell_of_transfer"]
