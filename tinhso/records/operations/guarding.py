"""No secret word enters a draft: what is typed is looked through before it is kept."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.documents.api import SecrecyLevel, find_mark
from tinhso.records.models import Door, OfficialDocument
from tinhso.records.operations.history import add_event
from tinhso.records.operations.screening import max_level, shut_away

_QUIET = timedelta(hours=1)  # who goes on typing beside a mark is not reported every second
_REFUSED = "SECRET_REFUSED"


class SecretDraft(DomainError):
    """A mark of secrecy stands in what was typed: none of it was kept."""

    code = "secret_draft"
    text = gettext_lazy(
        "Phát hiện dấu chỉ độ mật trong phần vừa gõ nên hệ thống không lưu. Văn bản mật phải soạn"
        " trên máy không nối mạng. Hãy xóa phần đó; cán bộ bảo vệ bí mật nhà nước đã được báo."
    )

    def __init__(self, level: SecrecyLevel = SecrecyLevel.MAT) -> None:
        super().__init__()
        self.level = level


def refuse_secret(texts: Iterable[str]) -> None:
    """Refuse texts with a mark of secrecy.

    :raises SecretDraft: one stands there.
    """
    level = max_level(find_mark(text) for text in texts)
    if level is not None:
        raise SecretDraft(level)


@transaction.atomic
def report_secret_draft(
    *, official: OfficialDocument, level: SecrecyLevel, actor: Actor, at: datetime
) -> None:
    """Leave a stub for the security officer: when, whose, never what; once an hour a draft."""
    recent = official.events.filter(
        kind=_REFUSED, actor_reference=actor.reference, at__gt=at - _QUIET
    )
    if recent.exists():
        return
    add_event(official, _REFUSED, actor=actor, at=at)
    shut_away(
        agency_id=official.agency_id, files=(), level=level, door=Door.FIELDS, actor=actor, at=at
    )
