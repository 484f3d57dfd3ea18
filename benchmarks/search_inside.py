"""Writes documents by SQL and times questions; run by `benchmarks.search` in its own process."""

import sys
from time import perf_counter

import django

if __name__ == "__main__":
    django.setup()

from django.db import connection, transaction

from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.keyset import page_by_keyset
from tinhso.core.rls import acting_as
from tinhso.orgs.api import Agency
from tinhso.records.queries import SearchNarrowing, documents_found

AGENCIES, _BATCH, _TURNS = 40, 5_000, 40
#: Syllables a document's words are drawn from, the frequent ones first (Zipf's law, about).
_SYLLABLES = (
    "của và việc các về cho theo thực hiện công tác tỉnh quy định xây dựng quản lý kế hoạch tổ chức"
    " báo cáo kết quả triển khai đề nghị nhân dân ủy ban phòng chống dịch bệnh đất đai nhà ở đường"
    " trường học giáo dục y tế nông nghiệp môi trường tài chính ngân sách đầu tư chuyển đổi số hộ"
    " tịch chứng thực khiếu nại tố cáo thanh tra kiểm tra an toàn giao thông cháy nổ thiên tai"
    " lao động việc làm trẻ em người có công bảo hiểm du lịch văn hóa thể thao rừng khoáng sản"
)
_WRITE = """
with said as (
    select n, 'V/v ' || (
        select string_agg(words[1 + floor(power(random(), 2.2) * %(count)s)::int + 0 * g], ' ')
        from generate_series(1, 14) g where g + n > 0) || ' số hiệu ' || n as abstract,
        (select string_agg(words[1 + floor(power(random(), 2.2) * %(count)s)::int + 0 * g], ' ')
         from generate_series(1, 250) g where g + n > 0) as body
    from generate_series(%(first)s, %(last)s) n, (select %(words)s::text[] as words) w
), written as (
    insert into records_officialdocument (
        token, direction, agency_id, reader_agency_ids, kind, author_name, author_code, abstract,
        urgency, notation, issued_on, signer_name, signer_title, register, year, number,
        search_text, created_at)
    select md5(n::text), case when n %% 3 = 0 then 'OUTGOING' else 'INCOMING' end,
        (%(agencies)s::bigint[])[1 + n %% %(agency_count)s], '{}', 'CV', '', '', abstract, 0,
        n || '/UBND-TH', date '2021-01-01' + n %% 300, '', '', 'S', 2021, n,
        lower(abstract) || ' ' || tinhso_fold(abstract) || ' ' || n || '/ubnd-th',
        now() - (n || ' seconds')::interval
    from said returning id, number
)
insert into records_arrival (
    official_id, state, source, arrived_at, acknowledge_by, registered_at, conclusion, reasons,
    reading, words, recipient, note, page_count, returned_reason, is_late_told)
select w.id, 'DONE', 'SCAN', now(), now(), now(), 'PAPER', '[]', 'READ',
    s.body || ' ' || tinhso_fold(s.body), '', '', 2, '', false
from written w join said s on s.n = w.number where w.number %% 3 <> 0
"""
QUESTIONS = {
    "one document's number": "số hiệu 77",
    "its sign": "4321/ubnd",
    "two words, accents": "hộ tịch",
    "two words, none": "ho tich",
    "four words, accents": "chuyển đổi số trường",
    "four words, none": "chuyen doi so truong",
    "the commonest word": "của",
    "a beginning": "kho",
    "nothing": "khongcochu",
}


def write_documents(count: int) -> list[int]:
    """Write so many documents among the agencies; give the agencies' keys."""
    with acting_as(SYSTEM):
        agencies = list(Agency.objects.order_by("pk").values_list("pk", flat=True)[:AGENCIES])
    for first in range(1, count + 1, _BATCH):
        with transaction.atomic(), acting_as(SYSTEM), connection.cursor() as cursor:
            last = min(first + _BATCH - 1, count)
            cursor.execute(
                _WRITE,
                {
                    "first": first,
                    "last": last,
                    "words": _SYLLABLES.split(),
                    "count": len(_SYLLABLES.split()),
                    "agencies": agencies,
                    "agency_count": len(agencies),
                },
            )
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze records_searchwords")
        cursor.execute("vacuum analyze records_officialdocument")
    return agencies


def ask(agency_id: int, text: str) -> tuple[list[float], int]:
    """Ask one question again and again; give the milliseconds of each and how many it showed."""
    officer = Actor(
        kind=ActorKind.OFFICER, person_id=1, agency_ids=(agency_id,), roles=frozenset({"REGISTRAR"})
    )
    taken, shown = [], 0
    for _ in range(_TURNS):
        began = perf_counter()
        with acting_as(officer):
            rows = documents_found(officer, SearchNarrowing(text))
            shown = len(page_by_keyset(rows, order=("-id",), cursor=None, size=20).items)
        taken.append((perf_counter() - began) * 1000)
    return sorted(taken), shown


def main() -> None:
    """Write, then ask every question and print its times."""
    count, began = int(sys.argv[1]), perf_counter()
    agencies = write_documents(count)
    print(f"{count:,} documents written in {perf_counter() - began:.0f} s", flush=True)
    for name, text in QUESTIONS.items():
        taken, shown = ask(agencies[0], text)
        middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        print(f"{name:24} {text:24} p50 {middle:8.1f} p95 {late:8.1f} ms, {shown:3} shown")


if __name__ == "__main__":
    main()
