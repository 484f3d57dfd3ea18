"""Cases in bulk, written by SQL: the shape of a province after some years of work."""

from typing import Any

from django.db import connection
from django.db.models import Model

from tinhso.cases.models import Case, CaseEvent
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.models import Person

# 2 % new, 3 % accepted, 10 % in progress, 85 % returned; spread over every committee with clerks.
_OFFICES = """
create temporary table bench_office on commit drop as
select row_number() over (order by unit.id) - 1 as number, unit.id as receiving_id,
       unit.parent_id as competent_id, committee.code as code
from orgs_agency unit join orgs_agency committee on committee.id = unit.parent_id
where unit.kind = 'ONE_STOP_UNIT' and unit.valid_from <= %s
  and (unit.valid_to is null or unit.valid_to > %s);
"""

_PEOPLE = {
    "full_name": "'Người dân ' || n",
    "sex": "'MALE'",
    "language": "'vi'",
    "created_at": "now()",
}
_FROM_PEOPLE = "from generate_series(1, greatest(1, %s / 10)) n"

_CASE = {
    "token": "'bench' || lpad(n::text, 12, '0')",
    "code": "case when share >= 2 then office.code || '-bench-' || n end",
    "version_id": "%s",
    "procedure_name": "'Đăng ký khai sinh'",
    "applicant_id": "person.id",
    "applicant_name": "person.full_name",
    "channel": "'ONLINE'",
    "state": """case when share < 2 then 'FILED' when share < 5 then 'ACCEPTED'
        when share < 15 then 'IN_PROGRESS' else 'RETURNED' end""",
    "receiving_agency_id": "office.receiving_id",
    "competent_agency_id": "office.competent_id",
    "form": """'{"child_full_name": "Nguyễn Văn An"}'""",
    "filed_at": "at",
    "received_at": "at",
    "accepted_at": "case when share >= 2 then at end",
    "due_at": "case when share >= 2 then at + interval '5 days' end",
    "step_code": "case when share between 2 and 14 then 'appraise' else '' end",
    "step_role": "case when share between 2 and 14 then 'SPECIALIST' else '' end",
    "step_agency_id": "case when share between 2 and 14 then office.competent_id end",
    "step_due_at": "case when share between 2 and 14 then at + interval '2 days' end",
    "event_count": "2",
}
_FROM_CASES = """
from (select n, n %% 100 as share, now() - (n || ' seconds')::interval as at
      from generate_series(1, %s) n) rows
join bench_office office
     on office.number = (rows.n / 100) %% (select count(*) from bench_office)
join identity_person person on person.id = %s + rows.n %% greatest(1, %s / 10)
"""

_EVENT = {
    "case_id": "c.id",
    "ordinal": "o.ordinal",
    "kind": "case o.ordinal when 1 then 'SUBMIT' else 'ACCEPT' end",
    "at": "c.filed_at",
    "actor_reference": "'system'",
    "actor_name": "'bench'",
    "to_state": "c.state",
}
_FROM_EVENTS = "from cases_case c, (values (1), (2)) o(ordinal) where c.token like 'bench%%'"


def generate_cases(count: int, *, version_id: int, on: str) -> None:
    """Write ``count`` cases with two events each and let PostgreSQL look at them."""
    write_cases(count, version_id=version_id, on=on)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze cases_case")
        cursor.execute("vacuum analyze cases_caseevent")


def write_cases(count: int, *, version_id: int, on: str) -> None:
    """Write ``count`` cases with two events each at the committees of the day."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_OFFICES, [on, on])
        _write(cursor, Person, _PEOPLE, _FROM_PEOPLE, count)
        cursor.execute("select max(id) - greatest(1, %s / 10) + 1 from identity_person", [count])
        first_person = cursor.fetchone()[0]
        _write(cursor, Case, _CASE, _FROM_CASES, version_id, count, first_person, count)
        _write(cursor, CaseEvent, _EVENT, _FROM_EVENTS)


def _write(
    cursor: Any, model: type[Model], columns: dict[str, str], source: str, *values: object
) -> None:
    """Fill the named columns from the source; every other gets what a new model would have."""
    others = {
        str(field.column): field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.local_concrete_fields
        if field.column not in columns and _is_filled(field)
    }
    names = ", ".join([*others, *columns])
    places = ", ".join([*("%s" for _ in others), *columns.values()])
    sql = f"insert into {model._meta.db_table} ({names}) select {places} {source}"
    cursor.execute(sql, [*others.values(), *values])


def _is_filled(field: Any) -> bool:
    return not (field.generated or field.primary_key or field.null)
