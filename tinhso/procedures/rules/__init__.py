"""Pure rules of procedures: legal parts, variants, channels, consistency, words searched by."""

from tinhso.procedures.rules.channels import (
    CHANNELS,
    CHARGED,
    GOES_AS,
    charged_as,
    open_channels,
    possible_channels,
)
from tinhso.procedures.rules.co_signing import with_signing_terms
from tinhso.procedures.rules.completeness import (
    ANNOUNCEMENT,
    changed_parts,
    is_announced,
    missing_parts,
)
from tinhso.procedures.rules.consistency import Contradiction, Flaw, contradictions
from tinhso.procedures.rules.differences import PARTS, Change, Difference, differences
from tinhso.procedures.rules.editing import (
    Place,
    moved,
    rows_at,
    with_row,
    with_row_moved,
    without_row,
)
from tinhso.procedures.rules.new_procedures import NewProcedure, first_content
from tinhso.procedures.rules.result_templates import (
    STANDING_VALUES,
    has_stray_braces,
    known_values,
    sample_content,
    unknown_values,
)
from tinhso.procedures.rules.review import ReviewStage, review_stage
from tinhso.procedures.rules.variants import find_variant, papers_for, process_for, ways_for
from tinhso.procedures.rules.words import (
    Phrase,
    asks_follow_up,
    is_follow_up,
    phrases_of,
    search_words,
)

__all__ = [
    "ANNOUNCEMENT",
    "CHANNELS",
    "CHARGED",
    "STANDING_VALUES",
    "has_stray_braces",
    "known_values",
    "sample_content",
    "unknown_values",
    "GOES_AS",
    "PARTS",
    "Change",
    "Contradiction",
    "Difference",
    "Flaw",
    "NewProcedure",
    "Phrase",
    "Place",
    "ReviewStage",
    "asks_follow_up",
    "changed_parts",
    "charged_as",
    "contradictions",
    "differences",
    "find_variant",
    "first_content",
    "is_announced",
    "is_follow_up",
    "missing_parts",
    "moved",
    "open_channels",
    "papers_for",
    "phrases_of",
    "possible_channels",
    "process_for",
    "review_stage",
    "rows_at",
    "search_words",
    "ways_for",
    "with_row",
    "with_row_moved",
    "with_signing_terms",
    "without_row",
]
