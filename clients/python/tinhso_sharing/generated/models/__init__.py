""" Contains all the data models used in inputs/outputs """

from .agency_record import AgencyRecord
from .agency_record_page import AgencyRecordPage
from .agreement_out import AgreementOut
from .call_page import CallPage
from .call_row import CallRow
from .case_status_record import CaseStatusRecord
from .case_status_record_page import CaseStatusRecordPage
from .catalogue import Catalogue
from .get_token_form_params import GetTokenFormParams
from .indicator_value_record import IndicatorValueRecord
from .indicator_value_record_page import IndicatorValueRecordPage
from .problem import Problem
from .service_field import ServiceField
from .service_row import ServiceRow
from .share_indicator_values_level import ShareIndicatorValuesLevel
from .token import Token
from .token_problem import TokenProblem

__all__ = (
    "AgencyRecord",
    "AgencyRecordPage",
    "AgreementOut",
    "CallPage",
    "CallRow",
    "CaseStatusRecord",
    "CaseStatusRecordPage",
    "Catalogue",
    "GetTokenFormParams",
    "IndicatorValueRecord",
    "IndicatorValueRecordPage",
    "Problem",
    "ServiceField",
    "ServiceRow",
    "ShareIndicatorValuesLevel",
    "Token",
    "TokenProblem",
)
