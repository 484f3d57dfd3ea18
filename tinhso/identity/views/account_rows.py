"""What the account page says, in words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tinhso.core import clock
from tinhso.identity.models import AccessLog, Person
from tinhso.identity.permissions import mask_identity
from tinhso.orgs.api import find_area, organisation_date
from tinhso.ui.components import Cell, Column, SummaryRow, Table


def person_rows(person: Person, assurance: str) -> list[SummaryRow]:
    """List what the platform stores about a person."""
    area = find_area(person.area_code, organisation_date()) if person.area_code else None
    born = date_format(person.birth_date, "d/m/Y") if person.birth_date else ""
    return [
        SummaryRow(_("Họ và tên"), person.full_name),
        SummaryRow(_("Ngày sinh"), born),
        SummaryRow(_("Giới tính"), _sex(person.sex)),
        SummaryRow(_("Số định danh"), mask_identity(person.identity_number)),
        SummaryRow(_("Mức định danh"), assurance),
        SummaryRow(_("Số điện thoại"), person.phone),
        SummaryRow(_("Thư điện tử"), person.email),
        SummaryRow(_("Địa chỉ"), person.address),
        SummaryRow(_("Xã, phường"), area.name if area else person.area_code),
    ]


def looks_table(looks: list[AccessLog]) -> Table:
    """Lay out who looked at the person's data."""
    return Table(
        caption=_("Ai đã xem dữ liệu của bạn"),
        columns=[
            Column(_("Thời điểm")),
            Column(_("Cán bộ")),
            Column(pgettext("agency", "Đơn vị")),
            Column(_("Để làm gì")),
        ],
        rows=[_look_cells(look) for look in looks],
        is_caption_hidden=True,
    )


def _look_cells(look: AccessLog) -> list[Cell]:
    when = clock.local(look.at).strftime("%H:%M %d/%m/%Y")
    return [
        Cell(when),
        Cell(look.actor_name),
        Cell(look.agency_name),
        Cell(look.purpose, note=look.subject),
    ]


def _sex(sex: str) -> str:
    return {"MALE": _("Nam"), "FEMALE": _("Nữ")}.get(sex, "")
