"""Forms of the catalogue's administration."""

from tinhso.procedures.forms.catalogue import CatalogueFileForm
from tinhso.procedures.forms.fee_rows import FeeChoices, FeeRowForm
from tinhso.procedures.forms.fee_tables import (
    FeeExemptionForm,
    FeeLineForm,
    FeeQuantityForm,
    FeeTermsForm,
    FeeTrialForm,
)
from tinhso.procedures.forms.new_procedure import NewProcedureForm
from tinhso.procedures.forms.publication import AnnouncementForm, ReturnForm, SwitchForm
from tinhso.procedures.forms.questions import PageForm, QuestionForm
from tinhso.procedures.forms.result_template import ResultTemplateForm
from tinhso.procedures.forms.rows import RowForm
from tinhso.procedures.forms.signing import SigningTermsForm

__all__ = [
    "AnnouncementForm",
    "CatalogueFileForm",
    "FeeChoices",
    "FeeExemptionForm",
    "FeeLineForm",
    "FeeQuantityForm",
    "FeeRowForm",
    "FeeTermsForm",
    "FeeTrialForm",
    "NewProcedureForm",
    "PageForm",
    "QuestionForm",
    "ResultTemplateForm",
    "ReturnForm",
    "RowForm",
    "SigningTermsForm",
    "SwitchForm",
]
