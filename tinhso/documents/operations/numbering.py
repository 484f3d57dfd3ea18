"""Numbers of registers: one after the other per agency, register and year."""

from django.db import connection

from tinhso.documents.models import Document

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


def give_back_number(document: Document) -> bool:
    """Give the number of a document nobody signed back while it is the last of its register.

    Later numbers may be on paper already, in the order of their days: then the number stays with
    the document, void. Tells whether it went back; the document is not saved.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            update documents_registercounter set last_number = last_number - 1
            where agency_id = %s and register = %s and year = %s and last_number = %s
            """,
            [document.agency_id, document.register, document.year, document.number],
        )
        is_back = bool(cursor.rowcount)
    if is_back:
        document.number, document.year = None, None
    return is_back
