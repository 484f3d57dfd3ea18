"""The national catalogue of procedures, read page by page through the exchange."""

from typing import Any
from urllib.parse import quote

from tinhso.core.text import nfc, squeeze
from tinhso.exchange.api import PartnerAway, ask, get_connector
from tinhso.procedures.rules.national_catalogue import ListedProcedure

PORTAL = "national-portal"
_PAGE = 100
_MOST = 20_000


def read_national_catalogue() -> list[ListedProcedure]:
    """Give every procedure the national portal lists for the province.

    :raises PartnerAway: no trustworthy answer.
    :raises PartnerRefused: it does not give its catalogue.
    """
    connector = get_connector(PORTAL)
    found: list[ListedProcedure] = []
    while len(found) < _MOST:
        after = quote(found[-1].code) if found else ""
        rows = ask(connector, f"/v1/procedures?after={after}&most={_PAGE}").get("procedures")
        if not isinstance(rows, list):
            raise PartnerAway("no catalogue")
        found += [_listed(row) for row in rows]
        if len(rows) < _PAGE:
            break
    return found


def _listed(row: Any) -> ListedProcedure:
    parts = ("code", "name", "service_level")
    if not isinstance(row, dict) or not all(isinstance(row.get(part), str) for part in parts):
        raise PartnerAway("no procedure")
    code, name, level = (nfc(row[part]) for part in parts)
    return ListedProcedure(code[:30], squeeze(name)[:400], level[:8])
