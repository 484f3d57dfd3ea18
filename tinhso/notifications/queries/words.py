"""The words of notifications: from their template's version and facts, or as they left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.dateparse import parse_datetime

from tinhso.core import clock
from tinhso.notifications.models import Notification, TemplateVersion
from tinhso.notifications.rules import split_message
from tinhso.notifications.rules.wording import fill, without_autoescape

FILE_VERSION = 1
FILE_SMS = "{{ headline }}. {{ link }}"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a notification says in one language."""

    title: str
    body: str
    sms: str = ""


def wording_of(
    notification: Notification, language: str, version: TemplateVersion | None = None
) -> Wording:
    """Give the words in a language: as they left, or written now when they have not left yet."""
    is_english = language == "en"
    title = notification.title_en if is_english else notification.title_vi
    if not title:
        return write_words(notification, language, version)
    return Wording(title, notification.body_en if is_english else notification.body_vi)


def write_words(
    notification: Notification, language: str, version: TemplateVersion | None
) -> Wording:
    """Write a notification by a published version, or by its file when there is none."""
    values = values_of(notification)
    if version is None:
        return _write_by_file(notification.template, language, values)
    return write_by_version(version, language, values)


def write_by_version(
    version: TemplateVersion, language: str, values: Mapping[str, object]
) -> Wording:
    """Write the words of one version with values; also for a preview."""
    with translation.override(language):
        title = " ".join(fill(getattr(version, f"title_{language}"), values).split())[:200]
        body = fill(getattr(version, f"body_{language}"), values).strip()
    sms = fill(getattr(version, f"sms_{language}"), {**values, "headline": title})
    return Wording(title, body, " ".join(sms.split()))


def _write_by_file(template: str, language: str, values: Mapping[str, object]) -> Wording:
    with translation.override(language):
        text = render_to_string(f"notifications/messages/{template}.{language}.txt", dict(values))
    title, body = split_message(text)
    title = title[:200]
    return Wording(title, body, " ".join(fill(FILE_SMS, {**values, "headline": title}).split()))


def values_of(notification: Notification) -> dict[str, object]:
    """Give what a template may write: the facts, moments in local time, the link."""
    facts = notification.facts
    return {
        **facts,
        "due_at": _local_moment(facts.get("due_at")),
        "link": f"{settings.SITE_URL}{notification.url}" if notification.url else "",
    }


def _local_moment(value: object) -> str:
    moment = parse_datetime(value) if isinstance(value, str) and value else value
    if not isinstance(moment, datetime):
        return ""
    return clock.local(moment).strftime("%H:%M %d/%m/%Y")


def find_current_version(template: str) -> TemplateVersion | None:
    """Give the version messages are written by now; ``None`` is the file, version 1."""
    return current_versions([template]).get(template)


def current_versions(templates: Iterable[str]) -> dict[str, TemplateVersion]:
    """Give the published version of each template that has one, in one query."""
    published = TemplateVersion.objects.filter(
        template__in=set(templates), state=TemplateVersion.State.PUBLISHED
    )
    newest = published.order_by("template", "-version").distinct("template")
    return {version.template: version for version in newest}


def find_version(template: str, version: int) -> TemplateVersion | None:
    """Give one version; ``None`` for the file."""
    return TemplateVersion.objects.filter(template=template, version=version).first()


def file_version(template: str) -> TemplateVersion:
    """Give version 1, the file, in the form of a version (not saved), for editing and showing."""
    words = {}
    for language in ("vi", "en"):
        file = get_template(f"notifications/messages/{template}.{language}.txt")
        source = getattr(file, "template").source  # noqa: B009 - the engine's own template
        words[language] = split_message(without_autoescape(source))
    return TemplateVersion(
        template=template,
        version=FILE_VERSION,
        state=TemplateVersion.State.PUBLISHED,
        title_vi=words["vi"][0],
        body_vi=words["vi"][1],
        title_en=words["en"][0],
        body_en=words["en"][1],
        sms_vi=FILE_SMS,
        sms_en=FILE_SMS,
    )


def list_versions(template: str) -> list[TemplateVersion]:
    """Give the versions after the file, drafts too, the newest first."""
    return list(TemplateVersion.objects.filter(template=template).order_by("-version"))
