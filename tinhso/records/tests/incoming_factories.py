"""An office that receives documents, for tests: people, a file, an arrival in any state."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.documents.api import RegisterBook, render_register
from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import actor_of_account, make_officer
from tinhso.orgs.models import Agency
from tinhso.orgs.tests.factories import make_agency
from tinhso.records.models import Arrival, OfficialDocument, Source
from tinhso.records.operations import (
    ArrivalFacts,
    Assignee,
    Assignment,
    Entry,
    GivenFile,
    Opinion,
    Receipt,
    give_opinion,
    receive_document,
    register_arrival,
)

#: A Tuesday, nine in the morning in Vietnam.
AT = datetime(2021, 6, 1, 2, tzinfo=UTC)


def hours(number: float) -> datetime:
    """Give a moment after ``AT``."""
    return AT + timedelta(hours=number)


@dataclass
class Office:
    """A committee with its people, and a department below it."""

    agency: Agency = field(
        default_factory=lambda: make_agency("H10", name="UBND tỉnh", short_name="UBND tỉnh")
    )
    accounts: dict[str, OfficerAccount] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the department."""
        self.department = make_agency(
            "H10.16", name="Sở Xây dựng", short_name="Sở Xây dựng", parent=self.agency
        )

    def account(self, role: str, *, at_department: bool = False) -> OfficerAccount:
        """Give the account of the officer with a role, made when first asked for."""
        key = f"{role}:{at_department}"
        if key not in self.accounts:
            with acting_as(SYSTEM):
                self.accounts[key] = make_officer(
                    self.department if at_department else self.agency, role
                )
        return self.accounts[key]

    def actor(self, role: str, *, at_department: bool = False) -> Actor:
        """Give who acts when the officer with a role is signed in."""
        return actor_of_account(self.account(role, at_department=at_department))


def a_pdf(*words: str) -> bytes:
    """Make a PDF that says something."""
    book = RegisterBook(
        agency_name="UBND",
        parent_name="",
        title="Công văn",
        period="",
        summary="",
        columns=("Nội dung",),
        rows=tuple((word,) for word in words or ("Về việc phòng, chống dịch bệnh mùa khô",)),
    )
    return render_register(book)


def receive(office: Office, *files: bytes, **facts: object) -> Receipt:
    """Take in a document by the registry clerk."""
    clerk = office.actor("REGISTRAR")
    given: dict[str, object] = {
        "author_name": "Bộ Xây dựng",
        "notation": "125/BXD-QLN",
        "abstract": "V/v rà soát nhà ở xã hội",
        "is_paper": True,
        **facts,
    }
    with acting_as(clerk):
        return receive_document(
            facts=ArrivalFacts(**given),  # type: ignore[arg-type] # columns by name
            files=[GivenFile(f"cong-van-{n}.pdf", content) for n, content in enumerate(files)],
            entry=Entry(Source.SCAN, office.agency.pk),
            actor=clerk,
            at=AT,
        )


def arrived(office: Office, *files: bytes, **facts: object) -> Arrival:
    """Give a document that came and waits for the register."""
    receipt = receive(office, *(files or (a_pdf(),)), **facts)
    assert isinstance(receipt.official, OfficialDocument)
    return receipt.official.arrival


def registered(office: Office, **facts: object) -> Arrival:
    """Give a document that has its number and waits for the leader."""
    clerk = office.actor("REGISTRAR")
    arrival = arrived(office, **facts)
    with acting_as(clerk):
        return register_arrival(arrival=arrival, actor=clerk, at=AT)


def assigned(office: Office, due_at: datetime | None = None, **facts: object) -> Arrival:
    """Give a document whose work the department leads and the head of unit helps with."""
    leader, arrival = office.actor("LEADER"), registered(office, **facts)
    helper = Assignee(office.agency.pk, "Trưởng phòng", office.actor("HEAD_OF_UNIT").person_id)
    work = Assignment(
        Assignee(office.department.pk, "Sở Xây dựng"), "Rà soát và báo cáo", (helper,), due_at
    )
    with acting_as(leader):
        give_opinion(
            arrival=arrival, opinion=Opinion("Giao Sở Xây dựng", (work,)), actor=leader, at=AT
        )
    arrival.refresh_from_db()
    return arrival
