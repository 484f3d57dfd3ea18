"""One question of a form: a property of the schema with its words and its widget."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

Answers = dict[str, Any]
Areas = Callable[[], Mapping[str, str]]


def in_language(words: Mapping[str, str] | None) -> str:
    """Give words in the reader's language, in Vietnamese when they have no other."""
    if not words:
        return ""
    return words.get((get_language() or "vi")[:2]) or words["vi"]


@dataclass(frozen=True, slots=True)
class Question:
    """A property of the schema."""

    name: str
    schema: Mapping[str, Any]
    is_optional: bool

    @property
    def widget(self) -> str:
        """Give the code of the widget, such as ``text`` or ``date``."""
        return str(self.schema.get("x-widget", "text"))

    @property
    def type(self) -> str:
        """Give the JSON type of the answer."""
        return str(self.schema["type"])

    @property
    def label(self) -> str:
        """Give the words of the question."""
        return in_language(self.schema.get("x-title")) or str(self.schema.get("title", self.name))

    @property
    def help(self) -> str:
        """Give the words below the question."""
        return in_language(self.schema.get("x-help"))

    @property
    def message(self) -> str:
        """Give the schema's own words for a wrong answer, empty when it has none."""
        return in_language(self.schema.get("x-message"))

    @property
    def is_sensitive(self) -> bool:
        """Tell whether the answer must never reach a log."""
        return bool(self.schema.get("x-sensitive", False))

    @property
    def choices(self) -> list[tuple[str, str]]:
        """List the choices as value and words."""
        options = self.schema.get("x-options")
        if options:
            return [(str(option["value"]), in_language(option)) for option in options]
        return [(str(value), str(value)) for value in self.schema.get("enum", ())]
