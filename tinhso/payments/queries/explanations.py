"""Why an amount is what it is, in the reader's language: as kept, as shown, as printed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.core.money import format_number, format_vnd
from tinhso.payments.rules.fees import AssessedLine, Assessment, FeeQuestion, Rate

TO_CONFIRM = "to_confirm"


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of what is to be paid, as a person reads it.

    ``reasons`` are sentences: how it was reckoned, by which law, who was exempt.
    """

    name: str
    amount_vnd: int
    gross_vnd: int
    reasons: tuple[str, ...]
    is_to_confirm: bool = False

    @property
    def amount(self) -> str:
        """Give the amount as written: ``16.000 đồng``."""
        return format_vnd(self.amount_vnd)


def lines_to_keep(assessment: Assessment) -> list[dict[str, Any]]:
    """Give the lines of an assessment as an intent keeps them, in both languages."""
    return [
        {
            "code": line.code,
            "name": dict(line.name),
            "gross_vnd": line.gross_vnd,
            "amount_vnd": line.amount_vnd,
            "reckoning": [_reckoning(row.rate, assessment.question) for row in line.rows],
            "laws": _laws(line),
            "exemption": dict(line.exemption.name) if line.exemption else None,
            "percent": line.exemption.percent if line.exemption else 0,
        }
        for line in assessment.lines
    ]


def _laws(line: AssessedLine) -> list[dict[str, str]]:
    sources = [row.source for row in line.rows]
    if line.exemption:
        sources.append(line.exemption.source)
    return [{"basis": source.basis, "certainty": source.certainty} for source in sources]


def _reckoning(rate: Rate, question: FeeQuestion) -> dict[str, Any]:
    """Give the numbers of one row: what was counted, at which price, within which bounds."""
    return {
        "fixed_vnd": rate.fixed_vnd,
        "units": question.quantity(rate.unit) if rate.unit else None,
        "unit": rate.unit,
        "prices": [tier.amount_vnd for tier in rate.tiers],
        "value_vnd": question.quantity(rate.share_of) if rate.share_of else None,
        "share_per_100000": rate.share_per_100000,
        "floor_vnd": rate.floor_vnd,
        "cap_vnd": rate.cap_vnd,
        "times": question.quantity(rate.times) if rate.times else None,
        "times_of": rate.times,
    }


def explain_lines(kept: Iterable[Mapping[str, Any]]) -> list[FeeLine]:
    """Give kept lines as a person reads them now."""
    language = get_language() or "vi"
    return [
        FeeLine(
            name=line["name"].get(language) or line["name"]["vi"],
            amount_vnd=line["amount_vnd"],
            gross_vnd=line["gross_vnd"],
            reasons=tuple(_reasons(line, language)),
            is_to_confirm=any(law["certainty"] == TO_CONFIRM for law in line["laws"]),
        )
        for line in kept
    ]


def explain_assessment(assessment: Assessment) -> list[FeeLine]:
    """Give an assessment as a person reads it now."""
    return explain_lines(lines_to_keep(assessment))


def _reasons(line: Mapping[str, Any], language: str) -> Iterable[str]:
    yield from (words for row in line["reckoning"] if (words := _reckoning_words(row)))
    if line["exemption"]:
        name = line["exemption"].get(language) or line["exemption"]["vi"]
        yield _("%(name)s: giảm %(percent)s%%, từ %(gross)s còn %(left)s.") % {
            "name": name,
            "percent": line["percent"],
            "gross": format_vnd(line["gross_vnd"]),
            "left": format_vnd(line["amount_vnd"]),
        }
    named = dict.fromkeys(law["basis"] for law in line["laws"] if law["basis"])
    yield from (_("Căn cứ: %(basis)s.") % {"basis": basis} for basis in named)


def _reckoning_words(row: Mapping[str, Any]) -> str:
    parts = [*_unit_words(row), *_value_words(row)]
    if row["fixed_vnd"]:
        parts.insert(0, _("mức thu %(amount)s") % {"amount": format_vnd(row["fixed_vnd"])})
    if row["times"] is not None:
        parts.append(_("nhân %(n)s") % {"n": _counted(row["times"], row["times_of"])})
    return (parts[0][:1].upper() + ", ".join(parts)[1:] + ".") if parts else ""


def _unit_words(row: Mapping[str, Any]) -> list[str]:
    if row["units"] is None:
        return []
    counted = _counted(row["units"], row["unit"])
    prices = " / ".join(format_number(price) for price in row["prices"])
    words = [_("%(counted)s × %(prices)s đồng") % {"counted": counted, "prices": prices}]
    return words + _bounds(row)


def _value_words(row: Mapping[str, Any]) -> list[str]:
    if row["value_vnd"] is None:
        return []
    share = f"{row['share_per_100000'] / 1000:g}".replace(".", ",")
    value = format_vnd(row["value_vnd"])
    return [_("%(share)s%% của %(value)s") % {"share": share, "value": value}, *_bounds(row)]


def _bounds(row: Mapping[str, Any]) -> list[str]:
    words = []
    if row["floor_vnd"]:
        words.append(_("ít nhất %(amount)s") % {"amount": format_vnd(row["floor_vnd"])})
    if row["cap_vnd"] is not None:
        words.append(_("nhiều nhất %(amount)s") % {"amount": format_vnd(row["cap_vnd"])})
    return words


def _counted(number: int, name: str) -> str:
    units = {
        "copies": _("bản"),
        "pages": _("trang"),
        "persons": _("người"),
        "vehicles": _("xe"),
        "contracts": _("hợp đồng"),
    }
    return f"{format_number(number)} {units.get(name, '')}".strip()


def exemption_names(kinds: Sequence[str], known: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Give the names of kinds of person in the reader's language; unknown codes as they are."""
    language = get_language() or "vi"
    return [known[kind].get(language, kind) if kind in known else kind for kind in kinds]
