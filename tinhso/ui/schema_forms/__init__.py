"""Forms described by JSON Schema: pages, answers, errors and summaries, drawn by our components."""

from tinhso.ui.schema_forms.drawing import PageView
from tinhso.ui.schema_forms.form import SchemaForm, UnknownPage, load_form
from tinhso.ui.schema_forms.pages import FormPage
from tinhso.ui.schema_forms.questions import Answers, Areas, Question
from tinhso.ui.schema_forms.summary import SummaryPage

__all__ = [
    "Answers",
    "Areas",
    "FormPage",
    "PageView",
    "Question",
    "SchemaForm",
    "SummaryPage",
    "UnknownPage",
    "load_form",
]
