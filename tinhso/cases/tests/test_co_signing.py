"""Signing together: invited, read, agreed, voided by a change, declined, on paper, withdrawn."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from tinhso.cases.models import Case, CoSignature, CoSignatureState, Draft
from tinhso.cases.operations import (
    CaseActionRefused,
    ContentChanged,
    CoSignaturesMissing,
    CoSignerListed,
    CoSignerMismatch,
    FormInvalid,
    MustSignInPerson,
    Named,
    NothingToAnswer,
    PapersMissing,
    TooManyCoSigners,
    Writer,
    add_co_signer,
    agree_to_sign,
    attach_paper,
    choose_place,
    decline_to_sign,
    discard_draft,
    hash_of_draft,
    invite_co_signers,
    note_paper_signature,
    remove_co_signer,
    save_page,
    submit_draft,
    withdraw_as_co_signer,
    withdraw_case,
)
from tinhso.cases.permissions import NotAuthorised, access_co_signature, access_draft
from tinhso.cases.queries import invitations_of
from tinhso.cases.tests.factories import AT, Ward, example_answers, make_draft, photo
from tinhso.cases.tests.walk import SOON, accepted, acting
from tinhso.core.actors import Actor, Capacity
from tinhso.core.rls import acting_as
from tinhso.documents.api import receive_upload
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.ledger.api import find_entries
from tinhso.notifications.models import Notification
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.tests.factories import make_entry, publish
"""
