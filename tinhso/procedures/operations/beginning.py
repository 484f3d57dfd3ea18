"""A procedure nobody announced yet: begun by hand as a first draft."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.procedures.models import Field, Procedure, ProcedureVersion, VersionState
from tinhso.procedures.operations.drafts import columns_of
from tinhso.procedures.operations.permission import require_editor
from tinhso.procedures.operations.review import note_edits
from tinhso.procedures.rules import NewProcedure, first_content


class ProcedureExists(DomainError):
    """Another procedure has this code or this address."""

    code = "procedure_exists"
    text = gettext_lazy(
        "Đã có thủ tục mang mã hoặc đường dẫn này. Hãy mở thủ tục đó và soạn bản mới."
    )


def begin_procedure(
    *,
    asked: NewProcedure,
    actor: Actor,
    at: datetime,
    like: Mapping[str, Any] | None = None,
) -> ProcedureVersion:
    """Begin a procedure with a first draft, empty or with the content of another one.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    :raises ProcedureExists: its code or address is taken.
    """
    require_editor(actor)
    content = first_content(asked, local(at).date(), like)
    field = Field.objects.get(code=asked.field)
    try:
        with transaction.atomic():
            procedure = Procedure.objects.create(code=asked.code, slug=asked.slug, created_at=at)
            draft = ProcedureVersion.objects.create(
                procedure=procedure,
                number=1,
                state=VersionState.DRAFT,
                created_at=at,
                **columns_of(content, {field.code: field}),
            )
            note_edits(versions=[draft], actor=actor, at=at)
    except IntegrityError as taken:
        raise ProcedureExists from taken
    return draft
