"""Writing an application: page by page, with papers, until it is filed exactly once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tinhso.cases.models import Case, Channel, CoSignature, Draft, DraftPaper
from tinhso.cases.operations.co_signing import as_facts, keep_with_case, note_change, signed_by_all
from tinhso.cases.operations.filing import (
    Filing,
    Offices,
    VariantNotChosen,
    check_filing,
    submit_case,
)
from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.prepared import Reading, insert, update
from tinhso.documents.api import Upload
from tinhso.identity.api import Person
from tinhso.orgs.api import (
    Agency,
    Tier,
    competent_agency,
    get_agency_by_id,
    get_province,
    one_stop_unit_for,
    organisation_date,
)
from tinhso.procedures.api import (
    ProcedureVersion,
    co_signing_of,
    deciding_agency_of,
    load_form,
    papers_of,
    variant_of,
)


class PlaceNotChosen(DomainError):
    """The application does not say yet which commune, district or department handles it."""

    code = "place_not_chosen"
    text = gettext_lazy("Hãy chọn nơi giải quyết hồ sơ trước khi nộp.")


class DraftAlreadyFiled(DomainError):
    """The application has been filed; it can no longer be changed."""

    code = "draft_already_filed"
    text = gettext_lazy("Hồ sơ này đã nộp rồi nên không sửa được nữa.")


class TooManyPapers(DomainError):
    """A paper has more files than anyone could read."""

    code = "too_many_papers"
    text = gettext_lazy(
        "Mỗi loại giấy tờ nhận tối đa 10 tệp. Hãy xóa bớt hoặc gộp thành một tệp PDF."
    )


MAX_FILES_PER_PAPER = 10
_DECLARATION = "declaration"  # given with the filing itself
_LOCKED = Reading(lambda pk: Draft.objects.select_for_update().filter(pk=pk), pk=int)
_PAPERS = Reading(
    lambda draft_id: (
        DraftPaper.objects.filter(draft_id=draft_id).select_related("upload__file").order_by("pk")
    ),
    draft_id=int,
)


@dataclass(frozen=True, slots=True)
class Writer:
    """For whom an application is written; by which office, channel, helper and mandate.

    ``origin`` is the subject of another slice it came from, such as ``contact:1022-…``.
    """

    person: Person
    counter_agency_id: int | None = None
    channel: str = ""
    assisted_by_id: int | None = None
    mandate_id: int | None = None
    origin: str = ""


def start_draft(
    *, version: ProcedureVersion, writer: Writer, answers: Mapping[str, Any], at: datetime
) -> Draft:
    """Begin an application with what is known of the person already filled in.

    What a provincial department decides needs no choice of place.

    :raises NoCompetentAgency: when the province has no such department.
    """
    draft = Draft(
        token=new_token(),
        person=writer.person,
        created_by_agency_id=writer.counter_agency_id,
        channel=writer.channel,
        assisted_by_id=writer.assisted_by_id,
        mandate_id=writer.mandate_id,
        origin=writer.origin,
        version=version,
        form=dict(answers),
        competent_agency=provincial_agency(version),
        created_at=at,
        saved_at=at,
    )
    insert(draft)
    return draft


def provincial_agency(version: ProcedureVersion) -> Agency | None:
    """Give the department that decides for the whole province, ``None`` below that tier.

    :raises NoCompetentAgency: when the province has no such department.
    """
    deciding = deciding_agency_of(version)
    if deciding["tier"] != Tier.PROVINCE:
        return None
    day = organisation_date()
    return competent_agency(deciding, get_province(day).code, day)


def lock_open_draft(draft: Draft) -> Draft:
    """Give the draft's present row, locked.

    :raises DraftAlreadyFiled: when it has become a case.
    """
    locked = _lock(draft)
    if locked.case_id is not None:
        raise DraftAlreadyFiled
    return locked


def _lock(draft: Draft) -> Draft:
    """Give the present row, locked, with the version and person that never change."""
    locked = _LOCKED.first(pk=draft.pk)
    if locked is None:
        raise Draft.DoesNotExist
    locked.version, locked.person = draft.version, draft.person
    return locked


def choose_place(*, draft: Draft, area_code: str, at: datetime) -> Draft:
    """Fix the deciding agency by the law's tier and the chosen area.

    :raises NoCompetentAgency: when no agency of that tier covers the area.
    :raises DraftAlreadyFiled: when it has become a case.
    """
    locked = lock_open_draft(draft)
    deciding = deciding_agency_of(locked.version)
    agency = competent_agency(deciding, area_code, organisation_date())
    is_moved = locked.competent_agency_id != agency.pk
    locked.competent_agency_id, locked.saved_at = agency.pk, at
    update(locked, "competent_agency", "saved_at")
    note_change(locked, at=at, is_moved=is_moved)
    return locked


def choose_variant(*, draft: Draft, variant: str, at: datetime) -> Draft:
    """Keep which case within the procedure (trường hợp) the applicant is in.

    :raises VariantNotChosen: when the procedure knows no such variant.
    :raises DraftAlreadyFiled: when it has become a case.
    """
    locked = lock_open_draft(draft)
    if variant_of(locked.version, variant) is None:
        raise VariantNotChosen
    locked.variant, locked.saved_at = variant, at
    locked.save(update_fields=["variant", "saved_at"])
    note_change(locked, at=at)
    return locked


def channel_of(draft: Draft) -> str:
    """Give the channel an application is filed through."""
    if draft.channel:
        return draft.channel
    return Channel.ONLINE if draft.created_by_agency_id is None else Channel.COUNTER


def is_at_counter(draft: Draft) -> bool:
    """Tell whether a clerk writes, who sees the papers and receives the case."""
    return draft.created_by_agency_id is not None and channel_of(draft) != Channel.ASSISTED


def save_page(*, draft: Draft, page_code: str, answers: Mapping[str, Any], at: datetime) -> Draft:
    """Keep a page's answers, right or wrong, so that nothing typed is lost; cleared ones go.

    :raises DraftAlreadyFiled: when it has become a case.
    """
    locked = lock_open_draft(draft)
    locked.form = load_form(locked.version).store(page_code, locked.form, dict(answers))
    locked.pages_done = sorted({*locked.pages_done, page_code})
    locked.saved_at = at
    update(locked, "form", "pages_done", "saved_at")
    note_change(locked, at=at)
    return locked


def attach_paper(
    *, draft: Draft, paper_code: str, upload: Upload, at: datetime, had_offer: bool = False
) -> DraftPaper:
    """Attach an upload to a paper of the application; the vault may have offered one instead.

    The same bytes attached to the same paper before are attached once.

    :raises TooManyPapers: when the paper has its most files already.
    :raises DraftAlreadyFiled: when it has become a case.
    """
    locked = lock_open_draft(draft)
    present = locked.papers.filter(paper_code=paper_code).select_related("upload")
    for paper in present:
        if paper.upload.original_sha256 == upload.original_sha256:
            return paper
    if len(present) >= MAX_FILES_PER_PAPER:
        raise TooManyPapers
    paper = DraftPaper.objects.create(
        draft=locked, paper_code=paper_code, upload=upload, had_offer=had_offer, added_at=at
    )
    note_change(locked, at=at)
    return paper


def remove_paper(*, draft: Draft, upload_token: str, at: datetime) -> None:
    """Take an attached file away again; asking twice is harmless.

    :raises DraftAlreadyFiled: when it has become a case.
    """
    locked = lock_open_draft(draft)
    locked.papers.filter(upload__token=upload_token).delete()
    note_change(locked, at=at)


def submit_draft(*, draft: Draft, actor: Actor, at: datetime, exemption: str = "") -> Case:
    """File the application once: asked again, also at the same moment, give the same case.

    :param exemption: kind of person the applicant says to be, for a fee that spares such people.
    :raises PlaceNotChosen: when nobody is named to decide.
    :raises VariantNotChosen: when nobody said which case within the procedure it is.
    :raises WayNotOffered: when the channel was closed meanwhile.
    :raises FormInvalid: when an answer is missing or wrong.
    :raises PapersMissing: when a required paper is not attached.
    :raises CoSignaturesMissing: when somebody who has to sign has not agreed to this content.
    """
    locked = _lock(draft)
    if locked.case is not None:
        return locked.case
    signatures = _signatures(locked)
    filing = replace(_filing(locked, exemption), co_signed=as_facts(signatures))
    case = submit_case(filing=filing, actor=actor, at=at)
    keep_with_case(case, signatures)
    locked.case, locked.saved_at = case, at
    update(locked, "case", "saved_at")
    return case


def _signatures(draft: Draft) -> list[CoSignature]:
    """Give what others signed, once the application itself is right."""
    if co_signing_of(draft.version) is None:
        return []
    check_draft(draft)
    return signed_by_all(draft)


def check_draft(draft: Draft) -> None:
    """Refuse an application that could not be filed once its applicant declares it true.

    :raises PlaceNotChosen: when nobody is named to decide.
    :raises DomainError: as ``submit_case`` does for channel, variant, answers and papers.
    """
    filing = _filing(draft, "")
    declared = {_DECLARATION: True} if _DECLARATION in load_form(draft.version).questions else {}
    check_filing(replace(filing, form={**filing.form, **declared}))


def _filing(draft: Draft, exemption: str) -> Filing:
    asked = {paper["code"] for paper in papers_of(draft.version, draft.variant)}
    attached = [paper for paper in attached_papers(draft) if paper.paper_code in asked]
    return Filing(
        version=draft.version,
        applicant=draft.person,
        form=draft.form,
        offices=_offices(draft),
        channel=channel_of(draft),
        variant=draft.variant,
        assisted_by_id=draft.assisted_by_id,
        papers=_by_code(attached),
        reused={paper.upload_id: paper.vault_token for paper in attached if paper.vault_token},
        offered=frozenset(paper.upload_id for paper in attached if paper.had_offer),
        papers_seen_at_counter=is_at_counter(draft),
        exemption=exemption,
        origin=draft.origin,
    )


def _offices(draft: Draft) -> Offices:
    if draft.competent_agency_id is None:
        raise PlaceNotChosen
    competent = get_agency_by_id(draft.competent_agency_id)
    if is_at_counter(draft) and draft.created_by_agency_id is not None:
        return Offices(receiving_id=draft.created_by_agency_id, competent_id=competent.pk)
    receiving = one_stop_unit_for(competent, organisation_date())
    return Offices(receiving.pk, competent.pk, assisting_id=draft.created_by_agency_id)


def papers_by_code(draft: Draft) -> dict[str, list[Upload]]:
    """Give the attached uploads by paper code, in the order they were added."""
    return _by_code(attached_papers(draft))


def attached_papers(draft: Draft) -> list[DraftPaper]:
    """Give what is attached to an application, with the files, in the order it was added."""
    return _PAPERS.all(draft_id=draft.pk)


def _by_code(papers: list[DraftPaper]) -> dict[str, list[Upload]]:
    found: dict[str, list[Upload]] = {}
    for paper in papers:
        found.setdefault(paper.paper_code, []).append(paper.upload)
    return found
