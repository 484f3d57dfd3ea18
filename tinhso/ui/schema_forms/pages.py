"""Pages of a form and which of them the answers call for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tinhso.ui.schema_forms.questions import Answers, in_language


@dataclass(frozen=True, slots=True)
class FormPage:
    """One page: a few closely related questions."""

    code: str
    fields: tuple[str, ...]
    words: Mapping[str, str]
    help_words: Mapping[str, str] | None
    show_if: Mapping[str, Any] | None

    @property
    def title(self) -> str:
        """Give the heading in the reader's language."""
        return in_language(self.words)

    @property
    def help(self) -> str:
        """Give the words below the heading."""
        return in_language(self.help_words)

    def is_shown(self, visible_answers: Answers) -> bool:
        """Tell whether the answers on the pages before call for this page."""
        if self.show_if is None:
            return True
        name, expected = self.show_if["field"], self.show_if["equals"]
        answer = visible_answers.get(name)
        return type(answer) is type(expected) and bool(answer == expected)


def read_pages(schema: Mapping[str, Any]) -> tuple[FormPage, ...]:
    """Read the pages of a schema."""
    return tuple(
        FormPage(
            code=str(page["code"]),
            fields=tuple(page["fields"]),
            words=page["title"],
            help_words=page.get("help"),
            show_if=page.get("show_if"),
        )
        for page in schema["x-pages"]
    )


def walk(pages: Iterable[FormPage], answers: Answers) -> tuple[list[FormPage], Answers]:
    """Give the pages shown and the answers on them.

    Answers of a hidden page count for nothing: a page that hangs on one of them is hidden too.
    """
    shown: list[FormPage] = []
    visible: Answers = {}
    for page in pages:
        if page.is_shown(visible):
            shown.append(page)
            visible |= {name: answers[name] for name in page.fields if name in answers}
    return shown, visible
