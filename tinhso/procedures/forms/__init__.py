"""Forms of the catalogue's administration."""

from tinhso.procedures.forms.catalogue import CatalogueFileForm
from tinhso.procedures.forms.fees import FeeTableForm
from tinhso.procedures.forms.publication import AnnouncementForm, ReturnForm, SwitchForm
from tinhso.procedures.forms.questions import PageForm, QuestionForm
from tinhso.procedures.forms.result_template import ResultTemplateForm
from tinhso.procedures.forms.rows import RowForm

__all__ = [
    "AnnouncementForm",
    "CatalogueFileForm",
    "FeeTableForm",
    "PageForm",
    "QuestionForm",
    "ResultTemplateForm",
    "ReturnForm",
    "RowForm",
    "SwitchForm",
]
