"""What a person chooses from: open ways of filing, cases within the procedure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.procedures.api import (
    ProcedureVersion,
    papers_of,
    process_of,
    variants_of,
    way_of,
    ways_of,
)
from tinhso.procedures.views.diagram import Diagram, draw_process
from tinhso.procedures.views.presentation import (
    TO_CONFIRM,
    WayRow,
    channel_names,
    way_rows,
    words,
)


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One open way of filing: what it is, how it goes, where it leads."""

    code: str
    name: str
    how: str
    url: str
    time_limit: str
    fee: str


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One case within the procedure (trường hợp) as said to a person."""

    name: str
    help: str
    papers: list[dict[str, object]]
    ways: list[WayRow]
    diagram: Diagram | None
    is_to_confirm: bool


def channel_rows(version: ProcedureVersion, opened: Sequence[str]) -> list[ChannelRow]:
    """Say every open way of filing, with its limit and fee."""
    names, hows = channel_names(), _hows()
    said = [way_rows([{**way_of(version, channel), "channel": channel}])[0] for channel in opened]
    return [
        ChannelRow(
            code=way.channel,
            name=names[way.channel],
            how=hows[way.channel],
            url=_url(version, way.channel),
            time_limit=way.time_limit,
            fee=way.fee,
        )
        for way in said
    ]


def _hows() -> dict[str, str]:
    return {
        "ONLINE": _("Điền và gửi trên trang này, theo dõi trong tài khoản của bạn."),
        "NATIONAL_PORTAL": _("Đăng nhập và nộp trên Cổng Dịch vụ công quốc gia."),
        "COUNTER": _("Mang giấy tờ đến bất kỳ bộ phận một cửa nào trong tỉnh."),
        "POST": _("Gửi giấy tờ qua bưu chính công ích đến bộ phận một cửa."),
        "ASSISTED": _("Đến điểm hỗ trợ ở xã, phường; bạn có mặt, thành viên tổ nhập giúp."),
    }


def _url(version: ProcedureVersion, channel: str) -> str:
    addresses = {
        "ONLINE": reverse("cases:start", args=[version.procedure.slug]),
        "NATIONAL_PORTAL": settings.NATIONAL_PORTAL_URL,
        "COUNTER": reverse("orgs:agency_list"),
    }
    return addresses.get(channel, "")


def variant_rows(version: ProcedureVersion) -> list[VariantRow]:
    """Say every case within the procedure, with what is its own."""
    return [_variant_row(version, row) for row in variants_of(version)]


def _variant_row(version: ProcedureVersion, row: dict[str, object]) -> VariantRow:
    code = str(row["code"])
    own_ways = way_rows(ways_of(version, code)) if row["ways"] else []
    own_steps = process_of(version, code) if row["process"] else []
    return VariantRow(
        name=words(row["name"]),  # type: ignore[arg-type] # the schema says it is words
        help=words(row["help"]),  # type: ignore[arg-type] # the schema says it is words
        papers=papers_of(version, code),
        ways=own_ways,
        diagram=draw_process(version, own_steps) if own_steps else None,
        is_to_confirm=row["certainty"] == TO_CONFIRM,
    )
