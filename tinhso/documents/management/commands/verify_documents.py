"""Verifies PDF files in folders: a table on the screen, JSON on demand."""

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import Conclusion, verify_content

_WIDTH = 44


class Command(BaseCommand):
    """Give the verdict on every PDF named, or in the folders named."""

    help = "Kiểm tra chữ ký của các tệp PDF: bảng kết luận, hoặc JSON với --json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take files and folders."""
        parser.add_argument("paths", nargs="+", type=Path)
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
        parser.add_argument("--out", type=Path, help="write the JSON to this file too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify one after the other; what was found in each goes into one table."""
        files = [file for path in options["paths"] for file in _files(path)]
        rows = [_row(file) for file in files]
        report = {"files": rows, "counts": Counter(row["conclusion"] for row in rows)}
        text = json.dumps(report, ensure_ascii=False, indent=1)
        if options["out"]:
            options["out"].write_text(text + "\n", encoding="utf-8")
        self.stdout.write(text if options["json"] else _table(rows))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.suffix.lower() == ".pdf")
    if not path.is_file():
        raise CommandError(f"Không có tệp hay thư mục này: {path}")
    return [path]


def _row(file: Path) -> dict[str, Any]:
    with acting_as(SYSTEM):
        found = verify_content(content=file.read_bytes(), at=clock.now())
    return {
        "file": str(file),
        "sha256": found.sha256,
        "conclusion": found.verdict.conclusion,
        "reasons": list(found.verdict.reasons),
        "signers": [f"{fact.role}: {fact.signer_name}" for fact in found.facts.signatures],
    }


def _table(rows: list[dict[str, Any]]) -> str:
    lines = [f"{'tệp':{_WIDTH}}  {'kết luận':12}  lý do"]
    lines += [
        f"{row['file'][-_WIDTH:]:{_WIDTH}}  {row['conclusion']:12}  {', '.join(row['reasons'])}"
        for row in rows
    ]
    counts = Counter(row["conclusion"] for row in rows)
    lines.append(" · ".join(f"{kind} {counts[kind]}" for kind in Conclusion))
    return "\n".join(lines)
