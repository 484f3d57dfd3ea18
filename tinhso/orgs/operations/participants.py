"""The ordinary participant of a reorganisation: a table whose rows name agencies in columns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Field, ForeignKey, Model, Q, QuerySet

from tinhso.core.readers import add_readers_by_key
from tinhso.orgs.rules import Mover, Placement, Plan, Verdict

READERS = "reader_agency_ids"


class TableParticipant:
    """Moves the rows of one table to the successor of the agency they name.

    ::

        waiting = Q(state="WAITING")
        register_participant(TableParticipant("tickets", "Số thứ tự", Ticket, open_rows=waiting))

    :param open_rows: which rows move; closed ones keep the agency of their day.
    :param columns: the columns that name agencies; every foreign key to one when left out.
    :param shares: let the successor read where rows carry readers.
    """

    order = 50

    def __init__(
        self,
        name: str,
        label: object,
        model: type[Model],
        *,
        open_rows: Q | None = None,
        columns: Sequence[str] = (),
        shares: bool = True,
    ) -> None:
        self.name, self.label = name, label
        self._model, self._open_rows = model, open_rows or Q()
        self._columns = tuple(columns) or agency_columns(model)
        has_readers = any(field.name == READERS for field in model._meta.fields)
        self._has_readers = shares and has_readers
        self.tables = frozenset({model._meta.db_table})

    def waiting(self, plan: Plan) -> Iterable[tuple[int, int | None]]:
        """Give open rows that name an ended agency, with the first one they name."""
        ended = set(plan.fates)
        rows = self._waiting(plan).values_list("pk", *(f"{name}_id" for name in self._columns))
        for pk, *named in rows.iterator(chunk_size=5000):
            yield pk, next(agency_id for agency_id in named if agency_id in ended)

    def place(self, plan: Plan, row_ids: Sequence[int]) -> Mapping[int, Placement]:
        """Send each row to the successor of the first ended agency it names."""
        rows = self._model._default_manager.filter(pk__in=row_ids)
        named = rows.values_list("pk", *(f"{name}_id" for name in self._columns))
        return {
            pk: plan.successor(next(each for each in agencies if each in plan.fates))
            for pk, *agencies in named
            if any(each in plan.fates for each in agencies)
        }

    def move(self, plan: Plan, places: Mapping[int, int | None], mover: Mover) -> frozenset[int]:
        """Put the successor into every column that names an ended agency; let it read."""
        rows = self._waiting(plan).filter(pk__in=places).select_for_update()
        found = list(rows.values_list("pk", *(f"{name}_id" for name in self._columns)))
        updates: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for pk, *named in found:
            for name, successor in self._moves(plan, named, places[pk]):
                updates[name, successor].append(pk)
        for (name, successor), row_ids in updates.items():
            moved = self._model._default_manager.filter(pk__in=row_ids)
            moved.update(**{f"{name}_id": successor})
            if self._has_readers:
                key = self._model._meta.pk.name
                add_readers_by_key(self._model, key, [(pk, successor) for pk in row_ids])
        return frozenset(pk for pk, *_ in found)

    def verify(self, plan: Plan, moved: Mapping[int, int | None]) -> Verdict:
        """Find rows that name an ended agency again or no longer exist."""
        there = self._model._default_manager.filter(pk__in=moved)
        present = set(there.values_list("pk", flat=True))
        back = set(self._waiting(plan).filter(pk__in=moved).values_list("pk", flat=True))
        return Verdict(lost=tuple(sorted((set(moved) - present) | back)))

    def describe(self, row_ids: Sequence[int]) -> Mapping[int, str]:
        """Name rows by their own text."""
        return {row.pk: str(row) for row in self._model._default_manager.filter(pk__in=row_ids)}

    def _waiting(self, plan: Plan) -> QuerySet[Any]:
        ended = Q()
        for name in self._columns:
            ended |= Q(**{f"{name}_id__in": plan.predecessor_ids})
        rows: QuerySet[Any] = self._model._default_manager.filter(ended, self._open_rows)
        return rows.order_by("pk")

    def _moves(
        self, plan: Plan, named: Sequence[int | None], chosen: int | None
    ) -> Iterable[tuple[str, int]]:
        """Give column and successor; what was chosen for a row is for the first it names."""
        first = next(each for each in named if each in plan.fates)
        for name, agency_id in zip(self._columns, named, strict=True):
            if agency_id is None or agency_id not in plan.fates:
                continue
            fate = chosen if agency_id == first else plan.successor(agency_id).agency_id
            if fate is not None:
                yield name, fate


def agency_columns(model: type[Model]) -> tuple[str, ...]:
    """Give the columns of a model that name an agency."""
    return tuple(field.name for field in model._meta.fields if names_agency(field))


def names_agency(field: "Field[Any, Any]") -> bool:
    """Tell whether a column names an agency: a foreign key to one, or an array of readers."""
    if isinstance(field, ForeignKey):
        target = field.related_model
        return not isinstance(target, str) and target._meta.label == "orgs.Agency"
    return False
