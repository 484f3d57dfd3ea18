"""A form compiled from its schema once, then asked for pages, answers, errors and summaries."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

from tinhso.ui.components import SummaryRow
from tinhso.ui.schema_forms import drawing, messages, summary
from tinhso.ui.schema_forms.drawing import PageView
from tinhso.ui.schema_forms.pages import FormPage, read_pages, walk
from tinhso.ui.schema_forms.parsing import has_hidden_characters, parse_answer
from tinhso.ui.schema_forms.questions import Answers, Areas, Question
from tinhso.ui.schema_forms.summary import SummaryPage

Errors = dict[str, str]


class UnknownPage(LookupError):
    """The form has no page of this code."""


def load_form(schema: Mapping[str, Any]) -> "SchemaForm":
    """Compile a form; keep the result, compiling is the slow part."""
    return SchemaForm(schema)


def _all_required(schema: Mapping[str, Any]) -> set[str]:
    branches = [branch.get("then", {}) for branch in schema.get("allOf", ())]
    lists = [part.get("required", ()) for part in (schema, *branches)]
    return {name for names in lists for name in names}


def _field_of(error: ValidationError) -> str:
    if error.kind.name == "required":
        return str(error.kind.as_dict()["property"])
    return str(error.instance_path[0]) if error.instance_path else ""


class SchemaForm:
    """A form: its pages and questions; holds no answers, so one serves everybody."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        """Read pages and questions and compile the validator."""
        required = _all_required(schema)
        self._pages = read_pages(schema)
        self.questions = {
            name: Question(name, part, is_optional=name not in required)
            for name, part in schema["properties"].items()
        }
        self._validator = Draft202012Validator(dict(schema), validate_formats=True)

    def pages(self, answers: Answers) -> list[FormPage]:
        """List the pages these answers call for, in order."""
        return walk(self._pages, answers)[0]

    def page(self, code: str) -> FormPage:
        """Give a page by its code, shown or not.

        :raises UnknownPage: when the form has no such page.
        """
        for page in self._pages:
            if page.code == code:
                return page
        raise UnknownPage(code)

    def visible_answers(self, answers: Answers) -> Answers:
        """Give the answers that count: those on pages shown; anything else is dropped."""
        return walk(self._pages, answers)[1]

    def parse(self, page_code: str, post: Mapping[str, str]) -> Answers:
        """Read the answers of one page: typed where they can be read, as typed where not."""
        names = self.page(page_code).fields
        answers = {name: parse_answer(self.questions[name], post) for name in names}
        return {name: answer for name, answer in answers.items() if answer is not None}

    def store(self, page_code: str, answers: Answers, page_answers: Answers) -> Answers:
        """Give all answers with those of one page replaced: a cleared one disappears."""
        names = self.page(page_code).fields
        others = {name: answer for name, answer in answers.items() if name not in names}
        return {**others, **page_answers}

    def validate_page(self, page_code: str, answers: Answers, areas: Areas | None = None) -> Errors:
        """Give the message of each wrong or missing answer of one page, in the page's order."""
        page = self.page(page_code)
        return self._ordered(page.fields, self._errors(answers, areas))

    def validate_all(self, answers: Answers, areas: Areas | None = None) -> Errors:
        """Give the message of each wrong or missing answer of the pages shown."""
        shown = [name for page in self.pages(answers) for name in page.fields]
        return self._ordered(shown, self._errors(answers, areas))

    def first_wrong_page(self, answers: Answers, areas: Areas | None = None) -> FormPage | None:
        """Give the first page shown that still has an error, ``None`` when all is right."""
        errors = self._errors(answers, areas)
        wrong = (page for page in self.pages(answers) if not errors.keys().isdisjoint(page.fields))
        return next(wrong, None)

    def view(
        self,
        page_code: str,
        answers: Answers,
        errors: Mapping[str, str] | None = None,
        areas: Areas | None = None,
    ) -> PageView:
        """Give one page ready to be drawn, with answers as typed and their errors."""
        page, found = self.page(page_code), errors or {}
        fields = tuple(
            drawing.field_view(self.questions[name], answers, found.get(name, ""), areas)
            for name in page.fields
        )
        links = drawing.error_links(fields)
        return PageView(page.code, page.title, page.help, fields, links)

    def summary(
        self,
        answers: Answers,
        change_url: Callable[[str], str] | None = None,
        areas: Areas | None = None,
    ) -> list[SummaryPage]:
        """List the pages shown with each answer in words and the link that changes it."""
        shown, visible = walk(self._pages, answers)
        return [
            SummaryPage(
                code=page.code,
                title=page.title,
                change_url=change_url(page.code) if change_url else "",
                rows=tuple(self._row(self.questions[name], visible, areas) for name in page.fields),
            )
            for page in shown
        ]

    @property
    def sensitive_fields(self) -> frozenset[str]:
        """Give the questions whose answers must never reach a log."""
        return frozenset(name for name, question in self.questions.items() if question.is_sensitive)

    def _errors(self, answers: Answers, areas: Areas | None) -> Errors:
        visible = self.visible_answers(answers)
        errors = {
            name: messages.unreadable_message()
            for name, answer in visible.items()
            if isinstance(answer, str) and has_hidden_characters(answer)
        }
        if errors:
            return errors
        for error in self._validator.iter_errors(visible):
            question = self.questions.get(_field_of(error))
            if question is not None:
                errors.setdefault(question.name, messages.wrong_message(question, error))
        return errors | self._unknown_areas(visible, areas, errors)

    def _unknown_areas(self, visible: Answers, areas: Areas | None, errors: Errors) -> Errors:
        names = [
            name for name in visible if self.questions[name].widget == "area" and name not in errors
        ]
        if not names or areas is None:
            return {}
        known = areas()
        return {name: messages.area_message() for name in names if visible[name] not in known}

    @staticmethod
    def _ordered(names: Iterable[str], errors: Errors) -> Errors:
        return {name: errors[name] for name in names if name in errors}

    @staticmethod
    def _row(question: Question, visible: Answers, areas: Areas | None) -> SummaryRow:
        words = summary.in_words(question, visible.get(question.name), areas)
        return SummaryRow(question.label, words, is_multiline=question.widget == "textarea")
