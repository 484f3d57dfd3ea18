"""The door of payments: what a case costs and why, asking for money, taking it, giving it back."""

from collections.abc import Mapping
from typing import Any

from tinhso.payments.gateways.pack import PersonKind, person_kinds, province_exemptions
from tinhso.payments.queries.explanations import (
    FeeLine,
    explain_assessment,
    explain_lines,
    lines_to_keep,
)
from tinhso.payments.rules.fee_tables import BadFeeTable, read_table, table_of
from tinhso.payments.rules.fees import Assessment, FeeQuestion, FeeTable, assess

__all__ = [
    "Assessment",
    "BadFeeTable",
    "FeeLine",
    "FeeQuestion",
    "FeeTable",
    "PersonKind",
    "assess",
    "explain_assessment",
    "explain_lines",
    "lines_to_keep",
    "person_kinds",
    "read_table",
    "table_for",
]


def table_for(content: Mapping[str, Any], *, field: str, procedure: str) -> FeeTable:
    """Give the fee table of a procedure's content with the province's exemptions for it.

    :raises BadFeeTable: the content's ``fee_table`` cannot be read.
    """
    return table_of(content, province_exemptions(field, procedure))
