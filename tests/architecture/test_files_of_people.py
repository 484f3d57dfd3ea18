"""Every page that gives a file asks for a proof and, if it is large, for a second person."""

import re
from pathlib import Path

SLICES = Path(__file__).resolve().parents[2] / "tinhso"
#: What a module says that writes tables into a file.
WRITES = re.compile(r"xlsxwriter|csv\.(Dict)?[wW]riter|render_register\(|\bworkbook\(")
ASKS = "release_address("

#: Modules whose files go out without asking there, and why.
FREE = {
    "access/views/rights.py": "a person's own data, after a sign-in of the last ten minutes",
    "cases/views/officer/exports.py": "writes what lists.py and register.py let go",
    "cases/views/officer/paper_shares.py": "numbers a kind of paper, nobody's data",
    "contact/views/public.py": "open data: published reports without people",
    "counters/views/statistics.py": "numbers of a day, nobody's data",
    "payments/views/exports.py": "writes what drawers.py lets go",
    "portal/views/transparency.py": "open data: numbers an agency",
    "procedures/views/editor/completeness.py": "what procedures lack, nobody's data",
    "records/views/dossiers.py": "the list of one dossier's documents",
    "records/views/workbook.py": "writes what the registers let go",
    "reorganisation/views/report.py": "counts of rows, nobody's data",
}


def _modules() -> dict[str, str]:
    views = sorted(SLICES.glob("*/views/**/*.py"))
    text = {str(path.relative_to(SLICES)): path.read_text("utf-8") for path in views}
    return {name: source for name, source in text.items() if WRITES.search(source)}


def test_pages_giving_files_of_people_ask_first() -> None:
    silent = {name for name, source in _modules().items() if ASKS not in source}

    assert silent == FREE.keys()


def test_the_pages_that_ask_are_found() -> None:
    asking = {name for name, source in _modules().items() if ASKS in source}

    assert len(asking) >= 5
