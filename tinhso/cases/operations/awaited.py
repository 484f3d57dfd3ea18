"""What becomes of results whose leader confirms elsewhere: signed, or given up."""

from datetime import datetime

from tinhso.cases.models import Case
from tinhso.cases.operations.acts import CaseActionRefused, start_act
from tinhso.cases.operations.corrections import find_open_correction, note_correction_signed
from tinhso.cases.operations.results import pass_to_registrar, printed_answers
from tinhso.cases.rules import Action
from tinhso.core.actors import Actor
from tinhso.documents.api import Document

SUBJECT = "case:"


def take_signature(document: Document, actor: Actor, at: datetime) -> None:
    """Pass a case on whose result, or correction, its leader confirmed.

    :raises CaseActionRefused: the case, or what was drafted, is another by now.
    :raises NotAuthorised: the leader no longer holds the case.
    """
    case = Case.objects.get(pk=int(document.subject.removeprefix(SUBJECT)))
    correction = find_open_correction(case)
    if correction is not None and correction.document_id is None:
        if correction.prepared_at > document.created_at:
            raise CaseActionRefused
        locked = start_act(case=case, action=Action.SIGN_CORRECTION, actor=actor)
        note_correction_signed(locked, correction, document, actor, at)
        return
    locked = start_act(case=case, action=Action.SIGN_RESULT, actor=actor)
    answers = printed_answers(locked)
    if any(document.content[part] != answers[part] for part in answers):
        raise CaseActionRefused
    pass_to_registrar(locked, document, actor, at)


def leave_case(document: Document, actor: Actor, reason: str, at: datetime) -> None:
    """Do nothing: the case waits where it is, its leader signs again."""
