"""What a case collected beside the straight path, ready to be drawn on its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.cases.models import Case, CaseBranch
from tinhso.cases.queries import (
    clocks_of,
    list_branches,
    list_complaints,
    list_corrections,
    list_inspections,
    verdict_of,
)
from tinhso.cases.templatetags.cases import outcome_words
from tinhso.ui.components import SummaryRow, Tone

_VERDICTS: Mapping[str, tuple[Promise, Tone]] = {
    "EARLY": (gettext_lazy("trước hạn"), Tone.SUCCESS),
    "ON_TIME": (gettext_lazy("đúng hạn"), Tone.SUCCESS),
    "OVERDUE": (gettext_lazy("quá hạn"), Tone.DANGER),
    "RUNNING": (gettext_lazy("đang làm"), Tone.INFO),
    "RUNNING_LATE": (gettext_lazy("đang quá hạn"), Tone.DANGER),
}


@dataclass(frozen=True, slots=True)
class BranchLine:
    """One branch with how it stands against its own clock."""

    branch: CaseBranch
    verdict: str
    tone: str
    outcome: str


def paths_context(case: Case, *, at: datetime) -> dict[str, Any]:
    """Give branches, inspections, complaints, corrections and both clocks of a case."""
    branches = [branch_line(branch, at) for branch in list_branches(case)]
    return {
        "branches": branches,
        "clock_rows": _clock_rows(case, at) if branches else [],
        "inspections": list_inspections(case),
        "complaints": list_complaints(case),
        "corrections": list_corrections(case),
    }


def branch_line(branch: CaseBranch, at: datetime) -> BranchLine:
    """Judge a branch against its own clock."""
    verdict = verdict_of(due_at=branch.due_at, left_at=branch.closed_at, at=at)
    words, tone = _VERDICTS[verdict]
    return BranchLine(branch, str(words), str(tone), outcome_words(branch.outcome))


def _clock_rows(case: Case, at: datetime) -> list[SummaryRow]:
    """Say both clocks: the whole case's, and its steps' added up."""
    clocks = clocks_of(case, at=at)
    whole = _of(clocks.spent_minutes, clocks.limit_minutes)
    steps = _of(clocks.steps_spent_minutes, clocks.steps_limit_minutes)
    return [SummaryRow(_("Cả hồ sơ"), whole), SummaryRow(_("Các bước cộng lại"), steps)]


def _of(spent: int, limit: int) -> str:
    values = {"spent": f"{spent / 60:.1f}".rstrip("0").rstrip("."), "limit": f"{limit // 60}"}
    return _("đã dùng %(spent)s trong %(limit)s giờ làm việc") % values
