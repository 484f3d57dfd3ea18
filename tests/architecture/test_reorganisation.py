"""Every table that names an agency takes part in reorganisations, or says why it does not."""

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tinhso.orgs.api import list_participants

#: Tables whose rows stay with the agency of their day, and why.
STAY = {
    "indicators_fact": "numbers keep the agency of their day",
    "indicators_factsum": "numbers keep the agency of their day",
    "indicators_facttotal": "numbers keep the agency of their day",
    "indicators_batch": "who gave which bytes: history",
    "indicators_quarantinedrow": "stays with its batch",
    "dispatch_envelope": "who uploaded which bytes: history",
    "contact_hop": "who held a contact when: history",
    "dispatch_inboundfile": "stays with its message",
    "dispatch_outgoingmessage": "signed and sent in the name of the agency of its day",
    "dispatch_statusrecord": "who reported what: history",
    "dispatch_transmission": "the way of a message; its answers come to the sender of its day",
    "dispatch_inboundmessage": "a document to an agency of its day",
    "orgs_agency": "the organisation itself",
    "orgs_agencysuccession": "says who took over",
    "orgs_position": "positions hold for their agency's period; officers get new ones",
    "identity_accesslog": "who looked at what, when, for which agency: history",
    "cases_casecodecounter": "codes given stay; the successor counts its own",
    "documents_registercounter": "numbers given stay; the successor's registers begin at one",
    "access_sensitivechange": "proposed for an agency of its day; void after a week",
    "access_emergencyaccess": "who looked in an emergency, for which agency: history",
    "access_accessreview": "of an appointment of its day; the successor's are reviewed anew",
    "identity_delegation": "ends with its agency: the successor's head delegates anew",
    "identity_consent": "given to a named agency: the person decides anew for its successor",
    "payments_cashdrawer": "counted out and closed; the successor opens its own",
    "payments_drawerclosing": "the count of a day",
    "payments_journalentry": "the journal never changes",
    "cases_casetally": "folded again from the case by the roll-up",
    "cases_dailycount": "numbers of a day stay with the agency of that day",
    "documents_signature": "who signed for which agency: never changes",
    "documents_outsidekey": "its certificate names the ended agency; the holder links anew",
    "documents_signingsession": "asked in the name of the agency of its day; minutes long",
    "documents_signingrequest": "numbered by the agency of its day; minutes long",
    "documents_certificate": "belongs to the ended agency; the successor gets its own",
    "records_officialdocument": "in the books of the agency of its day; the successor reads it",
    "records_opinionrequest": "who was asked, and what they said: history",
    "records_recipient": "who received what: history",
    "records_documenttemplate": "prepared for an agency; the successor writes its own",
    "records_outgoingregister": "numbers given stay; the successor's registers begin at one",
    "vault_paperuse": "who used which paper for which case: history",
    "workflow_steprun": "moved with its subject, by the subject's slice (transfer_steps)",
    "records_destruction": "a decision of an agency of its day",
    "records_officialcopy": "numbers given stay; the successor makes copies of its own",
    "records_quarantineditem": "sealed for the security officer of its day",
    "records_searchwords": "follow their document, task or dossier by triggers",
    "records_taskparty": "follows its task; the units that help are asked anew",
    "sharing_call": "who asked whom on which day: history",
    "sharing_delivery": "stays with its subscription",
    "reorganisation_agencyrow": "the plan itself",
    "reorganisation_transfer": "the list of what moved",
}


def _names_agency(model: type[models.Model]) -> bool:
    for field in model._meta.fields:
        target = field.related_model
        if target is not None and not isinstance(target, str) and target.__name__ == "Agency":
            return True
        if isinstance(field, ArrayField) and field.name.endswith("agency_ids"):
            return True
    return False


def _tables() -> set[str]:
    own = [model for model in apps.get_models() if model.__module__.startswith("tinhso.")]
    return {model._meta.db_table for model in own if _names_agency(model)}


def test_every_table_naming_an_agency_moves_or_says_why_not() -> None:
    moving = {table for participant in list_participants() for table in participant.tables}

    assert _tables() - moving - STAY.keys() == set()


def test_reasons_to_stay_are_still_needed() -> None:
    moving = {table for participant in list_participants() for table in participant.tables}

    assert STAY.keys() - _tables() == set()
    assert STAY.keys() & moving == set()
