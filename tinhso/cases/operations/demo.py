"""Lifelike cases for a demonstration: stories that really happened, act by act, in order of time.

Each story is a generator that does one act and says when its next one comes; stories whose next
act lies in the future stop there, which leaves cases in every state a province's desk shows.
"""

import heapq
import json
import random
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from tinhso.cases.models import Case, CaseState, Channel
from tinhso.cases.operations.closing import rate_case, withdraw_case
from tinhso.cases.operations.co_signing import as_seen_at_counter, asked_parties
from tinhso.cases.operations.demo_paths import (
    afterthought,
    as_actor,
    detour,
    lend_signatures,
    watch_the_clock,
)
from tinhso.cases.operations.filing import Filing, Offices, submit_case
from tinhso.cases.operations.intake import accept_case, refuse_case
from tinhso.cases.operations.results import (
    draft_result,
    hand_over_result,
    issue_result,
    sign_result,
)
from tinhso.cases.operations.steps import forward_step
from tinhso.cases.operations.supplements import (
    Supplement,
    provide_supplement,
    request_supplement,
)
from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.calendar import load_calendar
from tinhso.core.rls import acting_as
from tinhso.documents.api import Upload, receive_upload
from tinhso.identity.api import Person, officers_of
from tinhso.orgs.api import competent_agency, one_stop_unit_for, organisation_date
from tinhso.payments.api import find_open_intent, pay_sample_cash, pay_sample_online
from tinhso.procedures.api import (
    ProcedureVersion,
    get_current_version,
    papers_of,
    process_of,
    variants_of,
)

Story = Iterator[datetime]
_COMMENTS = (
    "Cán bộ hướng dẫn tận tình, nhận kết quả ngay trên điện thoại.",
    "Nhanh hơn ngày hẹn, cảm ơn anh chị ở bộ phận một cửa.",
    "Thủ tục rõ ràng, chỉ mong trang tải nhanh hơn ở nơi sóng yếu.",
    "Rất hài lòng.",
    "",
)


@dataclass(frozen=True, slots=True)
class Pack:
    """What the stories are made of: people, example answers and result fields by procedure.

    Stories are played of the procedures that have result fields.
    """

    citizens: list[Person]
    examples: dict[str, list[dict[str, Any]]]
    result_fields: dict[str, dict[str, Any]]
    on: date


