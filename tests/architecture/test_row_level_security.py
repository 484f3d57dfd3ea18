"""Every table with agency or personal data is locked: strangers read nothing from any of them."""

import pytest
from django.apps import apps
from django.db import connection, models

from tinhso.cases.operations import consult, rate_case, request_supplement
from tinhso.cases.tests.factories import (
    AT,
    example_answers,
    make_case,
    make_draft,
    make_ready_draft,
    make_version,
    make_ward,
)
from tinhso.cases.tests.walk import SOON, accepted, finished
from tinhso.core.actors import PUBLIC, SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.orgs.tests.factories import make_area

#: Public knowledge: who holds which area, office and post; what a procedure is, what is counted,
#: who answers for which data.
PUBLIC_TABLES = {
    "cases_dailycount",
    "indicators_indicator",
    "orgs_agency",
    "orgs_agencysuccession",
    "orgs_position",
    "sharing_serviceowner",
}
#: Rows that a whole life of cases cannot leave behind; their own slices' tests fill them.
NOT_FILLED_HERE = {
    "access_accessreview",
    "access_datarequest",
    "access_emergencyaccess",
    "access_sensitivechange",
    "cases_casesync",
    "cases_nationalfiling",
    "exchange_message",
    "exchange_messageevent",
    "dashboards_board",
    "dashboards_boarddraft",
    "dashboards_boardversion",
    "contact_answer",
    "contact_nationalreport",
    "contact_apikey",
    "contact_call",
    "contact_callnotice",
    "contact_chatmessage",
    "contact_conversation",
    "contact_filing",
    "contact_handset",
    "contact_letter",
    "contact_suggestionrecord",
    "contact_answertemplate",
    "contact_article",
    "contact_articleversion",
    "contact_centre",
    "contact_contact",
    "contact_contactevent",
    "contact_contactlink",
    "contact_contactphoto",
    "contact_denunciation",
    "contact_escalation",
    "contact_extension",
    "contact_follower",
    "contact_followrequest",
    "contact_hop",
    "contact_pause",
    "contact_qualityreview",
    "contact_rating",
    "contact_reopening",
    "contact_shift",
    "contact_subscription",
    "contact_subtask",
    "dashboards_boardletter",
    "dashboards_boardmailing",
    "dashboards_boardrecipient",
    "alerts_alert",
    "alerts_alertevent",
    "alerts_alertrule",
    "alerts_alertruleversion",
    "indicators_batch",
    "indicators_fact",
    "indicators_factsum",
    "indicators_facttotal",
    "indicators_quarantinedrow",
    "indicators_source",
    "dispatch_envelope",
    "dispatch_inboundfile",
    "dispatch_inboundmessage",
    "dispatch_outgoingmessage",
    "dispatch_statusrecord",
    "dispatch_transmission",
    "core_idempotencykey",
    "identity_accesslog",
    "identity_signinevent",
    "identity_officeraccount",
    "notifications_channeldelivery",
    "notifications_channelchoice",
    "notifications_unreachableaddress",
    "notifications_providertoken",
    "cases_caserating",
    "cases_cosignature",
    "cases_casetally",
    "cases_caseslip",
    "cases_paperduty",
    "documents_outsidekey",
    "documents_receivedfile",
    "documents_signingrequest",
    "documents_signingsession",
    "documents_scan",
    "documents_scanpage",
    "payments_cashdrawer",
    "payments_difference",
    "payments_drawerclosing",
    "payments_journalentry",
    "payments_journalline",
    "payments_paymentattempt",
    "payments_paymentintent",
    "payments_providermessage",
    "payments_refund",
    "payments_statementline",
    "identity_consent",
    "records_officialdocument",
    "records_documentlink",
    "records_documentevent",
    "records_outgoingdocument",
    "records_revision",
    "records_remark",
    "records_opinionrequest",
    "records_attachment",
    "records_recipient",
    "records_follower",
    "records_documenttemplate",
    "records_outgoingregister",
    "identity_registerlookup",
    "vault_paperuse",
    "vault_vaultpaper",
    "cases_casebranch",
    "cases_casecorrection",
    "cases_complaint",
    "cases_inspection",
    "cases_inspectionphoto",
    "identity_delegation",
    "identity_recoverycode",
    "identity_secondfactor",
    "identity_signedinsession",
    "counters_booking",
    "counters_counter",
    "counters_counter_services",
    "counters_queueunit",
    "counters_service",
    "counters_ticket",
    "counters_ticketevent",
    "counters_ticketnumber",
    "identity_mandate",
    "records_arrival",
    "records_copypage",
    "records_destruction",
    "records_dossier",
    "records_dossierevent",
    "records_dossieritem",
    "records_handover",
    "records_officialcopy",
    "records_directive",
    "records_extension",
    "records_quarantineditem",
    "records_task",
    "records_tasknote",
    "records_taskparty",
    "sharing_accesstoken",
    "sharing_agreement",
    "sharing_agreementevent",
    "sharing_call",
    "sharing_client",
    "sharing_delivery",
    "sharing_subscription",
    "sharing_usedonce",
    "sharing_watch",
    "reorganisation_reorganisation",
    "reorganisation_agencyrow",
    "reorganisation_matterrow",
    "reorganisation_turn",
    "reorganisation_transfer",
}
PERSONAL = {"identity.Person", "orgs.Agency"}


