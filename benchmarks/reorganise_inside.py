"""Inside the platform: writes open cases, prepares the merger, counts both sides."""

import sys
import time
from datetime import date

import django

django.setup()

from django.db import connection  # noqa: E402 - only after the platform is set up

from benchmarks.generate import generate_cases  # noqa: E402
from tinhso.core.actors import SYSTEM, Actor, ActorKind  # noqa: E402
from tinhso.core.clock import now, today  # noqa: E402
from tinhso.core.rls import acting_as  # noqa: E402
from tinhso.orgs.api import Deciding, organisation_date  # noqa: E402
from tinhso.procedures.api import get_current_version  # noqa: E402
from tinhso.reorganisation.api import (  # noqa: E402
    Reorganisation,
    approve,
    confirm_agencies,
    count_everything,
    create_reorganisation,
    decide_matters,
    load_numbers,
    order_count,
    propose,
    verify,
)

_EVERY_CASE_OPEN = """
update cases_case set state = 'IN_PROGRESS', step_code = 'appraise', step_role = 'SPECIALIST',
    step_agency_id = competent_agency_id, step_due_at = filed_at + interval '2 days',
    due_at = filed_at + interval '5 days', accepted_at = filed_at,
    code = coalesce(code, 'bench-' || id);
insert into workflow_steprun (subject, step_code, ordinal, role, agency_id, reader_agency_ids,
    entered_at, due_at, outcome, note)
select 'case:' || id, 'appraise', 1, 'SPECIALIST', competent_agency_id,
    array[competent_agency_id, receiving_agency_id], filed_at, step_due_at, '', '' from cases_case;
"""
# What districts decide names the commune its plot lies in.
_DISTRICT_MATTERS = """
update cases_case c set version_id = %s, form = jsonb_build_object('plot_area_code', (
    select area.code from orgs_area area where area.parent_id = agency.area_id
    order by area.code offset c.id %% 3 limit 1))
from orgs_agency agency where agency.id = c.competent_agency_id and agency.tier = 'DISTRICT'
"""
_SIDES = """
select agency.valid_from >= '2025-07-01', count(*), count(distinct c.id), count(distinct agency.id),
    md5(string_agg(concat_ws(':', c.id, c.due_at, c.step_due_at, c.code), ',' order by c.id))
from cases_case c join orgs_agency agency on agency.id = c.competent_agency_id group by 1
"""


def main() -> None:
    """Prepare or count."""
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]))
    else:
        count_both_sides()


def prepare(count: int) -> None:
    """Write the cases, prepare the merger, decide and approve it; nothing has moved yet."""
    version = get_current_version("dang-ky-khai-sinh", today())
    generate_cases(count, version_id=version.pk, on=str(organisation_date()))
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_EVERY_CASE_OPEN)
        permit = get_current_version("cap-giay-phep-xay-dung-nha-o", today())
        cursor.execute(_DISTRICT_MATTERS, [permit.pk])
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    show_sides("before")
    _approve()


def _approve() -> None:
    one, other = (
        Actor(
            kind=ActorKind.OFFICER,
            name=name,
            account_id=number,
            roles=frozenset({"ADMINISTRATOR"}),
        )
        for number, name in ((1, "bench 1"), (2, "bench 2"))
    )
    found = create_reorganisation(
        effective_on=date(2025, 7, 1), legal_act="bench", actor=one, at=now()
    )
    confirm_agencies(reorganisation=found, actor=one)
    with acting_as(SYSTEM):
        rows = list(found.matter_rows.values_list("pk", flat=True))
    commune = Deciding("PEOPLES_COMMITTEE", "COMMUNE")
    decide_matters(reorganisation=found, row_ids=rows, deciding=commune, actor=one)
    order_count(reorganisation=found, actor=one)
    begun = time.perf_counter()
    count_everything(reorganisation_id=found.pk, at=now())
    print(f"  preview counted in {time.perf_counter() - begun:.1f} s", flush=True)
    propose(reorganisation=found, actor=one, at=now())
    approve(reorganisation=found, actor=other, at=now())


def count_both_sides() -> None:
    """Verify, then count by SQL that knows nothing of the operation."""
    begun = time.perf_counter()
    found = Reorganisation.objects
    with acting_as(SYSTEM):
        reorganisation = found.get()
    verify(reorganisation=reorganisation, actor=SYSTEM, at=now())
    print(f"  verify took {time.perf_counter() - begun:.1f} s", flush=True)
    with acting_as(SYSTEM):
        print(f"  state {found.get().state}")
        for turn in load_numbers(reorganisation).turns:
            print(f"  {turn.name:<16}{turn.counted:>9,} counted {turn.moved:>9,} moved")
    show_sides("after")


def show_sides(when: str) -> None:
    """Print how many cases are at agencies of the old and of the new day, and their digest."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_SIDES)
        for is_new, rows, cases, agencies, digest in cursor.fetchall():
            side = "new" if is_new else "old"
            print(
                f"  {when}: {rows:,} rows, {cases:,} cases at {agencies} {side} agencies {digest}"
            )
        cursor.execute("select count(*) from cases_caseevent where kind = 'TRANSFER'")
        print(f"  {when}: {cursor.fetchone()[0]:,} transfer events", flush=True)


if __name__ == "__main__":
    main()
