"""A province's citizen line for tests: centre, receivers, a ward, and contacts in any state."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from tinhso.contact.operations import ContactRequest, Place, Receipt, Reporter, open_contact
from tinhso.contact.operations.loading import load_line
from tinhso.core.actors import PUBLIC, Actor
from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import actor_of_account, make_officer
from tinhso.orgs.models import Agency, Area
from tinhso.orgs.tests.factories import make_agency, make_area

#: A Tuesday, nine in the morning in Vietnam.
AT = datetime(2021, 6, 1, 2, tzinfo=UTC)
POTHOLE = "Ổ gà rất sâu trước cổng trường, xe máy ngã liên tục"
CENTRE, INSPECTORATE, OFFICE, ROADS = "H10.13", "H10.19", "H10.01", "H10.04"
WARD = "H10.32.01"


class Line:
    """A province with its line: who runs it, who receives, one ward with its committee."""

    def __init__(self) -> None:
        province = make_area("70", name="Tỉnh Bình Phước", kind="PROVINCE")
        city = make_area("689", name="Thành phố Đồng Xoài", kind="CITY", parent=province)
        self.ward: Area = make_area(
            "25195", parent=city, latitude="11.53500", longitude="106.88800"
        )
        self.other: Area = make_area(
            "25198",
            name="Phường Tiến Thành",
            parent=city,
            latitude="11.5",
            longitude="106.8",
        )
        self.agencies: dict[str, Agency] = {
            code: make_agency(code, name=name, short_name=name, area=province)
            for code, name in (
                (CENTRE, "Sở Thông tin và Truyền thông"),
                (INSPECTORATE, "Thanh tra tỉnh"),
                (OFFICE, "Văn phòng UBND tỉnh"),
                (ROADS, "Sở Giao thông vận tải"),
            )
        }
        self.agencies["H10"] = self._committee("H10", "UBND tỉnh", "PROVINCE", province)
        self._committee("H10.32", "UBND thành phố Đồng Xoài", "DISTRICT", city)
        self.agencies[WARD] = self._committee(WARD, "UBND phường Tân Phú", "COMMUNE", self.ward)
        load_line(pack=Path(settings.PROVINCE_PACK), at=AT)
        self._officers: dict[tuple[str, str, int], OfficerAccount] = {}

    def _committee(self, code: str, name: str, tier: str, area: Area) -> Agency:
        return make_agency(
            code, name=name, short_name=name, tier=tier, area=area, kind="PEOPLES_COMMITTEE"
        )

    def account(self, code: str, role: str = "SPECIALIST", number: int = 0) -> OfficerAccount:
        """Give an officer of an agency, the same one when asked again."""
        key = (code, role, number)
        if key not in self._officers:
            self._officers[key] = make_officer(
                self.agencies[code], role, full_name=f"{role} {code} {number}"
            )
        return self._officers[key]

    def actor(self, code: str, role: str = "SPECIALIST", number: int = 0) -> Actor:
        """Give who acts as that officer."""
        return actor_of_account(self.account(code, role, number))


def asked(**values: Any) -> ContactRequest:
    """Give a report of a pothole in the ward, changed by the values given."""
    usual: dict[str, Any] = {
        "kind": "FIELD_REPORT",
        "text": POTHOLE,
        "category": "duong-hu-hong",
        "place": Place(area_code="25195", latitude=11.535, longitude=106.888),
        "reporter": Reporter(name="Nguyễn Văn An", phone="0912345678"),
    }
    return ContactRequest(**{**usual, **values})


def report(actor: Actor = PUBLIC, at: datetime = AT, key: str = "", **values: Any) -> Receipt:
    """Open a contact as somebody nobody knows, or as the actor given."""
    return open_contact(asked=asked(**values), actor=actor, at=at, key=key)
