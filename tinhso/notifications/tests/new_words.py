"""A published second version of a template, for tests."""

from datetime import datetime

from tinhso.core.actors import SYSTEM
from tinhso.notifications.models import TemplateVersion
from tinhso.notifications.operations import publish_draft, save_draft
from tinhso.notifications.operations.templates import EDITED
from tinhso.notifications.queries.words import file_version


def publish_new_words(template: str, *, at: datetime, **words: str) -> TemplateVersion:
    """Publish a version with some words changed; the others stay those of the file."""
    current = file_version(template)
    kept = {name: str(getattr(current, name)) for name in EDITED}
    save_draft(template=template, words={**kept, **words}, seen_at=None, actor=SYSTEM, at=at)
    return publish_draft(template=template, seen_at=at, actor=SYSTEM, at=at)
