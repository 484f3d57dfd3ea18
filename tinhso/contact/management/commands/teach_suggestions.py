"""Teaches the suggestions from a province's phrases, or examines how good they are."""

import json
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from tinhso.contact.queries.suggestions import MODEL_FILE
from tinhso.contact.rules.examining import examine, score, teach_all, urgency_score


class Command(BaseCommand):
    """Write the models, or print the examination on held-out ways of saying things."""

    help = "Teaches the suggestions; --examine prints accuracy on held-out families instead."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the choice."""
        parser.add_argument("--examine", action="store_true")
        parser.add_argument("--model-version", default="1")

    def handle(self, *args: Any, **options: Any) -> None:
        """Teach or examine; both take a minute or two."""
        folder = Path(settings.PROVINCE_PACK) / "contact"
        table = tomllib.loads((folder / "report_phrases.toml").read_text("utf-8"))
        if options["examine"]:
            self._examine(table)
            return
        taught = teach_all(table, version=options["model_version"])
        text = json.dumps(taught.as_json(), ensure_ascii=False, separators=(",", ":"))
        (folder / MODEL_FILE).write_text(text, encoding="utf-8")
        self.stdout.write(f"{MODEL_FILE}: {len(text) // 1024} KB")

    def _examine(self, table: dict[str, Any]) -> None:
        verdicts = examine(table)
        groups = {
            "all": verdicts,
            "with accents": [one for one in verdicts if one.has_accents],
            "without accents": [one for one in verdicts if not one.has_accents],
        }
        for name, group in groups.items():
            found = score(group)
            self.stdout.write(
                f"{name}: {found.count} reports, first right {found.first:.3f}, among three "
                f"{found.among_three:.3f}, spoken {found.spoken:.3f}, right when spoken "
                f"{found.precision:.3f}"
            )
        recall, precision = urgency_score(verdicts)
        self.stdout.write(f"urgent found {recall:.3f}, alarms right {precision:.3f}")
