"""Numbers of registers: one after the other per agency, register and year."""

from django.db import connection

_NEXT_NUMBER = """
    insert into documents_registercounter (agency_id, register, year, last_number)
    values (%s, %s, %s, 1)
    on conflict (agency_id, register, year)
    do update set last_number = documents_registercounter.last_number + 1
    returning last_number
"""


def take_number(*, agency_id: int, register: str, year: int) -> int:
    """Give the next number of a register, bound to the running transaction: no gap, no double."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_NUMBER, [agency_id, register, year])
        (number,) = cursor.fetchone()
    return int(number)
