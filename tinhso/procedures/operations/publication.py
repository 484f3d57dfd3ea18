"""Publishing drafts: from then on a version never changes, and the one before it ends."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.ledger.api import record
from tinhso.procedures.gateways.pack import CatalogueEntry
from tinhso.procedures.models import (
    ProcedurePhrase,
    ProcedureVersion,
    ReviewKind,
    VersionState,
)
from tinhso.procedures.operations.drafts import ImportReport, draft_catalogue
from tinhso.procedures.operations.permission import require_editor
from tinhso.procedures.operations.review import stage_of
from tinhso.procedures.rules import ReviewStage, phrases_of

_INDEX = """
update procedures_procedureversion v set search_vector = words.vector
from (
    select version_id,
        setweight(to_tsvector('simple', coalesce(string_agg(text, ' ')
            filter (where kind = 'EVERYDAY'), '')), 'A')
        || setweight(to_tsvector('simple', coalesce(string_agg(text, ' ')
            filter (where kind = 'NAME'), '')), 'B')
        || setweight(to_tsvector('simple', coalesce(string_agg(text, ' ')
            filter (where kind = 'SUMMARY'), '')), 'C')
        || setweight(to_tsvector('simple', coalesce(string_agg(text, ' ')
            filter (where kind = 'PAPER'), '')), 'D') as vector
    from procedures_procedurephrase where version_id = any(%s) group by version_id
) words
where v.id = words.version_id
"""


class NoSuchProcedure(DomainError):
    """No published procedure has this code."""

    code = "no_such_procedure"
    text = gettext_lazy("Không có thủ tục đang áp dụng với mã này. Hãy kiểm tra lại mã.")


@transaction.atomic
def import_catalogue(
    *, entries: Sequence[CatalogueEntry], actor: Actor, at: datetime
) -> ImportReport:
    """Draft what is new or differs and publish it at once; a second import changes nothing.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    """
    report = draft_catalogue(entries=entries, actor=actor, at=at)
    publish_drafts(actor=actor, at=at)
    return report


@transaction.atomic
def publish_drafts(*, actor: Actor, at: datetime) -> list[ProcedureVersion]:
    """Publish the drafts and give them: each ends the version before it on its own first day.

    A correction dated before the version it corrects holds from the day it is published. Cases
    keep the version they were filed under. A person publishes what another person approved, the
    platform whatever a pack holds. Recorded in the ledger.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    """
    require_editor(actor)
    return publish_versions(_publishable(actor), actor=actor, at=at)


@transaction.atomic
def withdraw_procedure(*, code: str, on: date, actor: Actor, at: datetime) -> ProcedureVersion:
    """End a procedure (bãi bỏ) on a day, which is no longer included. Recorded in the ledger.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    :raises NoSuchProcedure: no version of this code is in force without end.
    """
    require_editor(actor)
    version = (
        ProcedureVersion.objects.select_for_update()
        .filter(procedure__code=code, state=VersionState.PUBLISHED, valid_to__isnull=True)
        .first()
    )
    if version is None:
        raise NoSuchProcedure
    version.valid_to = max(on, version.valid_from)
    version.save(update_fields=["valid_to"])
    payload = {"number": version.number, "valid_to": version.valid_to.isoformat()}
    _record("PROCEDURE_WITHDRAWN", version, payload, actor, at)
    return version


def _publishable(actor: Actor) -> list[ProcedureVersion]:
    """Give the drafts that may be published: a person needs the approval of another one."""
    drafts = (
        ProcedureVersion.objects.drafts().select_related("procedure").select_for_update(of=["self"])
    )
    if actor.kind is ActorKind.SYSTEM:
        return list(drafts)
    approved = list(drafts.filter(review_acts__kind=ReviewKind.APPROVED).order_by("pk"))
    unique = {draft.pk: draft for draft in approved}
    return [draft for draft in unique.values() if stage_of(draft) is ReviewStage.APPROVED]


def publish_versions(
    drafts: Sequence[ProcedureVersion], *, actor: Actor, at: datetime
) -> list[ProcedureVersion]:
    """Publish locked drafts in the caller's transaction, whoever approved them."""
    ended = _end_earlier_versions(drafts, at)
    ProcedureVersion.objects.bulk_update(ended, ["valid_to"], batch_size=500)
    for draft in drafts:
        _follow_slug(draft)
        draft.state, draft.published_at = VersionState.PUBLISHED, at
    ProcedureVersion.objects.bulk_update(
        drafts, ["state", "published_at", "valid_from"], batch_size=200
    )
    for draft in drafts:
        payload = {"number": draft.number, "content_sha256": draft.content_hash}
        _record("PROCEDURE_PUBLISHED", draft, payload, actor, at)
    _index(drafts)
    return list(drafts)


def _end_earlier_versions(
    drafts: Sequence[ProcedureVersion], at: datetime
) -> list[ProcedureVersion]:
    """Set each draft's first day behind the version before it; give those that end by it."""
    published = ProcedureVersion.objects.select_for_update().filter(
        procedure__in=[draft.procedure_id for draft in drafts], state=VersionState.PUBLISHED
    )
    before = {row.procedure_id: row for row in published.defer("content").order_by("number")}
    ended = []
    for draft in drafts:
        earlier = before.get(draft.procedure_id)
        if earlier is None:
            continue
        if draft.valid_from <= earlier.valid_from:
            draft.valid_from = max(local(at).date(), earlier.valid_from)
        if earlier.valid_to is None or earlier.valid_to > draft.valid_from:
            earlier.valid_to = draft.valid_from
            ended.append(earlier)
    return ended


def _follow_slug(draft: ProcedureVersion) -> None:
    if draft.procedure.slug != draft.content["slug"]:
        draft.procedure.slug = draft.content["slug"]
        draft.procedure.save(update_fields=["slug"])


def _record(
    kind: str, version: ProcedureVersion, payload: dict[str, object], actor: Actor, at: datetime
) -> None:
    record(
        kind=kind,
        subject=f"procedure:{version.procedure.code}",
        payload=payload,
        actor=actor,
        at=at,
    )


def _index(versions: Sequence[ProcedureVersion]) -> None:
    ProcedurePhrase.objects.bulk_create(
        (
            ProcedurePhrase(version=version, kind=phrase.kind, text=phrase.text)
            for version in versions
            for phrase in phrases_of(version.content)
        ),
        batch_size=1000,
    )
    with connection.cursor() as cursor:
        cursor.execute(_INDEX, [[version.pk for version in versions]])
