"""New words for a template: a draft, checked, published; what is published never changes."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.ledger.api import record
from tinhso.notifications.models import TemplateVersion
from tinhso.notifications.queries.words import FILE_VERSION
from tinhso.notifications.rules.template_faults import find_template_faults

EDITED = ("title_vi", "body_vi", "sms_vi", "title_en", "body_en", "sms_en", "zalo_template")
_DRAFT, _PUBLISHED = TemplateVersion.State.DRAFT, TemplateVersion.State.PUBLISHED


class DraftChanged(DomainError):
    """Somebody else saved or published the draft in the meantime."""

    code = "draft_changed"
    text = gettext_lazy(
        "Người khác vừa sửa bản nháp này. Hãy mở lại trang, xem phần họ sửa rồi sửa tiếp."
    )


class TemplateFaulty(DomainError):
    """The words hold placeholders that do not exist or conditions that do not close."""

    code = "template_faulty"
    text = gettext_lazy("Mẫu tin còn lỗi. Hãy sửa những chỗ được chỉ ra rồi công bố lại.")


class NoDraft(DomainError):
    """There is nothing to publish or discard."""

    code = "no_draft"
    text = gettext_lazy("Mẫu này không còn bản nháp nào. Hãy mở lại trang mẫu tin.")


def save_draft(
    *, template: str, words: Mapping[str, str], seen_at: datetime | None, actor: Actor, at: datetime
) -> TemplateVersion:
    """Keep the draft of a template; ``seen_at`` is when the draft one began from was saved.

    Faults do not stop saving, only publishing.

    :raises DraftChanged: the draft is not the one the editor saw.
    """
    with transaction.atomic():
        draft = _lock_draft(template)
        if (draft.edited_at if draft else None) != seen_at:
            raise DraftChanged
        if draft is None:
            draft = TemplateVersion(template=template, version=_next_version(template))
        for name in EDITED:
            setattr(draft, name, words[name])
        draft.edited_by, draft.edited_at = actor.name[:120], at
        try:
            with transaction.atomic():
                draft.save()
        except IntegrityError as error:  # two editors began at the same moment
            raise DraftChanged from error
        return draft


def publish_draft(
    *, template: str, seen_at: datetime, actor: Actor, at: datetime
) -> TemplateVersion:
    """Let messages be written by the draft from now on; recorded in the ledger.

    :raises NoDraft: there is none.
    :raises DraftChanged: it is not the one that was looked at.
    :raises TemplateFaulty: its words do not hold.
    """
    with transaction.atomic():
        draft = _lock_draft(template)
        if draft is None:
            raise NoDraft
        if draft.edited_at != seen_at:
            raise DraftChanged
        words = {name: str(getattr(draft, name)) for name in EDITED}
        if find_template_faults(template, words):
            raise TemplateFaulty
        draft.state, draft.published_at = _PUBLISHED, at
        draft.save(update_fields=["state", "published_at"])
        record(
            kind="MESSAGE_TEMPLATE_PUBLISHED",
            subject=f"template:{template}",
            payload={"version": draft.version, "words": words},
            actor=actor,
            at=at,
        )
        return draft


def discard_draft(*, template: str) -> None:
    """Throw the draft away.

    :raises NoDraft: there is none.
    """
    deleted, _ = TemplateVersion.objects.filter(template=template, state=_DRAFT).delete()
    if not deleted:
        raise NoDraft


def _lock_draft(template: str) -> TemplateVersion | None:
    drafts = TemplateVersion.objects.select_for_update()
    return drafts.filter(template=template, state=_DRAFT).first()


def _next_version(template: str) -> int:
    versions = TemplateVersion.objects.filter(template=template)
    return (versions.aggregate(last=Max("version"))["last"] or FILE_VERSION) + 1
