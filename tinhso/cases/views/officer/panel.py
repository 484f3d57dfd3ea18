"""The panel of a case: what its reader may do now, and where each act is done."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.cases.api import Action, Case
from tinhso.cases.queries import is_drafted, open_actions
from tinhso.cases.views.officer.act_page import ActPage
from tinhso.cases.views.officer.act_pages import ACT_PAGES
from tinhso.cases.views.officer.path_pages import PATH_PAGES
from tinhso.core.actors import Actor

_LEADING = (
    Action.ACCEPT,
    Action.SIGN_RESULT,
    Action.ISSUE_RESULT,
    Action.HAND_OVER,
    Action.FORWARD,
    Action.DRAFT_RESULT,
)


#: Acts beside the straight path that somebody waits for: never behind a fold.
_AWAITED = frozenset(
    {
        Action.ANSWER_COMPLAINT,
        Action.FINISH_BRANCH,
        Action.ISSUE_CORRECTION,
        Action.NOTIFY_STOP,
        Action.SIGN_CORRECTION,
    }
)


@dataclass(frozen=True, slots=True)
class PanelButton:
    """A link to an act; the one that moves the case on stands out.

    ``opens_here``: the act's page can be shown inside the case's.
    """

    label: str
    url: str
    variant: str = "secondary"
    opens_here: bool = False


def panel_buttons(*, actor: Actor, case: Case) -> list[PanelButton]:
    """Give the acts open to the officer now, the one to do next first."""
    actions = open_actions(actor=actor, case=case)
    leading = _leading(actions, case)
    found = [*_own_pages(case, actions, leading), *_act_pages(case, actions, leading)]
    found += [
        _page_button(case, page, page.action)
        for page in PATH_PAGES
        if page.action in actions & _AWAITED
    ]
    return sorted(found, key=lambda button: button.variant != "primary")


def _leading(actions: frozenset[Action], case: Case) -> Action | None:
    """Give the act that comes next: draft first, then pass on."""
    if Action.DRAFT_RESULT in actions and not is_drafted(case):
        return Action.DRAFT_RESULT
    return next((action for action in _LEADING if action in actions), None)


def path_buttons(*, actor: Actor, case: Case, at: datetime) -> list[PanelButton]:
    """Give the acts beside the straight path that are open to the officer now."""
    actions = open_actions(actor=actor, case=case) - _AWAITED
    if case.due_at is not None and at > case.due_at:
        actions -= {Action.RESCHEDULE}
    buttons = [_page_button(case, page, None) for page in PATH_PAGES if page.action in actions]
    if Action.PREPARE_CORRECTION in actions:
        url = reverse("cases:officer_correction", args=[case.token])
        buttons.append(PanelButton(_("Đính chính, cấp lại kết quả"), url))
    return buttons


def _own_pages(case: Case, actions: frozenset[Action], leading: Action | None) -> list[PanelButton]:
    buttons = []
    if Action.DRAFT_RESULT in actions:
        label = _("Sửa dự thảo kết quả") if is_drafted(case) else _("Dự thảo kết quả")
        url = reverse("cases:officer_draft_result", args=[case.token])
        buttons.append(PanelButton(label, url, _variant(Action.DRAFT_RESULT, leading)))
    if Action.PROVIDE_SUPPLEMENT in actions:
        url = reverse("cases:officer_supplement", args=[case.token])
        buttons.append(PanelButton(_("Nhận bổ sung tại quầy"), url, "primary"))
    return buttons


def _act_pages(case: Case, actions: frozenset[Action], leading: Action | None) -> list[PanelButton]:
    return [_page_button(case, page, leading) for page in ACT_PAGES if page.action in actions]


def _page_button(case: Case, page: ActPage, leading: Action | None) -> PanelButton:
    return PanelButton(
        str(page.button),
        reverse("cases:officer_act", args=[case.token, page.slug]),
        "quiet" if page.is_dangerous else _variant(page.action, leading),
        opens_here=True,
    )


def _variant(action: Action, leading: Action | None) -> str:
    return "primary" if action is leading else "secondary"
