"""Asking for what is missing, and receiving it; in between the clock stands still."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tinhso.cases.events import SupplementProvided, SupplementRequested
from tinhso.cases.models import Case, CaseEvent, CasePaper
from tinhso.cases.operations.acts import Act, finish_act, start_act
from tinhso.cases.operations.clock import due_changes, due_of, pause_clock, resume_clock
from tinhso.cases.operations.filing import FormInvalid, attach_papers
from tinhso.cases.operations.intake import require_reason
from tinhso.cases.operations.reuse import note_reuse, pick_for_case
from tinhso.cases.operations.slips import order_slip
from tinhso.cases.operations.telling import tell_applicant
from tinhso.cases.queries import commune_names
from tinhso.cases.rules import Action, limits_on
from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.documents.api import Upload
from tinhso.procedures.api import load_form, papers_of


class SupplementAlreadyRequested(DomainError):
    """The law allows asking once; everything missing must have been asked for together."""

    code = "supplement_already_requested"
    text = gettext_lazy("Hồ sơ này đã được yêu cầu bổ sung một lần. Không yêu cầu bổ sung lần nữa.")


@dataclass(frozen=True, slots=True)
class Supplement:
    """What the applicant adds: uploads by paper code, corrected answers, a message.

    ``ticked`` names papers of the applicant's vault to use again: paper code and token;
    ``offered`` are the paper codes for which the vault offered a verified paper.
    """

    papers: Mapping[str, list[Upload]] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""
    ticked: tuple[tuple[str, str], ...] = ()
    offered: frozenset[str] = frozenset()


def request_supplement(
    *, case: Case, reason: str, papers: list[str], actor: Actor, at: datetime
) -> Case:
    """Ask the applicant for what is missing; slip 02; the clock stops.

    :raises ReasonRequired: when nothing is asked.
    :raises SupplementAlreadyRequested: when the law's number of requests is used up.
    :raises CaseActionRefused: when the state does not allow it.
    :raises NotAuthorised: when the actor does not hold the case.
    """
    facts = {"reason": require_reason(reason), "papers": papers}
    locked = start_act(case=case, action=Action.REQUEST_SUPPLEMENT, actor=actor)
    asked = CaseEvent.objects.filter(case=locked, kind=Action.REQUEST_SUPPLEMENT).count()
    if asked >= limits_on(local(at).date()).supplement_requests:
        raise SupplementAlreadyRequested
    pause_clock(case=locked, reason="SUPPLEMENT", at=at)
    act = Act(Action.REQUEST_SUPPLEMENT, facts=facts, news=SupplementRequested)
    event = finish_act(case=locked, act=act, actor=actor, at=at)
    order_slip(case=locked, form="02", event=event, actor=actor)
    tell_applicant(case=locked, template="supplement_requested", at=at, facts=facts)
    return locked


def provide_supplement(*, case: Case, supplement: Supplement, actor: Actor, at: datetime) -> Case:
    """Take what the applicant adds; the clock runs on and the due date moves by the pause.

    :raises FormInvalid: when a corrected answer is wrong.
    :raises ReasonRequired: when nothing at all is added.
    :raises PaperNotOffered: when a ticked paper of the vault may not be used (any more).
    :raises ConsentMissing: when a clerk ticks one without the person's consent.
    :raises CaseActionRefused: when no supplement is awaited.
    :raises NotAuthorised: when the actor is neither the applicant nor their counter.
    """
    if not supplement.papers and not supplement.form and not supplement.ticked:
        require_reason(supplement.message)
    locked = start_act(case=case, action=Action.PROVIDE_SUPPLEMENT, actor=actor)
    form = _corrected_form(locked, supplement.form)
    added = _replace_papers(locked, supplement, actor, at)
    resume_clock(case=locked, at=at)
    changes: dict[str, Any] = {"form": form}
    if locked.accepted_at is None:
        changes["received_at"] = at
    else:
        changes.update(due_changes(due_of(locked, accepted_at=locked.accepted_at)))
    facts = {"papers": added, "message": supplement.message.strip()}
    wanted = "FILED" if locked.accepted_at is None else "IN_PROGRESS"
    act = Act(Action.PROVIDE_SUPPLEMENT, changes, facts, wanted, news=SupplementProvided)
    finish_act(case=locked, act=act, actor=actor, at=at)
    tell_applicant(case=locked, template="supplement_provided", at=at)
    return locked


def _corrected_form(case: Case, corrections: Mapping[str, Any]) -> dict[str, Any]:
    form = {**case.form, **corrections}
    if not corrections:
        return form
    schema_form = load_form(case.version)
    errors = schema_form.validate_all(form, commune_names)
    if errors:
        raise FormInvalid(errors)
    return schema_form.visible_answers(form)


def _replace_papers(case: Case, supplement: Supplement, actor: Actor, at: datetime) -> list[str]:
    """Put what was added in the place of what was there; give the codes of the papers added."""
    picked = pick_for_case(case=case, ticked=supplement.ticked, actor=actor, at=at)
    added: dict[str, list[Upload]] = {code: list(u) for code, u in supplement.papers.items()}
    for reused in picked:
        added.setdefault(reused.paper_code, []).append(reused.upload)
    names = {paper["code"]: paper["name"]["vi"] for paper in papers_of(case.version, case.variant)}
    CasePaper.objects.filter(case=case, paper_code__in=added).update(is_current=False)
    attach_papers(case=case, papers=added, names=names, at=at)
    sent = [u.pk for code in supplement.offered for u in supplement.papers.get(code, ())]
    reuse = {reused.upload.pk: reused.token for reused in picked}
    note_reuse(case=case, reused=reuse, offered=frozenset(sent), at=at)
    return list(added)
