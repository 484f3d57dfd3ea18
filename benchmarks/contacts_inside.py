"""Writes reports by SQL and signs people in; run by `benchmarks.contacts` in its own process."""

import json
import sys
from pathlib import Path
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.db import connection

from tinhso.core.actors import SYSTEM, ActorKind
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount, OfficerAccount

# 80 % answered and public, 5 % refused, 15 % open; every committee of a commune has its share.
_REPORTS = """
insert into contact_contact (
    code, secret_index, kind, channel, state, priority, category_id, text, language, area_id,
    latitude, longitude, address, reporter_name, reporter_phone, reporter_email,
    is_name_public, is_known_to_agency, agency_id, reader_agency_ids, assignee_name, hop_count,
    route_reasons, received_at, due_at, promise, closed_at, escalated_percent, public_state,
    public_text, public_answer, published_at, search_text, follower_count)
select '1022-B' || lpad(n::text, 9, '0'), decode(md5(n::text) || md5(n::text), 'hex'),
       'FIELD_REPORT', 'WEB',
       case when n %% 100 < 80 then 'ANSWERED' when n %% 100 < 85 then 'REFUSED'
            when n %% 2 = 0 then 'FORWARDED' else 'IN_PROGRESS' end,
       'NORMAL', 'duong-hu-hong', words, 'vi', office.area_id,
       office.latitude + (n %% 997 - 498) / 20000.0, office.longitude + (n %% 991 - 495) / 20000.0,
       '', '', '', '', false, true, office.id, '{}', '', 1, '[]', at, at + interval '5 days', '{}',
       case when n %% 100 < 85 then at + interval '3 days' end, 0,
       case when n %% 100 < 80 then 'PUBLISHED' else 'HIDDEN' end,
       case when n %% 100 < 80 then words else '' end, '',
       case when n %% 100 < 80 then at end, ' ' || n || ' o ga duong khu pho ', 0
from (select n, 'Ổ gà đường khu phố, việc thứ ' || n as words,
             now() - (n || ' seconds')::interval as at from generate_series(1, %s) n) rows
join (select row_number() over (order by agency.id) - 1 as number, agency.id, agency.area_id,
             area.latitude::float as latitude, area.longitude::float as longitude,
             count(*) over () as total
      from orgs_agency agency join orgs_area area on area.id = agency.area_id
      where agency.kind = 'PEOPLES_COMMITTEE' and agency.tier = 'COMMUNE'
        and agency.valid_from <= %s and (agency.valid_to is null or agency.valid_to > %s)) office
  on office.number = (rows.n / 7) %% office.total
"""


def write_reports(count: int, *, on: str) -> None:
    """Write ``count`` reports at the committees of the day, with their place."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_REPORTS, [count, on, on])


def main() -> None:
    """Prepare everything and write the cast to the file named."""
    from benchmarks.prepare import sign_in
    from tinhso.orgs.api import organisation_date

    write_reports(int(sys.argv[1]), on=str(organisation_date()))
    with acting_as(SYSTEM):
        citizens = CitizenAccount.objects.order_by("pk")[:8]
        officer = OfficerAccount.objects.get(username="specialist.tanphu")
        cast: dict[str, Any] = {
            "citizens": [sign_in(ActorKind.CITIZEN, one.pk, one.assurance) for one in citizens],
            "officer": sign_in(ActorKind.OFFICER, officer.pk, ""),
            "said": {
                "kind": "FIELD_REPORT",
                "text": "Ổ gà rất sâu trước cổng trường",
                "category": "duong-hu-hong",
                "area_code": "25195",
                "latitude": 11.549,
                "longitude": 106.895,
            },
        }
    Path(sys.argv[2]).write_text(json.dumps(cast, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
