"""The participant for rows several agencies may read: the successor may read them too."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet

from tinhso.core.readers import add_readers_by_key
from tinhso.orgs.operations.participants import READERS, agency_columns
from tinhso.orgs.rules import Mover, Placement, Plan, Verdict


class ReadersParticipant:
    """Lets the whole successor of an agency read what the agency could read.

    The row itself stays as it was. Where an agency was split or its work went to several, only
    what moves with a case or another matter is shared, by the slice that moves it.
    """

    once = True

    def __init__(self, name: str, label: object, model: type[Model], *, order: int = 70) -> None:
        self.name, self.label, self.order = name, label, order
        self._model = model
        self._columns = [f"{name}_id" for name in agency_columns(model)]
        self.tables = frozenset({model._meta.db_table})

    def waiting(self, plan: Plan) -> Iterable[tuple[int, int | None]]:
        """Give the rows an ended agency may read and its successor may not."""
        whole = plan.whole()
        rows = self._naming(plan).values_list("pk", READERS, *self._columns)
        for pk, readers, *named in rows.iterator(chunk_size=5000):
            missing = _missing(whole, readers, named)
            if missing:
                yield pk, min(missing)

    def place(self, plan: Plan, row_ids: Sequence[int]) -> Mapping[int, Placement]:
        """Give the successor that may read."""
        whole = plan.whole()
        rows = self._model._default_manager.filter(pk__in=row_ids)
        found = {}
        for pk, readers, *named in rows.values_list("pk", READERS, *self._columns):
            missing = _missing(whole, readers, named)
            if missing:
                found[pk] = Placement(whole[min(missing)])
        return found

    def move(self, plan: Plan, places: Mapping[int, int | None], mover: Mover) -> frozenset[int]:
        """Add every successor to the readers."""
        whole = plan.whole()
        rows = self._model._default_manager.filter(pk__in=places)
        missing = {
            pk: _missing(whole, readers, named)
            for pk, readers, *named in rows.values_list("pk", READERS, *self._columns)
        }
        add_readers_by_key(
            self._model,
            self._model._meta.pk.name,
            [(pk, whole[agency_id]) for pk, ended in missing.items() for agency_id in ended],
        )
        return frozenset(pk for pk, ended in missing.items() if ended)

    def verify(self, plan: Plan, moved: Mapping[int, int | None]) -> Verdict:
        """Find rows the successor may not read."""
        rows = self._model._default_manager.filter(pk__in=moved).values_list("pk", READERS)
        readable = {pk for pk, readers in rows if moved[pk] in readers}
        present = {pk for pk, _ in rows}
        return Verdict(lost=tuple(sorted(present - readable)))

    def describe(self, row_ids: Sequence[int]) -> Mapping[int, str]:
        """Name rows by their key: nobody needs to decide them."""
        return {row_id: f"{self.label} {row_id}" for row_id in row_ids}

    def _naming(self, plan: Plan) -> QuerySet[Any]:
        ended = sorted(plan.whole())
        named = Q(**{f"{READERS}__overlap": ended})
        for column in self._columns:
            named |= Q(**{f"{column}__in": ended})
        rows: QuerySet[Any] = self._model._default_manager.filter(named)
        return rows.order_by("pk")


def _missing(
    whole: Mapping[int, int], readers: Sequence[int], named: Sequence[int | None]
) -> list[int]:
    """Give the ended agencies that may read a row whose successors may not."""
    may_read = {each for each in (*readers, *named) if each is not None and each in whole}
    return sorted(each for each in may_read if whole[each] not in readers)
