"""An officer's look at what an applicant said: written down for the applicant."""

from django.utils.translation import pgettext

from tinhso.cases.api import Case
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.identity.api import record_look


def note_look(actor: Actor, case: Case) -> None:
    """Write down that an officer saw a page with the applicant on it."""
    record_look(
        actor=actor,
        person_id=case.applicant_id,
        purpose=pgettext("look", "Xem hồ sơ"),
        subject=case.code or case.procedure_name[:80],
        at=now(),
    )
