"""Writes of identity: signing in and out, people, the logs of sign-ins and looks."""

from tinhso.identity.operations.citizens import IdentityMismatch, sign_in_citizen
from tinhso.identity.operations.consents import (
    ConsentMissing,
    ConsentNotYours,
    give_consent,
    withdraw_consent,
)
from tinhso.identity.operations.delegations import (
    DelegationNotYours,
    DelegationPeriodWrong,
    DelegationPlan,
    DelegationRefused,
    delegate,
    revoke_delegation,
)
from tinhso.identity.operations.demo import (
    DemoOnly,
    LoadedPeople,
    load_demo_citizens,
    load_demo_officers,
)
from tinhso.identity.operations.factors import (
    CodeDoesNotMatch,
    LastFactor,
    NewTotp,
    PasskeyNotMade,
    add_passkey,
    add_totp,
    new_totp_secret,
    remove_factor,
    renew_recovery_codes,
    reset_factors,
)
from tinhso.identity.operations.logs import record_acting_for, record_look, record_sign_out
from tinhso.identity.operations.mandates import (
    MandateExists,
    MandateNotOpen,
    MandateNotYours,
    MandateOfOneself,
    MandateTerms,
    RepresentativeUnknown,
    answer_mandate,
    end_mandate,
    propose_mandate,
)
from tinhso.identity.operations.officers import (
    AccountLocked,
    WrongCredentials,
    sign_in_officer,
)
from tinhso.identity.operations.organisations import (
    EnterpriseUnknown,
    NotLegalRepresentative,
    act_for_enterprise,
)
from tinhso.identity.operations.people import (
    PersonMismatch,
    UnknownLanguage,
    choose_language,
    find_or_create_person,
    share_people,
    share_person,
)
from tinhso.identity.operations.proving import (
    WrongProof,
    prove_by_code,
    prove_by_passkey,
    prove_by_password,
)
from tinhso.identity.operations.registers import (
    NothingToDispute,
    Occasion,
    dispute_answer,
    look_up_own_data,
)
from tinhso.identity.operations.signed_in import end_sessions, forget_old_sessions, note_session

__all__ = [
    "CodeDoesNotMatch",
    "LastFactor",
    "NewTotp",
    "PasskeyNotMade",
    "WrongProof",
    "add_passkey",
    "add_totp",
    "end_sessions",
    "forget_old_sessions",
    "new_totp_secret",
    "note_session",
    "prove_by_code",
    "prove_by_passkey",
    "prove_by_password",
    "remove_factor",
    "renew_recovery_codes",
    "reset_factors",
    "NothingToDispute",
    "Occasion",
    "dispute_answer",
    "look_up_own_data",
    "AccountLocked",
    "ConsentMissing",
    "ConsentNotYours",
    "DelegationNotYours",
    "DelegationPeriodWrong",
    "DelegationPlan",
    "DelegationRefused",
    "DemoOnly",
    "EnterpriseUnknown",
    "IdentityMismatch",
    "LoadedPeople",
    "MandateExists",
    "MandateNotOpen",
    "MandateNotYours",
    "MandateOfOneself",
    "MandateTerms",
    "NotLegalRepresentative",
    "PersonMismatch",
    "RepresentativeUnknown",
    "UnknownLanguage",
    "WrongCredentials",
    "act_for_enterprise",
    "answer_mandate",
    "choose_language",
    "delegate",
    "end_mandate",
    "find_or_create_person",
    "give_consent",
    "load_demo_citizens",
    "load_demo_officers",
    "propose_mandate",
    "record_acting_for",
    "record_look",
    "record_sign_out",
    "revoke_delegation",
    "share_people",
    "share_person",
    "sign_in_citizen",
    "sign_in_officer",
    "withdraw_consent",
]
