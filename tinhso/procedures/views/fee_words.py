"""A fee table in words: when a row applies, how much it takes, who pays less."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tinhso.core.money import format_number, format_vnd
from tinhso.payments.api import Exemption, person_kinds
from tinhso.procedures.api import ProcedureVersion, fee_table_of
from tinhso.procedures.rules import CHARGED
from tinhso.procedures.views.presentation import TO_CONFIRM, channel_names, words

Names = Mapping[str, str]
_PER_PERCENT = 1000
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class FeeNames:
    """What people read for the codes in a fee table."""

    channels: Names
    variants: Names
    quantities: Names
    kinds: Names
    lines: Names


@dataclass(frozen=True, slots=True)
class ExemptionView:
    """Who pays nothing or less, for what."""

    code: str
    name: str
    whom: str
    lines: str
    less: str
    basis: str
    is_to_confirm: bool


def fee_names(content: Mapping[str, Any], table: Mapping[str, Any]) -> FeeNames:
    """Give the words for every code a content's fee table may name."""
    channels = channel_names()
    return FeeNames(
        channels={code: channels[code] for code in CHARGED},
        variants={row["code"]: words(row["name"]) for row in content.get("variants") or []},
        quantities={
            name: words(quantity.get("name")) or name
            for name, quantity in table.get("quantities", {}).items()
        },
        kinds={kind.code: words(kind.name) for kind in person_kinds()},
        lines={line["code"]: words(line["name"]) for line in table.get("lines", [])},
    )


def condition_words(when: Mapping[str, Any], names: FeeNames) -> list[str]:
    """Say when a row applies, a condition each; nothing where it always does."""
    said = []
    if channels := when.get("channels"):
        said.append(_("Nộp: %(ways)s") % {"ways": _any_of(channels, names.channels)})
    if cases := when.get("case_kinds"):
        said.append(_("Trường hợp: %(cases)s") % {"cases": _any_of(cases, names.variants)})
    said += period_words(when)
    least, most = when.get("at_least", {}), when.get("at_most", {})
    said += [
        _between(_named(name, names.quantities), least.get(name), most.get(name))
        for name in sorted({*least, *most})
    ]
    return said


def period_words(when: Mapping[str, Any]) -> list[str]:
    """Say on which days of filing something holds; nothing where it always does."""
    first, last = (_day(when.get(name)) for name in ("valid_from", "valid_to"))
    if first and last:
        return [_("Nộp từ %(first)s đến trước %(last)s") % {"first": first, "last": last}]
    if first:
        return [_("Nộp từ %(first)s") % {"first": first}]
    return [_("Nộp trước %(last)s") % {"last": last}] if last else []


def rate_words(rate: Mapping[str, Any], names: FeeNames) -> str:
    """Say how much a row takes."""
    parts = [*_fixed_words(rate), *_tier_words(rate, names), *_share_words(rate, names)]
    said = " + ".join(parts) if parts else _("Không thu")
    if rate.get("floor_vnd"):
        said += "; " + _("ít nhất %(amount)s") % {"amount": format_vnd(rate["floor_vnd"])}
    if rate.get("cap_vnd") is not None:
        said += "; " + _("nhiều nhất %(amount)s") % {"amount": format_vnd(rate["cap_vnd"])}
    if rate.get("times"):
        said += "; " + _("nhân với %(what)s") % {"what": _low(rate["times"], names)}
    return said


def less_words(percent: int) -> str:
    """Say by how much an exemption lowers a fee."""
    return _("Miễn") if percent == _WHOLE else _("Giảm %(n)s%%") % {"n": percent}


def whom_words(exemption: Mapping[str, Any], names: FeeNames) -> str:
    """Say who is spared, which way they file and when; everybody where nothing is stated."""
    kind = exemption.get("kind")
    said = [_named(kind, names.kinds)] if kind else []
    said += condition_words({**exemption, "case_kinds": []}, names)
    return "; ".join(said) or _("Mọi người")


