"""Papers about money: the receipt of a settled claim, the report of a closed drawer."""

from datetime import datetime

from django.db import transaction

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.documents.api import Document, DocumentKind, issue_sealed, issue_signed
from tinhso.orgs.api import get_agency_by_id
from tinhso.payments.models import AttemptState, DrawerClosing, IntentState
from tinhso.payments.operations.intents import lock_intent
from tinhso.payments.queries.papers import closing_content, receipt_content

#: Notations after the number; to be confirmed against the forms in force.
RECEIPT_REGISTER, CLOSING_REGISTER = "BLĐT", "KSQ"


@transaction.atomic
def issue_receipt(*, intent_id: int, at: datetime) -> Document | None:
    """Issue the receipt of a settled claim, once; a claim nobody has paid gets none."""
    with acting_as(SYSTEM):
        intent = lock_intent(intent_id)
        if intent.state != IntentState.PAID or intent.receipt is not None:
            return intent.receipt
        attempt = intent.attempts.get(state=AttemptState.CAPTURED, is_surplus=False)
        agency = get_agency_by_id(intent.agency_id)
        intent.receipt = issue_sealed(
            kind=DocumentKind.RECEIPT,
            template="receipt",
            title="Biên lai thu phí, lệ phí",
            agency=agency,
            person_id=intent.person_id,
            subject=f"payment:{intent.pk}",
            content=receipt_content(intent=intent, attempt=attempt, agency=agency),
            register=RECEIPT_REGISTER,
            reader_agency_ids=intent.reader_agency_ids,
            actor=SYSTEM,
            at=at,
        )
        intent.save(update_fields=["receipt"])
        return intent.receipt


@transaction.atomic
def issue_closing(*, closing_id: int, actor: Actor, at: datetime) -> Document:
    """Issue the report of a closed drawer, signed by who counted and sealed, once."""
    with acting_as(SYSTEM):
        closing = DrawerClosing.objects.select_for_update().get(pk=closing_id)
        if closing.document is not None:
            return closing.document
        agency = get_agency_by_id(closing.agency_id)
        closing.document = issue_signed(
            kind=DocumentKind.SLIP,
            template="closing",
            title="Báo cáo khóa sổ quầy thu",
            agency=agency,
            person_id=None,
            subject=f"drawer:{closing.drawer_id}",
            content=closing_content(closing, agency),
            register=CLOSING_REGISTER,
            reader_agency_ids=closing.reader_agency_ids,
            actor=actor,
            at=at,
        )
        closing.save(update_fields=["document"])
        return closing.document
