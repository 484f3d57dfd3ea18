"""Fields of administration, brought to what the province pack says."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from tinhso.core.actors import Actor
from tinhso.core.text import sort_key
from tinhso.procedures.models import Field
from tinhso.procedures.operations.permission import require_editor


@transaction.atomic
def load_fields(*, rows: Iterable[Mapping[str, Any]], actor: Actor) -> int:
    """Create or rename fields (lĩnh vực) and give how many there are; none is ever deleted.

    :raises NotCatalogueEditor: the actor may not change the catalogue.
    """
    require_editor(actor)
    for row in rows:
        Field.objects.update_or_create(
            code=row["code"],
            defaults={
                "name": row["name"]["vi"],
                "name_en": row["name"]["en"],
                "sort_key": sort_key(row["name"]["vi"]),
                "department": row["responsible_department"]["department_short_name"],
            },
        )
    return Field.objects.count()
