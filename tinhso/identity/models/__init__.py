"""People, accounts, appointments, mandates, and the logs about them."""

from tinhso.identity.models.credentials import (
    FactorKind,
    RecoveryCode,
    SecondFactor,
    SignedInSession,
)
from tinhso.identity.models.mandates import Mandate, MandateKind, MandateState
from tinhso.identity.models.people import (
    AccessLog,
    Appointment,
    CitizenAccount,
    Consent,
    ConsentPurpose,
    Delegation,
    DelegationKind,
    OfficerAccount,
    Person,
    PersonKind,
    Sex,
    SignInEvent,
    SignInKind,
)
from tinhso.identity.models.registers import LookupOutcome, RegisterLookup

__all__ = [
    "LookupOutcome",
    "RegisterLookup",
    "AccessLog",
    "Appointment",
    "CitizenAccount",
    "Consent",
    "ConsentPurpose",
    "Delegation",
    "DelegationKind",
    "FactorKind",
    "RecoveryCode",
    "SecondFactor",
    "SignedInSession",
    "Mandate",
    "MandateKind",
    "MandateState",
    "OfficerAccount",
    "Person",
    "PersonKind",
    "Sex",
    "SignInEvent",
    "SignInKind",
]
