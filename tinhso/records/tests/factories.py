"""A department with its people, and documents of it at every step."""

from datetime import UTC, datetime
from typing import Any

from tinhso.core.actors import Actor
from tinhso.core.rls import acting_as
from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import actor_of_account, make_officer
from tinhso.orgs.tests.factories import make_agency
from tinhso.records.models import OutgoingDocument
from tinhso.records.operations import (
    DraftChange,
    approve_content,
    approve_layout,
    begin_draft,
    issue_outgoing,
    keep_draft,
    note_reading,
    sign_outgoing,
    submit_draft,
)
from tinhso.records.tests.samples import sample_content

#: A Tuesday, nine in the morning in Vietnam.
AT = datetime(2021, 6, 1, 2, tzinfo=UTC)


class Department:
    """A department: specialist, head of unit, registry clerk, director."""

    def __init__(self, code: str = "H10.14", name: str = "Sở Tư pháp tỉnh Bình Phước") -> None:
        self.agency = make_agency(
            code, name=name, short_name=name.split(" tỉnh")[0], kind="DEPARTMENT", tier="PROVINCE"
        )
        self.accounts: dict[str, OfficerAccount] = {
            role: make_officer(self.agency, role)
            for role in ("SPECIALIST", "HEAD_OF_UNIT", "REGISTRAR", "LEADER")
        }

    def actor(self, role: str) -> Actor:
        """Give who acts in a role."""
        return actor_of_account(self.accounts[role])

    def change(self, kind: str = "CV", **content: Any) -> DraftChange:
        """Give a finished text, to be signed by the director."""
        leader = self.actor("LEADER")
        return DraftChange(
            content={**sample_content(kind), **content},
            signer_id=leader.person_id,
            signer_name=leader.name,
        )

    def draft(self, kind: str = "CV", **content: Any) -> OutgoingDocument:
        """Give a written draft of the specialist."""
        author = self.actor("SPECIALIST")
        with acting_as(author):
            begun = begin_draft(actor=author, agency=self.agency, kind=kind, at=AT)
            change = self.change(kind, **content)
            return keep_draft(
                outgoing=begun, version=begun.version, change=change, actor=author, at=AT
            )

    def signing(self, kind: str = "CV", **content: Any) -> OutgoingDocument:
        """Give a document that was approved twice and waits for the director."""
        found = self.draft(kind, **content)
        for role, operation in (
            ("SPECIALIST", submit_draft),
            ("HEAD_OF_UNIT", approve_content),
            ("REGISTRAR", approve_layout),
        ):
            actor = self.actor(role)
            with acting_as(actor):
                found = operation(outgoing=found, actor=actor, at=AT)
        return found

    def signed(self, kind: str = "CV", **content: Any) -> OutgoingDocument:
        """Give a document the director read and signed."""
        found, leader = self.signing(kind, **content), self.actor("LEADER")
        with acting_as(leader):
            note_reading(outgoing=found, actor=leader, at=AT)
            return sign_outgoing(outgoing=found, actor=leader, at=AT)

    def issued(self, kind: str = "CV", **content: Any) -> OutgoingDocument:
        """Give a document that is out."""
        found, clerk = self.signed(kind, **content), self.actor("REGISTRAR")
        with acting_as(clerk):
            return issue_outgoing(outgoing=found, actor=clerk, at=AT)
