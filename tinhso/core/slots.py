"""Places shared by all processes for what may only be done a few at a time."""

from tinhso.core.prepared import Statement

_TAKE = Statement("select pg_try_advisory_xact_lock(hashtext(%s), %s)")


def take_slot(name: str, *, slots: int) -> bool:
    """Take one of the places of a name until the running transaction ends; never waits.

    Tells whether one was free. Whoever dies gives the place back with the connection.
    """
    return any(bool((_TAKE.row(name, number) or (False,))[0]) for number in range(slots))
