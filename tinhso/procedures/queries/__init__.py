"""Reads of the catalogue: versions, search, content, compiled forms."""

from tinhso.procedures.queries.content import (
    cut_off_of,
    deciding_agency_of,
    limit_of,
    papers_of,
    process_of,
    result_template_of,
    way_of,
    ways_of,
)
from tinhso.procedures.queries.fees import (
    FeeAsked,
    PaymentTerms,
    assess_fee,
    fee_of,
    fee_table_of,
    payment_terms_of,
)
from tinhso.procedures.queries.forms import load_form, load_result_form
from tinhso.procedures.queries.search import (
    SearchResult,
    list_in_force,
    list_popular,
    search_procedures,
)
from tinhso.procedures.queries.versions import (
    ProcedureNotFound,
    find_current_version,
    find_version,
    get_current_version,
    get_version,
    list_contents,
    list_drafts,
    list_fields,
    list_versions,
)

__all__ = [
    "FeeAsked",
    "PaymentTerms",
    "ProcedureNotFound",
    "SearchResult",
    "assess_fee",
    "cut_off_of",
    "deciding_agency_of",
    "fee_of",
    "fee_table_of",
    "find_current_version",
    "find_version",
    "get_current_version",
    "get_version",
    "limit_of",
    "list_contents",
    "list_drafts",
    "list_fields",
    "list_in_force",
    "list_popular",
    "list_versions",
    "load_form",
    "load_result_form",
    "papers_of",
    "payment_terms_of",
    "process_of",
    "result_template_of",
    "search_procedures",
    "way_of",
    "ways_of",
]
