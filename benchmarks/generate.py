"""Cases in bulk, written by SQL: the shape of a province after some years of work."""

from django.db import connection

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as

# 2 % new, 3 % accepted, 10 % in progress, 85 % returned; spread over every committee with clerks.
_OFFICES = """
create temporary table bench_office on commit drop as
select row_number() over (order by unit.id) - 1 as number, unit.id as receiving_id,
       unit.parent_id as competent_id, committee.code as code
from orgs_agency unit join orgs_agency committee on committee.id = unit.parent_id
where unit.kind = 'ONE_STOP_UNIT' and unit.valid_from <= %s
  and (unit.valid_to is null or unit.valid_to > %s);
"""

_PEOPLE = """
insert into identity_person
    (full_name, sex, identity_number, phone, email, address, area_code, language, reader_agency_ids,
     created_at)
select 'Người dân ' || n, 'MALE', '', '', '', '', '', 'vi', '{}', now()
from generate_series(1, greatest(1, %s / 10)) n;
"""

_CASES = """
insert into cases_case
    (token, code, version_id, procedure_name, applicant_id, applicant_name, channel, state,
     receiving_agency_id, competent_agency_id, form, result_fields, fee_vnd, filed_at, received_at,
     accepted_at, due_at, due_reasons, step_code, step_role, step_agency_id, step_due_at,
     event_count, variant)
select 'bench' || lpad(n::text, 12, '0'),
       case when share >= 2 then office.code || '-bench-' || n end,
       %s, 'Đăng ký khai sinh', person.id, person.full_name, 'ONLINE',
       case when share < 2 then 'FILED' when share < 5 then 'ACCEPTED'
            when share < 15 then 'IN_PROGRESS' else 'RETURNED' end,
       office.receiving_id, office.competent_id, '{"child_full_name": "Nguyễn Văn An"}', '{}', 0,
       at, at, case when share >= 2 then at end,
       case when share >= 2 then at + interval '5 days' end,
       '[]', case when share between 2 and 14 then 'appraise' else '' end,
       case when share between 2 and 14 then 'SPECIALIST' else '' end,
       case when share between 2 and 14 then office.competent_id end,
       case when share between 2 and 14 then at + interval '2 days' end, 2, ''
from (select n, n %% 100 as share, now() - (n || ' seconds')::interval as at
      from generate_series(1, %s) n) rows
join bench_office office
     on office.number = (rows.n / 100) %% (select count(*) from bench_office)
join identity_person person on person.id = %s + rows.n %% greatest(1, %s / 10);
"""

_EVENTS = """
insert into cases_caseevent
    (case_id, ordinal, kind, at, actor_reference, actor_name, agency_name, from_state, to_state,
     facts, changes, is_public)
select c.id, o.ordinal, case o.ordinal when 1 then 'SUBMIT' else 'ACCEPT' end, c.filed_at,
       'system', 'bench', '', '', c.state, '{}', '{}', true
from cases_case c, (values (1), (2)) o(ordinal)
where c.token like 'bench%%';
"""


def generate_cases(count: int, *, version_id: int, on: str) -> None:
    """Write ``count`` cases with two events each and let PostgreSQL look at them."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_OFFICES, [on, on])
        cursor.execute(_PEOPLE, [count])
        cursor.execute("select max(id) - greatest(1, %s / 10) + 1 from identity_person", [count])
        first_person = cursor.fetchone()[0]
        cursor.execute(_CASES, [version_id, count, first_person, count])
        cursor.execute(_EVENTS)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze cases_case")
        cursor.execute("vacuum analyze cases_caseevent")
