"""A draft's way to publication: edited by one person, submitted, approved by another."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.errors import DomainError
from tinhso.procedures.gateways.pack import check
from tinhso.procedures.models import ProcedureVersion, ReviewAct, ReviewKind, VersionState
from tinhso.procedures.operations.permission import require_editor
from tinhso.procedures.rules import ReviewStage, review_stage


class NotADraft(DomainError):
    """The version is published: it cannot be changed any more."""

    code = "not_a_draft"
    text = gettext_lazy(
        "Bản này đã công bố hoặc đã bị bỏ nên không sửa được. Hãy tạo bản thảo mới từ bản đang"
        " áp dụng."
    )


class DraftIncorrect(DomainError):
    """The draft contradicts the format of contents; ``problems`` says where."""

    code = "draft_incorrect"
    text = gettext_lazy("Bản thảo còn chỗ chưa đúng. Hãy sửa các chỗ được nêu rồi gửi duyệt lại.")

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__()
        self.problems = problems


class WrongReviewStage(DomainError):
    """The draft is not at the stage the act belongs to (often: someone changed it meanwhile)."""

    code = "wrong_review_stage"
    text = gettext_lazy(
        "Bản thảo không còn ở bước này, có thể vừa được sửa. Hãy tải lại trang để xem mới nhất."
    )


class SecondPersonRequired(DomainError):
    """Whoever wrote or submitted a draft neither approves it nor sends it back."""

    code = "second_person_required"
    text = gettext_lazy(
        "Người soạn, người gửi không tự duyệt hay trả lại được. Hãy nhờ một quản trị viên khác."
    )


class NoteRequired(DomainError):
    """A draft sent back needs words about what to change."""

    code = "note_required"
    text = gettext_lazy("Hãy ghi rõ cần sửa gì để người soạn biết.")


def note_edits(*, versions: Iterable[ProcedureVersion], actor: Actor, at: datetime) -> None:
    """Remember who wrote drafts; the platform's own loads are nobody's."""
    if actor.kind is ActorKind.SYSTEM:
        return
    acts = [_act(version, ReviewKind.EDITED, actor, at) for version in versions]
    ReviewAct.objects.bulk_create(acts)


@transaction.atomic
def submit_for_review(*, version: ProcedureVersion, actor: Actor, at: datetime) -> ReviewAct:
    """Ask another person to approve a draft that follows the format.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    :raises NotADraft: it is published or gone.
    :raises DraftIncorrect: the content contradicts the format.
    :raises WrongReviewStage: it is submitted or approved already.
    """
    require_editor(actor)
    draft = lock_draft(version)
    problems = check("", draft.content).problems
    if problems:
        raise DraftIncorrect(problems)
    if stage_of(draft) not in {ReviewStage.WRITING, ReviewStage.RETURNED}:
        raise WrongReviewStage
    return _keep(draft, ReviewKind.SUBMITTED, actor, at)


@transaction.atomic
def approve_draft(*, version: ProcedureVersion, actor: Actor, at: datetime) -> ReviewAct:
    """Approve a submitted draft; an edit afterwards asks for approval again.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    :raises NotADraft: it is published or gone.
    :raises WrongReviewStage: it is not waiting for approval.
    :raises SecondPersonRequired: the actor wrote or submitted it.
    """
    require_editor(actor)
    draft = lock_draft(version)
    if stage_of(draft) is not ReviewStage.SUBMITTED:
        raise WrongReviewStage
    if has_written(draft, actor):
        raise SecondPersonRequired
    return _keep(draft, ReviewKind.APPROVED, actor, at)


@transaction.atomic
def return_draft(*, version: ProcedureVersion, note: str, actor: Actor, at: datetime) -> ReviewAct:
    """Send a submitted draft back with what to change.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    :raises NotADraft: it is published or gone.
    :raises WrongReviewStage: it is not waiting for approval.
    :raises SecondPersonRequired: the actor wrote or submitted it, and may simply change it.
    :raises NoteRequired: nothing says what to change.
    """
    require_editor(actor)
    draft = lock_draft(version)
    if stage_of(draft) is not ReviewStage.SUBMITTED:
        raise WrongReviewStage
    if has_written(draft, actor):
        raise SecondPersonRequired
    if not note.strip():
        raise NoteRequired
    return _keep(draft, ReviewKind.RETURNED, actor, at, note.strip())


@transaction.atomic
def submit_drafts(*, actor: Actor, at: datetime) -> int:
    """Submit every draft that is being written and follows the format; give how many.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    """
    require_editor(actor)
    count = 0
    for draft in ProcedureVersion.objects.drafts():
        is_open = stage_of(draft) in {ReviewStage.WRITING, ReviewStage.RETURNED}
        if is_open and not check("", draft.content).problems:
            submit_for_review(version=draft, actor=actor, at=at)
            count += 1
    return count


@transaction.atomic
def approve_drafts(*, actor: Actor, at: datetime) -> int:
    """Approve every submitted draft that other people wrote; give how many.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    """
    require_editor(actor)
    drafts = drafts_to_review(actor)
    for draft in drafts:
        approve_draft(version=draft, actor=actor, at=at)
    return len(drafts)


def drafts_to_review(actor: Actor) -> list[ProcedureVersion]:
    """Give the submitted drafts the actor neither wrote nor submitted, in two queries."""
    drafts = ProcedureVersion.objects.drafts().defer("content", "search_vector")
    return [
        draft
        for draft in drafts.prefetch_related("review_acts").order_by("pk")
        if stage_of(draft) is ReviewStage.SUBMITTED and not has_written(draft, actor)
    ]


def has_written(draft: ProcedureVersion, actor: Actor) -> bool:
    """Tell whether the actor wrote or submitted a draft: somebody else must review it."""
    return any(
        act.kind in {ReviewKind.EDITED, ReviewKind.SUBMITTED} and act.account_id == actor.account_id
        for act in draft.review_acts.all()
    )


def lock_draft(version: ProcedureVersion) -> ProcedureVersion:
    """Give the draft's present row, locked until the transaction ends.

    :raises NotADraft: it is published or gone.
    """
    locked = (
        ProcedureVersion.objects.select_for_update(of=["self"])
        .select_related("procedure", "field")
        .filter(pk=version.pk, state=VersionState.DRAFT)
        .first()
    )
    if locked is None:
        raise NotADraft
    return locked


def stage_of(version: ProcedureVersion) -> ReviewStage:
    """Give where a draft stands on its way to publication."""
    acts = sorted(version.review_acts.all(), key=lambda act: act.pk)
    return review_stage([(act.kind, act.content_hash) for act in acts], version.content_hash)


def _keep(
    draft: ProcedureVersion, kind: ReviewKind, actor: Actor, at: datetime, note: str = ""
) -> ReviewAct:
    act = _act(draft, kind, actor, at, note)
    act.save()
    return act


def _act(
    draft: ProcedureVersion, kind: ReviewKind, actor: Actor, at: datetime, note: str = ""
) -> ReviewAct:
    return ReviewAct(
        version=draft,
        kind=kind,
        account_id=actor.account_id,
        actor_name=actor.name,
        note=note,
        content_hash=draft.content_hash,
        at=at,
    )
