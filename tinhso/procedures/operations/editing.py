"""Writing a draft by hand: begun from the version in force, saved part by part."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.procedures.gateways.pack import Content
from tinhso.procedures.models import (
    Field,
    Procedure,
    ProcedureVersion,
    ReviewAct,
    ReviewKind,
    VersionState,
)
from tinhso.procedures.operations.drafts import columns_of
from tinhso.procedures.operations.permission import require_editor
from tinhso.procedures.operations.publication import publish_versions
from tinhso.procedures.operations.review import (
    WrongReviewStage,
    lock_draft,
    note_edits,
    stage_of,
)
from tinhso.procedures.rules import ReviewStage


class DraftChanged(DomainError):
    """Somebody else saved the draft since the page was opened."""

    code = "draft_changed"
    text = gettext_lazy(
        "Bản thảo vừa được người khác sửa. Phần bạn gửi chưa được lưu; hãy xem lại rồi sửa tiếp."
    )


@dataclass(frozen=True, slots=True)
class Announcement:
    """The decision that announces a version: number, date, agency, first day in force."""

    number: str
    issued_on: date
    agency: str
    valid_from: date


@transaction.atomic
def start_draft_of(*, procedure: Procedure, actor: Actor, at: datetime) -> ProcedureVersion:
    """Begin a draft from the newest version of a procedure, or give the open one.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    """
    require_editor(actor)
    locked = Procedure.objects.select_for_update().get(pk=procedure.pk)
    versions = locked.versions.order_by("-number")
    draft = versions.filter(state=VersionState.DRAFT).first()
    if draft is not None:
        return draft
    newest = versions[0]
    content = {**newest.content, "valid_to": None}
    return ProcedureVersion.objects.create(
        procedure=locked,
        number=newest.number + 1,
        state=VersionState.DRAFT,
        created_at=at,
        **columns_of(content, {newest.content["field"]: newest.field}),
    )


@transaction.atomic
def save_draft(
    *, version: ProcedureVersion, content: Content, seen_hash: str, actor: Actor, at: datetime
) -> ProcedureVersion:
    """Keep the content of a draft, right or not yet; approval given before is void.

    :param seen_hash: hash of the content the change was made to.
    :raises NotCatalogueEditor: the actor may not change the catalogue.
    :raises NotADraft: it is published or gone.
    :raises DraftChanged: the content is another one by now.
    """
    require_editor(actor)
    draft = lock_draft(version)
    if draft.content_hash != seen_hash:
        raise DraftChanged
    changed = {**content, "complete": not content["missing_parts"]}
    fields = {field.code: field for field in Field.objects.filter(code=content["field"])}
    for name, value in columns_of(changed, fields).items():
        setattr(draft, name, value)
    draft.save()
    written = ReviewAct.objects.filter(version=draft, kind=ReviewKind.EDITED)
    if not written.filter(account_id=actor.account_id).exists():
        note_edits(versions=[draft], actor=actor, at=at)
    return draft


@transaction.atomic
def discard_draft_of(*, version: ProcedureVersion, actor: Actor) -> None:
    """Throw one draft away; published versions stay.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    :raises NotADraft: it is published or gone.
    """
    require_editor(actor)
    draft = lock_draft(version)
    procedure = draft.procedure
    draft.delete()
    if not procedure.versions.exists():
        procedure.delete()


@transaction.atomic
def publish_draft(
    *, version: ProcedureVersion, announcement: Announcement, actor: Actor, at: datetime
) -> ProcedureVersion:
    """Publish an approved draft with the decision that announces it.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    :raises NotADraft: it is published or gone.
    :raises WrongReviewStage: nobody approved it as it is now.
    """
    require_editor(actor)
    draft = lock_draft(version)
    if stage_of(draft) is not ReviewStage.APPROVED:
        raise WrongReviewStage
    content = {
        **draft.content,
        "announced_by": {
            "number": announcement.number,
            "issued_on": announcement.issued_on.isoformat(),
            "agency": announcement.agency,
            "certainty": "confirmed",
        },
        "valid_from": announcement.valid_from.isoformat(),
    }
    for name, value in columns_of(content, {content["field"]: draft.field}).items():
        setattr(draft, name, value)
    draft.save()
    return publish_versions([draft], actor=actor, at=at)[0]
