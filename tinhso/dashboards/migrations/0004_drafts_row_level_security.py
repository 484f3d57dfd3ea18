"""Locks drafts to the agency that answers for the board."""

from django.db import migrations

from tinhso.core.rls import agency_is, row_security

_BOARDS = "board_id in (select id from dashboards_board where {})"
_OWN_BOARD = _BOARDS.format(agency_is("owner_id"))


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0002_row_level_security")]

    operations = [row_security("dashboards_boarddraft", _OWN_BOARD)]
