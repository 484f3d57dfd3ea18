"""Where cases and drafts go: by the matter's rule and the place their answers name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tinhso.cases.rules import places_of_matter
from tinhso.core.remember import remembered
from tinhso.orgs.api import Placement, Plan
from tinhso.procedures.api import ProcedureVersion, area_questions_of, get_version, process_of
from tinhso.workflow.api import ProcessDefinition


@dataclass(frozen=True, slots=True)
class Asked:
    """What a version says that a move needs: its procedure, its questions for areas, its steps."""

    matter: str
    questions: tuple[str, ...]
    process: ProcessDefinition


@remembered(seconds=300)
def asked_by(version_id: int) -> Asked:
    """Give what a published version asks; kept in the process, a version never changes."""
    version: ProcedureVersion = get_version(version_id)
    return Asked(
        matter=version.procedure.code,
        questions=tuple(places_of_matter(area_questions_of(version))),
        process=ProcessDefinition.from_rows(process_of(version)),
    )


def area_codes(version_id: int, form: Mapping[str, Any], home: str) -> list[str]:
    """Give the areas a case may belong to, surest first: its answers, then the person's home."""
    answers = [form.get(name) for name in asked_by(version_id).questions]
    return [str(code) for code in (*answers, home) if code]


@dataclass(frozen=True, slots=True)
class Offices:
    """The agencies a case names; ``None`` where it names none."""

    competent: int | None
    receiving: int | None
    step: int | None = None
    assisting: int | None = None

    def leading(self, plan: Plan) -> int | None:
        """Give the ended agency that says where the case goes: first who decides, then others."""
        named = (self.competent, self.receiving, self.step, self.assisting)
        return next((each for each in named if each is not None and each in plan.fates), None)

    def place(self, plan: Plan, version_id: int, codes: Iterable[str]) -> Placement:
        """Say where a case with these offices goes."""
        leading = self.leading(plan)
        if leading is None:
            return Placement(self.competent)
        if leading == self.competent:
            return plan.competent(leading, asked_by(version_id).matter, codes)
        if self.competent is not None and leading == self.receiving:
            return Placement(plan.counter(leading, self.competent))
        return plan.successor(leading)

    def after(self, plan: Plan, chosen: int | None) -> "Offices":
        """Give the offices after the move, ``chosen`` being the place of the leading one."""
        leading = self.leading(plan)
        competent = chosen if leading == self.competent else self.competent
        receiving = self._receiving(plan, chosen if leading == self.receiving else None, competent)
        return Offices(
            competent=competent,
            receiving=receiving,
            step=self._follow(plan, self.step, competent, receiving),
            assisting=self._follow(plan, self.assisting, competent, receiving),
        )

    def _receiving(self, plan: Plan, chosen: int | None, competent: int | None) -> int | None:
        if chosen is not None or self.receiving is None or competent is None:
            return chosen or self.receiving
        return plan.counter(self.receiving, competent)

    def _follow(
        self, plan: Plan, agency_id: int | None, competent: int | None, receiving: int | None
    ) -> int | None:
        if agency_id is None:
            return None
        if agency_id == self.receiving:
            return receiving
        if agency_id == self.competent:
            return competent
        return plan.successor(agency_id).agency_id or receiving
