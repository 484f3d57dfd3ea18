"""Publishing drafts: from then on a version never changes, and the one before it ends."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.ledger.api import record
from tinhso.procedures.gateways.pack import CatalogueEntry
from tinhso.procedures.models import ProcedurePhrase, ProcedureVersion, VersionState
from tinhso.procedures.operations.drafts import ImportReport, draft_catalogue
from tinhso.procedures.operations.permission import require_editor
from tinhso.procedures.rules import phrases_of

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
    """Publish every draft and give them: each ends the version before it on its own first day.

    A correction dated before the version it corrects holds from the day it is published. Cases
    keep the version they were filed under. Recorded in the ledger.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    """
    require_editor(actor)
    drafts = list(
        ProcedureVersion.objects.drafts().select_related("procedure").select_for_update(of=["self"])
    )
    for draft in drafts:
        _publish(draft, actor, at)
    _index(drafts)
    return drafts


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


def _publish(draft: ProcedureVersion, actor: Actor, at: datetime) -> None:
    before = (
        ProcedureVersion.objects.select_for_update()
        .filter(procedure=draft.procedure, state=VersionState.PUBLISHED)
        .order_by("-number")
        .first()
    )
    if before is not None:
        if draft.valid_from <= before.valid_from:
            draft.valid_from = max(local(at).date(), before.valid_from)
        if before.valid_to is None or before.valid_to > draft.valid_from:
            before.valid_to = draft.valid_from
            before.save(update_fields=["valid_to"])
    if draft.procedure.slug != draft.content["slug"]:
        draft.procedure.slug = draft.content["slug"]
        draft.procedure.save(update_fields=["slug"])
    draft.state = VersionState.PUBLISHED
    draft.published_at = at
    draft.save(update_fields=["state", "published_at", "valid_from"])
    payload = {"number": draft.number, "content_sha256": draft.content_hash}
    _record("PROCEDURE_PUBLISHED", draft, payload, actor, at)


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
