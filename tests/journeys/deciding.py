"""How officers of the journeys take a case from the counter to its end, each on their own pages."""

import json
import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.browser import check_accessible, look
from tests.journeys.filing import PROCEDURES, Answers, fill_field, procedure
from tests.journeys.people import sign_in_as_officer
from tinhso.cases.models import Case
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.models import OfficerAccount
from tinhso.orgs.api import organisation_date

RESULTS = PROCEDURES.parent / "demo/result_fields.json"
_MOST_STEPS = 12


@dataclass(frozen=True)
class Turn:
    """Whose turn it is: the state, the step's role and who in the deciding agency holds it."""

    state: str
    role: str
    username: str
    is_drafted: bool


def result_answers(slug: str) -> Answers:
    """Give lifelike fields of a complete procedure's result."""
    found: dict[str, Answers] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return found[slug]


def turn_of(token: str) -> Turn:
    """Read from the site's database whose turn it is; needs the ``site_database`` fixture."""
    with acting_as(SYSTEM):
        case = Case.objects.get(token=token)
        role = case.step_role or "CLERK"
        agency_id = case.step_agency_id or case.receiving_agency_id
        return Turn(case.state, role, _username(agency_id, role), bool(case.result_fields))


def _username(agency_id: int, role: str) -> str:
    on = organisation_date()
    accounts = OfficerAccount.objects.filter(
        person__appointments__agency_id=agency_id,
        person__appointments__role=role,
        person__appointments__valid_from__lte=on,
    )
    return str(accounts.order_by("username").values_list("username", flat=True)[0])


def take_to_the_end(page: Page, slug: str, token: str) -> list[str]:
    """Let each officer do their part until the result is handed over; give the roles in order.

    Every page an officer acts on is checked for accessibility and its looks are kept.
    """
    roles: list[str] = []
    for _ in range(_MOST_STEPS):
        turn = turn_of(token)
        if turn.state == "RETURNED":
            return roles
        sign_in_as_officer(page, turn.username)
        roles.append(turn.role)
        _do_part(page, slug, f"/can-bo/ho-so/{token}/", turn)
    raise AssertionError(f"{slug}: the case has no end")


def _do_part(page: Page, slug: str, case: str, turn: Turn) -> None:
    if turn.state == "FILED":
        _press(page, slug, f"{case}tiep-nhan/", "Tiếp nhận hồ sơ")
    elif turn.state == "FINISHED":
        _press(page, slug, f"{case}tra-ket-qua/", "Trả kết quả")
    elif turn.role == "LEADER":
        _press(page, slug, f"{case}ky/", "Ký kết quả")
    elif turn.role == "REGISTRAR":
        _press(page, slug, f"{case}ban-hanh/", "Đóng dấu, ban hành")
    else:
        if turn.role == "SPECIALIST" and not turn.is_drafted:
            _draft(page, slug, f"{case}du-thao/")
        _press(page, slug, f"{case}chuyen/", "Chuyển bước tiếp theo")


def _draft(page: Page, slug: str, path: str) -> None:
    page.goto(path)
    fill_result(page, slug)
    _send(page, f"officer-{slug}-du-thao", "Lưu dự thảo")


def fill_result(page: Page, slug: str) -> None:
    """Fill in what a complete procedure's result says."""
    answers = result_answers(slug)
    for field in procedure(slug)["result_template"]["extra_fields"]:
        fill_field(page, field["code"], field["property"], answers.get(field["code"]))


def _press(page: Page, slug: str, path: str, button: str) -> None:
    page.goto(path)
    assigned = page.get_by_label("Giao cho ai?")
    if assigned.count():
        assigned.select_option(index=1)
    _send(page, f"officer-{slug}-{path.rstrip('/').rsplit('/', 1)[-1]}", button)


def _send(page: Page, name: str, button: str) -> None:
    check_accessible(page)
    look(page, name)
    page.locator("#main").get_by_role("button", name=button, exact=True).click()
    assert page.locator("[data-error-summary]").count() == 0, page.inner_text("main")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"\S"))
