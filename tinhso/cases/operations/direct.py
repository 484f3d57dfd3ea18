"""Filing in one go, for programs: no draft, the same checks, the same case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tinhso.cases.models import Case, Channel
from tinhso.cases.operations.co_signing import as_seen_at_counter, asked_parties
from tinhso.cases.operations.drafts import PlaceNotChosen, provincial_agency
from tinhso.cases.operations.filing import Filing, Offices, submit_case
from tinhso.cases.permissions import NotAuthorised
from tinhso.core.actors import Actor
from tinhso.core.text import texts_within
from tinhso.documents.api import Upload, refuse_secret_words
from tinhso.identity.api import Person
from tinhso.orgs.api import Agency, competent_agency, one_stop_unit_for, organisation_date
from tinhso.procedures.api import ProcedureVersion, deciding_agency_of


@dataclass(frozen=True, slots=True)
class Application:
    """What is filed: for whom, where, the answers by field name, uploads by paper code."""

    version: ProcedureVersion
    applicant: Person
    area_code: str
    form: Mapping[str, Any]
    variant: str = ""
    papers: Mapping[str, list[Upload]] = field(default_factory=dict)


def file_application(*, application: Application, actor: Actor, at: datetime) -> Case:
    """File an application and give the case: online by its applicant, or by a clerk at a counter.

    :raises NotAuthorised: when the actor is neither the applicant nor a clerk.
    :raises WordsSecret: when an answer carries a mark of secrecy.
    :raises WayNotOffered: when the channel is closed.
    :raises VariantNotChosen: when the procedure asks for a variant and none of its own is named.
    :raises PlaceNotChosen: when no area says who decides.
    :raises NoCompetentAgency: when nobody decides for the area.
    :raises FormInvalid: when an answer is missing or wrong.
    :raises PapersMissing: when a required paper is neither attached nor handed over at a counter.
    :raises CoSignaturesMissing: online, when others have to sign: they do so on their own pages.
    """
    refuse_secret_words(texts_within(application.form), actor=actor, at=at)
    is_own = actor.is_citizen and actor.person_id == application.applicant.pk
    if not is_own and not (actor.is_officer and actor.has_role("CLERK")):
        raise NotAuthorised
    channel = Channel.ONLINE if is_own else Channel.COUNTER
    competent = deciding_agency(application)
    receiving_id = actor.agency_id
    if is_own or receiving_id is None:
        receiving_id = one_stop_unit_for(competent, organisation_date()).pk
    filing = Filing(
        version=application.version,
        applicant=application.applicant,
        form=application.form,
        offices=Offices(receiving_id=receiving_id, competent_id=competent.pk),
        channel=channel,
        variant=application.variant,
        papers=application.papers,
        papers_seen_at_counter=not is_own,
        co_signed=[] if is_own else _seen(application, actor, at),
    )
    return submit_case(filing=filing, actor=actor, at=at)


def _seen(application: Application, actor: Actor, at: datetime) -> list[dict[str, str]]:
    """Give the signatures on paper a clerk saw at the counter."""
    parties = asked_parties(application.version, application.form, application.applicant)
    return as_seen_at_counter(parties, clerk_name=actor.name, at=at)


def deciding_agency(application: Application) -> Agency:
    """Give who decides on an application: by the law's tier, and the area it names.

    :raises PlaceNotChosen: when no area says who decides.
    :raises NoCompetentAgency: when nobody decides for the area.
    """
    provincial = provincial_agency(application.version)
    if provincial is not None:
        return provincial
    if not application.area_code:
        raise PlaceNotChosen
    deciding = deciding_agency_of(application.version)
    return competent_agency(deciding, application.area_code, organisation_date())