def terms_words(terms: Mapping[str, Any]) -> str:
    """Say when a fee is due and whether the clock waits for it."""
    if terms["due"] == "AT_FILING":
        return _("Nộp tiền khi nộp hồ sơ.")
    if terms["pauses_clock"]:
        return _("Nộp tiền khi cơ quan yêu cầu; dừng tính thời hạn trong khi chờ.")
    return _("Nộp tiền khi cơ quan yêu cầu; thời hạn vẫn chạy trong khi chờ.")


def exemption_view(row: Mapping[str, Any], names: FeeNames) -> ExemptionView:
    """Say who pays nothing or less, and for what."""
    lines = [names.lines[code] for code in row.get("lines", []) if code in names.lines]
    return ExemptionView(
        code=row["code"],
        name=words(row["name"]),
        whom=whom_words(row, names),
        lines=", ".join(lines) or _("Mọi khoản"),
        less=less_words(row["percent"]),
        basis=row["basis"],
        is_to_confirm=row["certainty"] == TO_CONFIRM,
    )


def exemption_row(exemption: Exemption) -> dict[str, Any]:
    """Give an exemption as a fee table keeps it."""
    first, last = exemption.period.valid_from, exemption.period.valid_to
    return {
        "code": exemption.code,
        "name": exemption.name,
        "kind": exemption.kind,
        "percent": exemption.percent,
        "lines": sorted(exemption.lines),
        "channels": sorted(exemption.channels),
        "valid_from": first.isoformat() if first else None,
        "valid_to": last.isoformat() if last else None,
        "basis": exemption.source.basis,
        "certainty": exemption.source.certainty,
    }


def said_exemptions(version: ProcedureVersion) -> list[ExemptionView]:
    """Say who pays nothing or less of what a version charges; nobody where it charges nothing."""
    table = fee_table_of(version)
    names = fee_names(version.content, version.content.get("fee_table") or {})
    return [exemption_view(exemption_row(each), names) for each in table.exemptions_that_count]


def _fixed_words(rate: Mapping[str, Any]) -> list[str]:
    amount = rate.get("fixed_vnd")
    return [format_vnd(amount)] if amount else []


def _tier_words(rate: Mapping[str, Any], names: FeeNames) -> list[str]:
    if not rate.get("unit"):
        return []
    tiers, unit = rate.get("tiers", []), _low(rate["unit"], names)
    if len(tiers) == 1:
        price = format_vnd(tiers[0]["amount_vnd"])
        return [_("%(price)s × %(what)s") % {"price": price, "what": unit}]
    said, first = [], 1
    for tier in tiers:
        price = format_vnd(tier["amount_vnd"])
        if tier["up_to"] is None:
            said.append(_("từ %(first)s: %(price)s") % {"first": _n(first), "price": price})
            break
        last = tier["up_to"]
        span = _n(first) if first == last else f"{_n(first)}–{_n(last)}"
        said.append(f"{span}: {price}")
        first = last + 1
    return [_("mỗi đơn vị của %(what)s (%(tiers)s)") % {"what": unit, "tiers": "; ".join(said)}]


def _share_words(rate: Mapping[str, Any], names: FeeNames) -> list[str]:
    if not rate.get("share_of"):
        return []
    share = f"{rate.get('share_per_100000', 0) / _PER_PERCENT:g}".replace(".", ",")
    return [_("%(share)s%% của %(what)s") % {"share": share, "what": _low(rate["share_of"], names)}]


def _any_of(codes: Iterable[str], names: Names) -> str:
    return _(" hoặc ").join(_named(code, names) for code in codes)


def _named(code: str, names: Names) -> str:
    return names.get(code, code)


def _low(code: str, names: FeeNames) -> str:
    said = _named(code, names.quantities)
    return said[:1].lower() + said[1:]


def _between(what: str, least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return _("%(what)s từ %(least)s đến %(most)s") % {
            "what": what,
            "least": _n(least),
            "most": _n(most),
        }
    if least is not None:
        return _("%(what)s từ %(least)s") % {"what": what, "least": _n(least)}
    return _("%(what)s đến %(most)s") % {"what": what, "most": _n(most or 0)}


def _n(number: int) -> str:
    return format_number(number)


def _day(text: str | None) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else ""
