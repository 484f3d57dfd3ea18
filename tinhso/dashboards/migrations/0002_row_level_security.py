"""Locks boards to who may open them."""

from django.db import migrations

from tinhso.core.rls import (
    IS_SYSTEM,
    agency_among,
    agency_is,
    row_security,
)

_IS_OFFICER = "(select current_setting('app.actor', true)) = 'officer'"
_OWN = agency_is("owner_id")
_OPEN = (
    f"{IS_SYSTEM} or {_OWN} or {agency_among('reader_agency_ids')} or audience = 'EVERYONE'"
    f" or (audience = 'OFFICERS' and {_IS_OFFICER})"
)
_BOARDS = "board_id in (select id from dashboards_board where {})"
_OWN_BOARD = _BOARDS.format(_OWN)


def _readable(table: str, using: str, former: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=f"alter policy {table}_select on {table} using ({using})",
        reverse_sql=f"alter policy {table}_select on {table} using ({former})",
    )


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0001_tables"), ("orgs", "0001_tables")]

    operations = [
        row_security("dashboards_board", _OWN),
        _readable("dashboards_board", _OPEN, f"{IS_SYSTEM} or {_OWN}"),
        row_security("dashboards_boardversion", _OWN_BOARD),
        _readable(
            "dashboards_boardversion",
            f"{IS_SYSTEM} or {_BOARDS.format('true')}",
            f"{IS_SYSTEM} or {_OWN_BOARD}",
        ),
    ]
