"""Agencies, officers, citizens and documents for the tests of this slice."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from tinhso.core.actors import Actor, ActorKind
from tinhso.documents.api import Document, DocumentKind, prepare_document, seal, sign_as_person
from tinhso.documents.models import FileReading
from tinhso.documents.tasks import read_file
from tinhso.identity.api import Person
from tinhso.orgs.api import Agency, AgencyKind, Area, AreaKind, Position, Role, Tier

AT = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)
_numbers = count(1)
_FROM = date(2020, 1, 1)


def make_agency(name: str = "Ủy ban nhân dân phường Tân Phú") -> Agency:
    """Make a committee of a ward."""
    number = next(_numbers)
    area = Area.objects.create(
        code=f"T{number}", name="Đồng Xoài", kind=AreaKind.WARD, sort_key="x", valid_from=_FROM
    )
    return Agency.objects.create(
        code=f"H10.{number}",
        name=name,
        short_name=name,
        kind=AgencyKind.PEOPLES_COMMITTEE,
        tier=Tier.COMMUNE,
        area=area,
        sort_key="x",
        valid_from=_FROM,
    )


def make_person(name: str = "Nguyễn Thị Thủy Tiên") -> Person:
    """Make a person."""
    return Person.objects.create(full_name=name, created_at=AT)


def make_officer(agency: Agency, role: str, name: str, title: str = "") -> Actor:
    """Make a person in a position and give the actor they are."""
    person = make_person(name)
    position = Position.objects.create(
        agency=agency,
        code=f"p{next(_numbers)}",
        title=title or Role(role).label,
        role=role,
        signing_authority="TM." if role == Role.LEADER else "",
        valid_from=_FROM,
    )
    return Actor(
        kind=ActorKind.OFFICER,
        name=name,
        person_id=person.pk,
        account_id=person.pk,
        position_id=position.pk,
        agency_ids=(agency.pk,),
        roles=frozenset({role}),
    )


def make_citizen(name: str = "Nguyễn Thị Thủy Tiên") -> Actor:
    """Make a citizen and give the actor they are."""
    person = make_person(name)
    return Actor(kind=ActorKind.CITIZEN, name=name, person_id=person.pk, account_id=person.pk)


class Office:
    """A committee with everybody who takes part in a document."""

    def __init__(self) -> None:
        self.agency = make_agency()
        self.clerk = make_officer(self.agency, Role.CLERK, "Trần Quốc Bảo")
        self.leader = make_officer(self.agency, Role.LEADER, "Phạm Thị Ngọc Hương", "Chủ tịch")
        self.registrar = make_officer(self.agency, Role.REGISTRAR, "Lê Văn Thư")
        self.citizen = make_citizen()

    def plan(self, **changes: Any) -> dict[str, Any]:
        """Give the plan of a birth certificate."""
        return {
            "kind": DocumentKind.RESULT,
            "template": "result",
            "title": "Giấy khai sinh",
            "agency": self.agency,
            "person_id": self.citizen.person_id,
            "subject": "case:1",
            "content": result_content(),
            "register": "GKS",
            **changes,
        }

    def slip_plan(self, **changes: Any) -> dict[str, Any]:
        """Give the plan of slip 01."""
        slip = {"kind": DocumentKind.SLIP, "template": "slip_01", "register": "TNHS"}
        return self.plan(**{**slip, "content": slip_content(), **changes})

    def draft(self, **changes: Any) -> Document:
        """Prepare a result."""
        return prepare_document(actor=self.leader, at=AT, **self.plan(**changes))

    def signed(self, **changes: Any) -> Document:
        """Prepare a result and sign it as the leader."""
        return sign_as_person(document=self.draft(**changes), actor=self.leader, at=AT)

    def issued(self, **changes: Any) -> Document:
        """Prepare, sign and seal a result."""
        return seal(document=self.signed(**changes), actor=self.registrar, at=AT)


def result_content() -> dict[str, Any]:
    """Give the content of a birth certificate."""
    return {
        "template": {
            "kind": "certificate",
            "title": {"vi": "GIẤY KHAI SINH"},
            "signer_role": "LEADER",
            "body": [
                {"type": "field", "label": "Họ, chữ đệm, tên", "value": "{{form.child_full_name}}"},
                {"type": "field", "label": "Ngày sinh", "value": "{{form.child_birth_date}}"},
                {"type": "paragraph", "text": "Đăng ký tại {{agency.name}} ngày {{today}}."},
            ],
        },
        "form": {"child_full_name": "NGUYỄN MINH KHUÊ", "child_birth_date": "2026-02-11"},
        "result": {},
        "case": {"code": "H10.1-260302-0001", "applicant_name": "Nguyễn Thị Thủy Tiên"},
        "agency": {"name": "Ủy ban nhân dân phường Tân Phú", "place": "Đồng Xoài"},
        "signer": {"name": "Phạm Thị Ngọc Hương", "title": "Chủ tịch", "authority": "TM."},
    }


def slip_content() -> dict[str, Any]:
    """Give the content of a slip."""
    return {
        "case_code": "H10.1-260302-0001",
        "applicant_name": "Nguyễn Thị Thủy Tiên",
        "procedure_name": "Đăng ký khai sinh",
        "papers": [{"name": "Giấy chứng sinh", "originals": 1, "copies": 0}],
        "received_at": "2026-03-02T10:04:05+07:00",
        "due_at": "2026-03-03T17:00:00+07:00",
        "due_reasons": ["Thời hạn 1 ngày làm việc"],
        "fee": "Miễn lệ phí",
        "agency_name": "Ủy ban nhân dân phường Tân Phú",
        "parent_agency_name": "Ủy ban nhân dân thành phố Đồng Xoài",
        "place": "Đồng Xoài",
        "clerk_name": "Trần Quốc Bảo",
        "reasons": ["Chụp lại giấy chứng sinh"],
        "phone": "0271 3879 000",
    }


def read_waiting_files() -> None:
    """Read every uploaded file that waits for it, as the worker does."""
    for pk in FileReading.objects.filter(read_at=None).values_list("file_id", flat=True):
        part = 0
        while FileReading.objects.filter(file_id=pk, read_at=None).exists():
            read_file(file_id=pk, part=part)
            part += 1