def read_examples(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Give the valid example answers of the province pack by procedure slug."""
    files = sorted((folder / "procedures" / "examples").glob("*.json"))
    read = (json.loads(path.read_text(encoding="utf-8")) for path in files)
    return {found["procedure"]: found["valid"] for found in read}


def read_result_fields(folder: Path) -> dict[str, dict[str, Any]]:
    """Give the demonstration's result fields by procedure slug."""
    path = folder / "demo" / "result_fields.json"
    found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def play_stories(
    *, pack: Pack, count: int, until: datetime, tell: Callable[[int], None], seed: int = 4
) -> int:
    """Let ``count`` stories happen up to a moment, all acts in order; give how many cases.

    After each act ``tell`` learns how many stories have come to their end.
    """
    chance = random.Random(seed)  # noqa: S311 - a repeatable demonstration, no secret
    queue: list[tuple[datetime, int, Story]] = []
    for number in range(count):
        story = _story(pack, number, _beginning(chance, until), chance)
        heapq.heappush(queue, (next(story), number, story))
    while queue:
        tell(count - len(queue))
        at, number, story = heapq.heappop(queue)
        if at > until:
            continue
        following = next(story, None)
        if following is not None:
            heapq.heappush(queue, (following, number, story))
    watch_the_clock(until)
    lend_signatures(until)
    return count


def _beginning(chance: random.Random, until: datetime) -> datetime:
    calendar = load_calendar()
    share = chance.random() ** 2  # most began in the last days, so most desks have work
    back = until - timedelta(minutes=30 + share * 36 * 24 * 60)
    begun = calendar.add_working_time(back, timedelta(minutes=chance.randint(5, 400)))
    return begun if begun < until and chance.random() < 0.85 else back


@dataclass(slots=True)
class CaseTeller:
    """One story's cast: the citizen, the version, the offices, and the case once it exists."""

    person: Person
    version: ProcedureVersion
    offices: Offices
    chance: random.Random
    case: Case | None = None

    @property
    def variant(self) -> str:
        """Give the first case within the procedure, nothing where it knows none."""
        return next((row["code"] for row in variants_of(self.version)), "")

    @property
    def citizen(self) -> Actor:
        """Give the applicant."""
        return Actor(kind=ActorKind.CITIZEN, name=self.person.full_name, person_id=self.person.pk)

    def officer(self, role: str) -> Actor:
        """Give an officer of the case's offices."""
        agency_id = self.offices.receiving_id if role == "CLERK" else self.offices.competent_id
        found = self.chance.choice(officers_of(agency_id, role, organisation_date()))
        return as_actor(found)

    def act(self, actor: Actor, operation: Callable[..., Any], **words: Any) -> None:
        """Let somebody act on the case."""
        with acting_as(actor):
            done = operation(case=self._existing(), actor=actor, **words)
        if isinstance(done, Case):
            self.case = done

    def _existing(self) -> Case:
        if self.case is None:
            raise LookupError("the story has not begun")
        return self.case

    def later(self, at: datetime, most_hours: int) -> datetime:
        """Give a later moment of working time."""
        minutes = self.chance.randint(20, most_hours * 60)
        return load_calendar().add_working_time(at, timedelta(minutes=minutes))


def _story(pack: Pack, number: int, at: datetime, chance: random.Random) -> Story:
    slug = sorted(pack.result_fields)[number % len(pack.result_fields)]
    teller = cast_story(pack, slug, number, chance)
    yield at
    answers = pack.examples[slug][number % len(pack.examples[slug])]
    file_story(teller, answers, at)
    _pay(teller, at)
    at = teller.later(at, 6)
    yield at
    yield from _after_filing(teller, pack.result_fields[slug], at)


def cast_story(pack: Pack, slug: str, number: int, chance: random.Random) -> CaseTeller:
    """Give the cast of one story: the procedure's version, a citizen, the offices by competence."""
    version = get_current_version(slug, pack.on)
    person = pack.citizens[number % len(pack.citizens)]
    area_code = "25195" if chance.random() < 0.6 else person.area_code
    deciding = version.content["deciding_agency"]
    competent = competent_agency(deciding, area_code, organisation_date())
    receiving = one_stop_unit_for(competent, organisation_date())
    return CaseTeller(person, version, Offices(receiving.pk, competent.pk), chance)


def file_story(teller: CaseTeller, answers: dict[str, Any], at: datetime) -> None:
    """Let the citizen file online, with a sample for each required paper."""
    with acting_as(teller.citizen):
        papers = {
            paper["code"]: [_sample_paper(teller, at)]
            for paper in papers_of(teller.version, teller.variant)
            if paper["is_required"]
        }
        filing = Filing(
            version=teller.version,
            applicant=teller.person,
            form=answers,
            offices=teller.offices,
            channel=Channel.ONLINE,
            variant=teller.variant,
            papers=papers,
            co_signed=_demo_signatures(teller, answers, at),
        )
        teller.case = submit_case(filing=filing, actor=teller.citizen, at=at)


def _demo_signatures(
    teller: CaseTeller, answers: dict[str, Any], at: datetime
) -> list[dict[str, str]]:
    """Let everybody who has to sign have signed, on paper: the form's people have no account."""
    parties = asked_parties(teller.version, answers, teller.person)
    return as_seen_at_counter(parties, clerk_name=teller.officer("CLERK").name, at=at)


def _pay(teller: CaseTeller, at: datetime) -> None:
    """Let most fees be paid: online, some in cash at the counter; some wait."""
    with acting_as(SYSTEM):
        intent = find_open_intent(f"case:{teller._existing().pk}")
    luck = teller.chance.random()
    if intent is None or luck > 0.85:
        return
    if luck < 0.6:
        pay_sample_online(intent=intent, at=at)
    else:
        pay_sample_cash(intent=intent, clerk=teller.officer("CLERK"), at=at)


def _after_filing(teller: CaseTeller, fields: dict[str, Any], at: datetime) -> Story:
    luck = teller.chance.random()
    if luck < 0.05:
        reason = "Thành phần hồ sơ không thuộc thẩm quyền giải quyết của cơ quan này."
        basis = "Khoản 3 Điều 17 Nghị định 61/2018/NĐ-CP (cần đối chiếu)"
        teller.act(teller.officer("CLERK"), refuse_case, reason=reason, legal_basis=basis, at=at)
        return
    if luck < 0.09:
        teller.act(teller.citizen, withdraw_case, reason="Tôi sẽ nộp lại sau.", at=at)
        return
    if luck < 0.2:
        at = yield from _supplement(teller, teller.officer("CLERK"), at)
    teller.act(teller.officer("CLERK"), accept_case, at=at)
    yield from _through_steps(teller, fields, at)


def _supplement(
    teller: CaseTeller, officer: Actor, at: datetime
) -> Generator[datetime, None, datetime]:
    reason = "Bản chụp giấy tờ bị mờ, chưa đọc được. Hãy chụp lại đủ bốn góc, đủ sáng."
    wanted = [
        paper["code"] for paper in papers_of(teller.version, teller.variant) if paper["is_required"]
    ][:1]
    teller.act(officer, request_supplement, reason=reason, papers=wanted, at=at)
    at = teller.later(at, 24)
    yield at
    added = Supplement(message="Tôi đã chụp lại rõ hơn.")
    teller.act(teller.citizen, provide_supplement, supplement=added, at=at)
    at = teller.later(at, 4)
    yield at
    return at


def _through_steps(teller: CaseTeller, fields: dict[str, Any], at: datetime) -> Story:
    hours = {row["code"]: int(row["hours"]) for row in process_of(teller.version, teller.variant)}
    pace, has_wandered = teller.chance.choice((0.3, 0.6, 0.8, 1.0, 1.6)), False
    while (case := teller._existing()).state in (CaseState.ACCEPTED, CaseState.IN_PROGRESS):
        at = teller.later(at, max(1, round(2 * pace * hours[case.step_code])))
        yield at
        if case.step_role == "SPECIALIST" and not has_wandered:
            has_wandered = True
            for moment in detour(teller, at):
                at = moment
                yield at
            if teller._existing().state not in (CaseState.ACCEPTED, CaseState.IN_PROGRESS):
                break
        work_on_step(teller, fields, at)
    if teller._existing().state == CaseState.FINISHED:
        yield from _ending(teller, at)


def work_on_step(teller: CaseTeller, fields: dict[str, Any], at: datetime) -> None:
    """Let whoever holds the case do what their step asks."""
    case = teller._existing()
    officer = teller.officer(case.step_role)
    if case.step_role == "LEADER":
        teller.act(officer, sign_result, at=at)
    elif case.step_role == "REGISTRAR":
        teller.act(officer, issue_result, at=at)
    else:
        if case.step_role == "SPECIALIST":
            teller.act(officer, draft_result, fields=fields, at=at)
        teller.act(officer, forward_step, note="", person_id=None, at=at)


def _ending(teller: CaseTeller, at: datetime) -> Story:
    at = teller.later(at, 16)
    yield at
    teller.act(teller.citizen, hand_over_result, at=at)
    if teller.chance.random() < 0.6:
        at = teller.later(at, 8)
        yield at
        score = teller.chance.choice((5, 5, 5, 4, 4, 3))
        comment = teller.chance.choice(_COMMENTS)
        teller.act(teller.citizen, rate_case, score=score, comment=comment, at=at)
    yield from afterthought(teller, at)


def _sample_paper(teller: CaseTeller, at: datetime) -> Upload:
    picture = Image.new("RGB", (900, 1270), "#fdfcf7")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((40, 40, 860, 1230), outline="#7a8b80", width=4)
    draw.text((90, 110), "GIAY TO MINH HOA / SAMPLE PAPER", fill="#33473c", font_size=40)
    draw.text((90, 180), f"No. {teller.chance.randint(1000, 9999)}", fill="#33473c", font_size=32)
    for line in range(14):
        right = teller.chance.randint(500, 810)
        draw.line((90, 300 + 60 * line, right, 300 + 60 * line), fill="#c4cdc7", width=14)
    content = BytesIO()
    picture.save(content, "JPEG", quality=70)
    file = SimpleUploadedFile("giay-to.jpg", content.getvalue(), "image/jpeg")
    return receive_upload(
        file=file,
        actor=teller.citizen,
        purpose="case",
        accept=["image/jpeg"],
        at=at,
        is_looked_through=True,
    )
