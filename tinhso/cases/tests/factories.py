"""Cases for tests: one ward with its office and people, one procedure, drafts and filed cases."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tinhso.cases.models import Case, Draft
from tinhso.cases.operations import Writer, attach_paper, choose_place, start_draft, submit_draft
from tinhso.core.actors import Actor
from tinhso.core.clock import VIETNAM
from tinhso.core.rls import acting_as
from tinhso.documents.api import receive_upload
from tinhso.identity.models import CitizenAccount, OfficerAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen, make_officer
from tinhso.orgs.models import Agency, AgencyKind, Area, AreaKind, Tier
from tinhso.orgs.tests.factories import make_agency, make_area
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.tests.factories import make_entry, publish

AT = datetime(2021, 6, 2, 9, 0, tzinfo=VIETNAM)
PROCEDURES = Path(settings.PROVINCE_PACK) / "procedures"
ONE_WORKING_DAY = [
    {"channel": channel, "time_limit": {"amount": 1, "unit": "WORKING_DAY"}, "fee_vnd": 0}
    for channel in ("ONLINE", "COUNTER", "POST")
]
ROLES = ("CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR")


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward: its committee, its one-stop office, an officer of each role."""

    area: Area
    committee: Agency
    office: Agency
    officers: dict[str, OfficerAccount]

    def actor(self, role: str) -> Actor:
        """Give the officer of a role as who acts."""
        return actor_of_account(self.officers[role])


def make_places() -> Area:
    """Make province, city and ward; give the ward."""
    province = make_area("70", name="Tỉnh Bình Phước", kind=AreaKind.PROVINCE)
    city = make_area("689", name="Thành phố Đồng Xoài", kind=AreaKind.CITY, parent=province)
    return make_area("25195", name="Phường Tân Phú", kind=AreaKind.WARD, parent=city)


def make_ward(area: Area | None = None, number: int = 1) -> Ward:
    """Make a ward's committee and office with an officer of each role."""
    area = area or make_places()
    committee = make_agency(
        f"H10.40.{number}",
        name=f"Ủy ban nhân dân {area.name}",
        short_name=f"UBND {area.name}",
        kind=AgencyKind.PEOPLES_COMMITTEE,
        tier=Tier.COMMUNE,
        area=area,
    )
    office = make_agency(
        f"H10.40.{number}.1",
        name=f"Bộ phận Tiếp nhận và Trả kết quả {area.name}",
        short_name=f"Một cửa {area.name}",
        kind=AgencyKind.ONE_STOP_UNIT,
        tier=Tier.COMMUNE,
        area=area,
        parent=committee,
    )
    officers = {
        role: make_officer(office if role == "CLERK" else committee, role) for role in ROLES
    }
    return Ward(area, committee, office, officers)


def make_version(**changes: Any) -> ProcedureVersion:
    """Publish birth registration within one working day, with changed parts if wanted."""
    return publish(make_entry(**{"ways": ONE_WORKING_DAY, **changes}))[0]


def example_answers(number: int = 0) -> dict[str, Any]:
    """Give right answers to birth registration, for the test ward."""
    examples = json.loads((PROCEDURES / "examples" / "01-dang-ky-khai-sinh.json").read_text())
    answers: dict[str, Any] = dict(examples["valid"][number])
    return {**answers, "birth_area_code": "25195"}


def photo(name: str = "giay-chung-sinh.jpg") -> SimpleUploadedFile:
    """Give a real photo as a phone sends it; another name is another picture."""
    content, [red, green, blue] = BytesIO(), hashlib.sha256(name.encode()).digest()[:3]
    Image.new("RGB", (60, 40), (red, green, blue)).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def make_draft(account: CitizenAccount, version: ProcedureVersion, **answers: Any) -> Draft:
    """Begin an application of a citizen with the given answers."""
    return start_draft(version=version, writer=Writer(account.person), answers=answers, at=AT)


def make_ready_draft(
    account: CitizenAccount, version: ProcedureVersion, area_code: str = "25195"
) -> Draft:
    """Write an application to the end: place, right answers, the required paper."""
    actor = actor_of_account(account)
    with acting_as(actor):
        draft = make_draft(account, version, **example_answers())
        draft = choose_place(draft=draft, area_code=area_code, at=AT)
        upload = receive_upload(
            file=photo(), actor=actor, purpose="test", accept=["image/jpeg"], at=AT
        )
        attach_paper(draft=draft, paper_code="birth-notice", upload=upload, at=AT)
    return draft


def make_case(
    account: CitizenAccount | None = None, version: ProcedureVersion | None = None
) -> Case:
    """File an application of a citizen at the test ward."""
    account = account or make_citizen()
    draft = make_ready_draft(account, version or make_version())
    with acting_as(actor_of_account(account)):
        return submit_draft(draft=draft, actor=actor_of_account(account), at=AT)