def _tables() -> set[str]:
    own = [model for model in apps.get_models() if model.__module__.startswith("tinhso.")]
    return {model._meta.db_table for model in own if _is_personal(model)} - PUBLIC_TABLES


def _is_personal(model: type[models.Model]) -> bool:
    targets = {
        field.related_model._meta.label
        for field in model._meta.fields
        if field.related_model is not None and not isinstance(field.related_model, str)
    }
    return model._meta.label == "identity.Person" or bool(targets & PERSONAL)


def _secured_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relrowsecurity and relforcerowsecurity"
            " and exists (select 1 from pg_policy where polrelid = pg_class.oid)"
        )
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_every_table_of_an_agency_or_person_is_locked() -> None:
    assert _tables() - _secured_tables() == set()


@pytest.mark.django_db
def test_strangers_read_nothing_from_any_locked_table() -> None:
    stranger = _fill()
    tables = sorted(name for name in _secured_tables() if not name.startswith("procrastinate"))
    filled = {name for name in tables if _count(name, SYSTEM)}

    assert set(tables) - filled <= NOT_FILLED_HERE
    for actor in (stranger, _another_citizen(), PUBLIC):
        seen = {name: _count(name, actor) for name in filled}
        own = {"identity_person", "identity_citizenaccount"} if actor.is_citizen else set()
        own |= {"identity_appointment"} if actor.is_officer else set()
        assert {name for name, count in seen.items() if count} <= own, actor.kind


def _fill() -> Actor:
    """Let cases live in one ward; give an officer of another ward."""
    ward = make_ward()
    account, version = make_citizen(), make_version()
    citizen = actor_of_account(account)
    done = finished(make_case(account, version), ward)
    with acting_as(citizen):
        rate_case(case=done, score=5, comment="", actor=citizen, at=AT)
    make_draft(account, version, **example_answers())
    make_ready_draft(account, version)
    other = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)
    third = make_ward(make_area("25201", name="Phường Tân Bình"), number=3)
    case = accepted(make_case(account, version), ward)
    specialist = ward.actor("SPECIALIST")
    with acting_as(specialist):
        consult(case=case, agency_id=third.committee.pk, question="?", actor=specialist, at=SOON)
        request_supplement(
            case=case, reason="Thiếu", papers=["birth-notice"], actor=specialist, at=SOON
        )
    return other.actor("SPECIALIST")


def _another_citizen() -> Actor:
    with acting_as(SYSTEM):
        account = make_citizen(full_name="Phạm Thị Khác")
    return actor_of_account(account)


def _count(table: str, actor: Actor) -> int:
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {connection.ops.quote_name(table)}")  # noqa: S608
        return int(cursor.fetchone()[0])
