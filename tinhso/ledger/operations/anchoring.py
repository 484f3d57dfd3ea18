"""Daily anchors: the newest checkpoint of a day in a file, to be kept where nobody here reaches."""

from datetime import date

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.ledger import queries
from tinhso.ledger.gateways import anchor_files


def write_anchor(*, day: date) -> bool:
    """Write the anchor of a day, once; tells whether it was written now.

    It is the newest checkpoint a witness signed, or the newest of all where none did. Nothing is
    written while the log is empty.
    """
    with acting_as(SYSTEM):
        note = queries.witnessed_note() or queries.newest_note()
    return note is not None and anchor_files.keep_anchor(day, note)
