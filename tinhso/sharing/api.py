"""The door of data sharing: slices offer their data as services of the catalogue."""

from tinhso.sharing.queries import (
    Ask,
    DataService,
    Question,
    SharedPage,
    SharedRecord,
    register_service,
)
from tinhso.sharing.rules import Sensitivity

__all__ = [
    "Ask",
    "DataService",
    "Question",
    "Sensitivity",
    "SharedPage",
    "SharedRecord",
    "register_service",
]
