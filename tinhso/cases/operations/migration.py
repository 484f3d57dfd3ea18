"""Moving a running case to another version of its procedure: previewed, then one by one."""

import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.cases.models import Case, CasePaper, CaseState
from tinhso.cases.operations.acts import Act, finish_act, start_act
from tinhso.cases.operations.clock import due_changes, due_of
from tinhso.cases.operations.filing import is_variant_chosen
from tinhso.cases.operations.places import process_for
from tinhso.cases.permissions import NotAuthorised
from tinhso.cases.queries import commune_names
from tinhso.cases.rules import MACHINE, Action
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.rls import acting_as
from tinhso.procedures.api import ProcedureVersion, load_form, papers_of
from tinhso.workflow.api import Step

PAGE_SIZE = 20


class CannotMigrate(DomainError):
    """The case cannot go on under the other version."""

    code = "cannot_migrate"
    text = gettext_lazy(
        "Hồ sơ này không chuyển sang bản mới được. Hãy xem lý do trong bản xem trước."
    )


@dataclass(frozen=True, slots=True)
class MigrationPlan:
    """What would change for one case: nothing of it has happened yet.

    ``missing_papers`` and ``open_questions`` are words; ``obstacle`` says why it cannot move.
    """

    case_id: int
    code: str
    state: str
    from_number: int
    missing_papers: tuple[str, ...]
    open_questions: tuple[str, ...]
    step_before: str
    step_after: str
    due_before: datetime | None
    due_after: datetime | None
    obstacle: str

    @property
    def is_possible(self) -> bool:
        """Tell whether the case can move."""
        return not self.obstacle


@dataclass(frozen=True, slots=True)
class MigrationPage:
    """The plans of one page, and the cursors of its neighbours."""

    plans: tuple[MigrationPlan, ...]
    keyset: KeysetPage[Case]


def preview_migration(
    *, version: ProcedureVersion, actor: Actor, cursor: str | None = None
) -> MigrationPage:
    """Give, for each running case of the procedure under another version, what would change.

    Read as the platform: the plans name no applicant.

    :raises NotAuthorised: when the actor does not administer the catalogue.
    :raises BadCursor: the cursor is not one of this list.
    """
    _require_administrator(actor)
    with acting_as(SYSTEM):
        page = page_by_keyset(
            _running(version), order=("filed_at", "id"), cursor=cursor, size=PAGE_SIZE
        )
        return MigrationPage(tuple(_plan(case, version) for case in page.items), page)


def count_running(*, version: ProcedureVersion, actor: Actor) -> int:
    """Count the running cases of the procedure that follow another version.

    :raises NotAuthorised: when the actor does not administer the catalogue.
    """
    _require_administrator(actor)
    with acting_as(SYSTEM):
        return _running(version).count()


def migrate_case(*, case_id: int, version: ProcedureVersion, actor: Actor, at: datetime) -> Case:
    """Move one running case to a version: its due date follows the version's limit.

    The fee stays what it was at filing. Told to nobody by itself, but in the case's history.

    :raises NotAuthorised: when the actor does not administer the catalogue.
    :raises CaseActionRefused: when the case is decided or ended by now.
    :raises CannotMigrate: when there is none, its step or variant does not exist there, or it is
        there already.
    """
    _require_administrator(actor)
    with acting_as(SYSTEM):
        case = Case.objects.filter(pk=case_id).first()
        if case is None:
            raise CannotMigrate
        locked = start_act(case=case, action=Action.MIGRATE, actor=actor)
        if not _running(version).filter(pk=locked.pk).exists() or _plan(locked, version).obstacle:
            raise CannotMigrate
        before = locked.version.number
        changes: dict[str, Any] = {"version_id": version.pk, "procedure_name": version.name}
        moved = _under(locked, version)
        if locked.accepted_at is not None:
            changes |= due_changes(due_of(moved, accepted_at=locked.accepted_at))
        act = Act(
            Action.MIGRATE,
            changes=changes,
            facts={"from_version": before, "to_version": version.number},
        )
        finish_act(case=locked, act=act, actor=actor, at=at)
        return locked


def _require_administrator(actor: Actor) -> None:
    if not (actor.is_officer and actor.has_role("ADMINISTRATOR")):
        raise NotAuthorised


def _running(version: ProcedureVersion) -> QuerySet[Case]:
    """Keep the cases of the procedure that may still move and follow another version."""
    states = [code for code in CaseState.values if _may_move(code)]
    return (
        Case.objects.filter(
            version__procedure_id=version.procedure_id,
            state__in=states,
            decided_at__isnull=True,
        )
        .exclude(version_id=version.pk)
        .select_related("version")
    )


def _may_move(state: str) -> bool:
    return MACHINE.allows(action=Action.MIGRATE, state=state)


def _under(case: Case, version: ProcedureVersion) -> Case:
    """Give the case as it would be under a version, for reckoning only."""
    moved = copy.copy(case)
    moved._state = copy.copy(case._state)
    moved._state.fields_cache = {}
    moved.version = version
    return moved


def _plan(case: Case, version: ProcedureVersion) -> MigrationPlan:
    moved = _under(case, version)
    step_before, step_after = _step(case), _step(moved)
    due = due_of(moved, accepted_at=case.accepted_at) if case.accepted_at else None
    obstacle = _obstacle(moved, step_after)
    return MigrationPlan(
        case_id=case.pk,
        code=case.code or case.token[:8],
        state=case.state,
        from_number=case.version.number,
        missing_papers=tuple(_missing_papers(case, version)),
        open_questions=tuple(_open_questions(case, version)),
        step_before=_words(step_before),
        step_after=_words(step_after),
        due_before=case.due_at,
        due_after=due.due.at if due and not obstacle else case.due_at,
        obstacle=obstacle,
    )


def _step(case: Case) -> Step | None:
    steps = process_for(case).steps
    return next((step for step in steps if step.code == case.step_code), None)


def _words(step: Step | None) -> str:
    return step.name("vi") if step else ""


def _obstacle(moved: Case, step: Step | None) -> str:
    if not is_variant_chosen(moved.version, moved.variant):
        return _("Bản mới không có trường hợp mà hồ sơ này đã chọn.")
    if moved.step_code and step is None:
        return _("Bước hiện tại không còn trong quy trình của bản mới.")
    if step is not None and step.role != moved.step_role:
        return _("Bước hiện tại do vai trò khác làm trong bản mới.")
    return ""


def _missing_papers(case: Case, version: ProcedureVersion) -> list[str]:
    """Give the papers the version requires and the case does not hold.

    Papers seen at the counter were never attached: only those its own version did not ask for
    count as missing then.
    """
    held = set(
        CasePaper.objects.filter(case=case, is_current=True).values_list("paper_code", flat=True)
    )
    held |= {
        paper["code"]
        for paper in papers_of(case.version, case.variant)
        if paper["is_required"] and case.channel in {"COUNTER", "POST"}
    }
    wanted = [paper for paper in papers_of(version, case.variant) if paper["is_required"]]
    return [str(paper["name"]["vi"]) for paper in wanted if paper["code"] not in held]


def _open_questions(case: Case, version: ProcedureVersion) -> list[str]:
    """Give the questions of the version whose answers are missing or no longer right."""
    form = load_form(version)
    wrong = form.validate_all(dict(case.form), commune_names)
    return [
        str(version.content["form"]["properties"][name]["x-title"]["vi"])
        for name in wrong
        if name in form.questions
    ]
