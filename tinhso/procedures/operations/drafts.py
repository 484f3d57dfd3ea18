"""Drafts of versions: what an import would change, kept until published or discarded."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.core.actors import Actor
from tinhso.core.text import sort_key
from tinhso.procedures.gateways.pack import CatalogueEntry, Content
from tinhso.procedures.models import Field, Procedure, ProcedureVersion, VersionState
from tinhso.procedures.operations.permission import require_editor
from tinhso.procedures.operations.review import note_edits
from tinhso.procedures.rules import changed_parts, is_announced, missing_parts


class Outcome(StrEnum):
    """What an import found for one procedure."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    UNCHANGED = "UNCHANGED"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One procedure of an import: where it stood, what would happen and why it was refused."""

    source: str
    outcome: Outcome
    code: str = ""
    name: str = ""
    problems: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The rows of an import in the order of the file."""

    rows: tuple[ImportRow, ...]

    def count(self, outcome: Outcome | str) -> int:
        """Count the rows with an outcome."""
        return sum(1 for row in self.rows if row.outcome == outcome)

    @property
    def has_errors(self) -> bool:
        """Tell whether any row was refused."""
        return self.count(Outcome.REFUSED) > 0


@transaction.atomic
def draft_catalogue(
    *, entries: Sequence[CatalogueEntry], actor: Actor, at: datetime
) -> ImportReport:
    """Keep a draft of every procedure that is new or differs; earlier drafts of it are replaced.

    A refused row changes nothing; the others are drafted.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    """
    require_editor(actor)
    drafting = _Drafting(at)
    report = ImportReport(tuple(drafting.draft(entry) for entry in entries))
    note_edits(versions=drafting.save(), actor=actor, at=at)
    return report


@transaction.atomic
def discard_drafts(*, actor: Actor) -> int:
    """Throw away every draft and give how many there were; published versions stay.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    """
    require_editor(actor)
    drafts = ProcedureVersion.objects.drafts()
    count = drafts.count()
    drafts.delete()
    Procedure.objects.filter(versions__isnull=True).delete()
    return count


def content_hash(content: Content) -> str:
    """Give the SHA-256 of a content's one canonical writing."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


class _Drafting:
    """One import: what it must know of the catalogue is read once, what it changes written once."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._fields = {field.code: field for field in Field.objects.all()}
        self._procedures = {row.code: row for row in Procedure.objects.all()}
        self._slugs = {row.slug: row.code for row in self._procedures.values()}
        self._latest = {
            version.procedure_id: version
            for version in ProcedureVersion.objects.exclude(state=VersionState.DRAFT)
            .defer("search_vector")
            .order_by("number")
        }
        self._seen: dict[str, Content] = {}
        self._wanted: list[str] = []

    def draft(self, entry: CatalogueEntry) -> ImportRow:
        content = entry.content
        if content is None:
            return ImportRow(entry.source, Outcome.REFUSED, problems=entry.problems)
        code = content["code"]["value"]
        name = content["name"]["vi"]
        problems = self._problems(code, content)
        if problems:
            return ImportRow(entry.source, Outcome.REFUSED, code, name, problems)
        self._seen[code] = content
        self._slugs[content["slug"]] = code
        return self._compare(entry.source, code, content)

    def save(self) -> list[ProcedureVersion]:
        """Write the drafts wanted; earlier drafts of every procedure read are replaced."""
        new = [
            Procedure(code=code, slug=self._seen[code]["slug"], created_at=self._at)
            for code in self._wanted
            if code not in self._procedures
        ]
        self._procedures |= {row.code: row for row in Procedure.objects.bulk_create(new)}
        read = [self._procedures[code].pk for code in self._seen if code in self._procedures]
        ProcedureVersion.objects.drafts().filter(procedure__in=read).delete()
        drafts = [self._draft_of(self._procedures[code], self._seen[code]) for code in self._wanted]
        return ProcedureVersion.objects.bulk_create(drafts, batch_size=200)

    def _problems(self, code: str, content: Content) -> tuple[str, ...]:
        problems = []
        if code in self._seen:
            problems.append(_("Mã %(code)s xuất hiện hai lần.") % {"code": code})
        if content["field"] not in self._fields:
            problems.append(_("Chưa có lĩnh vực “%(field)s”.") % {"field": content["field"]})
        if self._slugs.get(content["slug"], code) != code:
            problems.append(
                _("Đường dẫn “%(slug)s” đã thuộc thủ tục khác.") % {"slug": content["slug"]}
            )
        return tuple(problems)

    def _compare(self, source: str, code: str, content: Content) -> ImportRow:
        before = self._before(code)
        missing = tuple(missing_parts(content))
        name = content["name"]["vi"]
        is_same = before is not None and before.content_hash == content_hash(content)
        if is_same and before is not None and before.state == VersionState.PUBLISHED:
            return ImportRow(source, Outcome.UNCHANGED, code, name, missing=missing)
        self._wanted.append(code)
        changed = tuple(changed_parts(before.content, content)) if before else ()
        outcome = Outcome.CHANGED if before else Outcome.NEW
        return ImportRow(source, outcome, code, name, missing=missing, changed=changed)

    def _before(self, code: str) -> ProcedureVersion | None:
        procedure = self._procedures.get(code)
        return self._latest.get(procedure.pk) if procedure else None

    def _draft_of(self, procedure: Procedure, content: Content) -> ProcedureVersion:
        before = self._latest.get(procedure.pk)
        return ProcedureVersion(
            procedure=procedure,
            number=before.number + 1 if before else 1,
            state=VersionState.DRAFT,
            created_at=self._at,
            **columns_of(content, self._fields),
        )


def columns_of(content: Content, fields: Mapping[str, Field]) -> dict[str, Any]:
    """Give the content, its hash and the columns that repeat what lists and searches need."""
    missing = missing_parts(content)
    return {
        "content": content,
        "content_hash": content_hash(content),
        "field": fields[content["field"]],
        "name": content["name"]["vi"],
        "name_en": content["name"]["en"],
        "sort_key": sort_key(content["name"]["vi"]),
        "summary": content["summary"]["vi"],
        "summary_en": content["summary"]["en"],
        "tier": content["tier"],
        "service_level": content["service_level"],
        "is_online": any(way["channel"] == "ONLINE" for way in content["ways"]),
        "is_complete": not missing,
        "is_announced": is_announced(content),
        "is_demonstration": bool(content.get("demonstration")),
        "missing_parts": missing,
        "valid_from": date.fromisoformat(content["valid_from"]),
        "valid_to": date.fromisoformat(content["valid_to"]) if content["valid_to"] else None,
    }
