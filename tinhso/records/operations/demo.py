"""A demonstration's outgoing documents, written, reviewed, signed and issued by the real acts."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.rls import acting_as
from tinhso.identity.api import Officer, officers_of
from tinhso.orgs.api import Agency, find_agency, organisation_date_at
from tinhso.records.models import DocumentTemplate, OutgoingDocument
from tinhso.records.operations.drafting import (
    DraftChange,
    add_remark,
    begin_draft,
    keep_draft,
)
from tinhso.records.operations.issuing import (
    issue_outgoing,
    note_reading,
    sign_outgoing,
    void_number,
)
from tinhso.records.operations.reviewing import (
    approve_content,
    approve_layout,
    return_draft,
    submit_draft,
)
from tinhso.records.queries.checking import CHECKER
from tinhso.records.rules import empty_content

_ROLES = ("SPECIALIST", "HEAD_OF_UNIT", "REGISTRAR", "LEADER")
#: How far each text of an agency gets, in turn: steps done, or ``return`` and ``void``.
_FATES = ("issue", "issue", "sign", "layout", "issue", "content", "layout", "layout", "submit")
#: An organisation of the demonstration's axis, for what its clerk will send.
_OUTSIDE = "Z01"
_LATER_FATES = ("draft", "return", "void")


class Cast:
    """The people of an agency who take part in a document."""

    def __init__(self, agency: Agency, at: datetime) -> None:
        day = organisation_date_at(at)
        self.agency = agency
        self.officers: dict[str, Officer] = {}
        for role in (*_ROLES, CHECKER):
            held = officers_of(agency.pk, role, day)
            if held:
                self.officers[role] = held[0]

    @property
    def is_complete(self) -> bool:
        """Tell whether somebody holds every role."""
        return all(role in self.officers for role in _ROLES)

    def checker(self) -> Actor:
        """Give who checks the layout: the format checker, or the clerk where there is none."""
        return self.actor(CHECKER if CHECKER in self.officers else "REGISTRAR")

    def actor(self, role: str) -> Actor:
        """Give who acts in a role."""
        return actor_of(self.officers[role])


def actor_of(officer: Officer) -> Actor:
    """Give who acts when an officer of the demonstration does."""
    return Actor(
        kind=ActorKind.OFFICER,
        name=officer.full_name,
        person_id=officer.person_id,
        account_id=officer.person_id,
        position_id=officer.position_id,
        agency_ids=(officer.agency_id,),
        roles=frozenset({officer.role}),
    )


def read_documents(pack: Path) -> dict[str, Any]:
    """Give the demonstration's documents as the province pack describes them."""
    described: dict[str, Any] = json.loads((pack / "demo" / "documents.json").read_text("utf-8"))
    return described


def load_templates(*, described: dict[str, Any], at: datetime) -> int:
    """Keep everybody's templates; gives how many."""
    for row in described["templates"]:
        content = {**empty_content(row["kind"]), **row["content"]}
        DocumentTemplate.objects.update_or_create(
            agency=None,
            name=row["name"],
            defaults={"kind": row["kind"], "content": content, "created_at": at},
        )
    return len(described["templates"])


def play_documents(*, described: dict[str, Any], until: datetime) -> int:
    """Let each agency write every text and take it as far as its turn says; gives how many."""
    codes: list[str] = described["agencies"]
    day = organisation_date_at(until)
    written = 0
    for turn, code in enumerate(codes):
        agency = find_agency(code, day)
        cast = Cast(agency, until) if agency else None
        if cast is None or not cast.is_complete:
            continue
        others = [other for other in codes if other != code][:2]
        for number, text in enumerate(described["texts"]):
            fates = _FATES + _LATER_FATES
            fate = fates[(number + turn) % len(fates)]
            begun_at = until - timedelta(hours=6 * (len(described["texts"]) - number) + turn)
            outside = [_OUTSIDE] if fate == "sign" else []
            _play(cast, {**text, "deliver_to": [*others, *outside]}, fate, begun_at)
            written += 1
    return written


def _play(cast: Cast, text: dict[str, Any], fate: str, at: datetime) -> OutgoingDocument:
    """Take one text as far as its fate says, minutes apart."""
    author, minute = cast.actor("SPECIALIST"), timedelta(minutes=20)
    with acting_as(author):
        found = begin_draft(actor=author, agency=cast.agency, kind=text["kind"], at=at)
        change = _change(cast, text)
        found = keep_draft(outgoing=found, version=1, change=change, actor=author, at=at)
        if fate == "draft":
            return found
        found = submit_draft(outgoing=found, actor=author, at=at + minute)
    if fate == "submit":
        return found
    head, clerk, leader = (cast.actor(role) for role in ("HEAD_OF_UNIT", "REGISTRAR", "LEADER"))
    checker = cast.checker()
    with acting_as(head):
        if fate == "return":
            reason = "Bổ sung số liệu và ghi rõ đơn vị chủ trì."
            return return_draft(outgoing=found, reason=reason, actor=head, at=at + 2 * minute)
        found = approve_content(outgoing=found, actor=head, at=at + 2 * minute)
    if fate == "content":
        return found
    with acting_as(checker):
        add_remark(
            outgoing=found, text="Đã soát thể thức, căn lề.", actor=checker, at=at + 3 * minute
        )
        found = approve_layout(outgoing=found, actor=checker, at=at + 3 * minute)
    return found if fate == "layout" else _sign(found, fate, leader, clerk, at + 4 * minute)


def _sign(
    found: OutgoingDocument, fate: str, leader: Actor, clerk: Actor, at: datetime
) -> OutgoingDocument:
    with acting_as(leader):
        note_reading(outgoing=found, actor=leader, at=at)
        signed = sign_outgoing(outgoing=found, actor=leader, at=at)
    if fate == "sign":
        return signed
    with acting_as(clerk):
        if fate == "void":
            reason = "Sai tên cơ quan nhận, phát hành văn bản khác thay thế"
            return void_number(outgoing=signed, reason=reason, actor=clerk, at=at)
        return issue_outgoing(outgoing=signed, actor=clerk, at=at)


def _change(cast: Cast, text: dict[str, Any]) -> DraftChange:
    leader = cast.officers["LEADER"]
    content = {
        **empty_content(text["kind"]),
        "recipients": ["Như trên" if "addressees" in text else "Các phòng, đơn vị"],
        "unit_symbol": text["unit"],
        "second_signer": {"name": cast.officers["SPECIALIST"].full_name, "title": ""},
        **{name: value for name, value in text.items() if name not in ("kind", "unit", "urgency")},
    }
    return DraftChange(
        content=content,
        urgency=text.get("urgency", 0),
        signer_id=leader.person_id,
        signer_name=leader.full_name,
        authority=leader.signing_authority,
        unit_name=f"Phòng {text['unit']}",
    )
