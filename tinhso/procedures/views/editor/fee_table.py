"""The fee table of a draft: every line as a decision table, who pays less, a case to try."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.core.clock import today
from tinhso.core.money import format_vnd
from tinhso.payments.api import BadFeeTable, FeeTable, explain_assessment
from tinhso.procedures.api import FeeAsked, ProcedureVersion, assess_fee, fee_table_of
from tinhso.procedures.forms import FeeTrialForm
from tinhso.procedures.rules import fee_tables
from tinhso.procedures.views.editor.desk import (
    draft_frame,
    editor_page,
    get_draft,
    keep,
    position_of,
)
from tinhso.procedures.views.editor.parts import FEE_PART, page_title
from tinhso.procedures.views.fee_words import (
    ExemptionView,
    FeeNames,
    condition_words,
    exemption_row,
    exemption_view,
    fee_names,
    rate_words,
    terms_words,
)
from tinhso.procedures.views.presentation import TO_CONFIRM, words

Content = dict[str, Any]
_USUAL_TERMS = {"due": "AT_FILING", "pauses_clock": True}


@dataclass(frozen=True, slots=True)
class RateView:
    """One row of a line: when it applies, what it takes, by which law."""

    at: int
    conditions: list[str]
    rate: str
    note: str
    basis: str
    is_to_confirm: bool
    url: str


@dataclass(frozen=True, slots=True)
class LineView:
    """One fee or charge: its rows from top to bottom, the one that applies otherwise last."""

    code: str
    name: str
    is_sum: bool
    rows: list[RateView]
    otherwise: RateView


@dataclass(frozen=True, slots=True)
class QuantityView:
    """A number amounts depend on and where it comes from."""

    name: str
    title: str
    origin: str
    default: int


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def fee_table_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the table and what a case would cost; sent, begin, drop, move or take something away."""
    draft = get_draft(slug)
    if request.method == "POST":
        _act(request, draft)
        return redirect("procedures:fee_table", slug)
    content = draft.content
    has_table = "fee_table" in content
    table = content["fee_table"] if has_table else fee_tables.table_from_ways(content)
    names, known = fee_names(content, table), _readable(draft)
    context = {
        **draft_frame(draft),
        "title": page_title(FEE_PART),
        "has_table": has_table,
        "is_first_only": table.get("policy") == "FIRST_MATCH",
        "lines": [_line_view(slug, line, names) for line in table["lines"]],
        "exemptions": [exemption_view(row, names) for row in table.get("exemptions", [])],
        "province": _province_views(table, known, names) if known else [],
        "quantities": _quantity_views(content, table, names),
        "terms": terms_words(content.get("payment") or _USUAL_TERMS),
        "differing": _differing_ways(draft) if known else [],
        **(_trial(request, draft, known, names) if known else {}),
    }
    return render(request, "procedures/admin/fee_table.html", context)


def _readable(draft: ProcedureVersion) -> FeeTable | None:
    """Give the table as money is reckoned by it, nothing while it cannot be."""
    try:
        return fee_table_of(draft)
    except BadFeeTable:
        return None


def _line_view(slug: str, line: Mapping[str, Any], names: FeeNames) -> LineView:
    code = line["code"]
    rows = [
        _rate_view(row, at, names, reverse("procedures:fee_row", args=[slug, code, at]))
        for at, row in enumerate(line.get("rows", []))
    ]
    url = reverse("procedures:fee_otherwise", args=[slug, code])
    otherwise = _rate_view(line["otherwise"], fee_tables.OTHERWISE, names, url)
    return LineView(code, words(line["name"]), line.get("policy") == "SUM", rows, otherwise)


def _rate_view(row: Mapping[str, Any], at: int, names: FeeNames, url: str) -> RateView:
    return RateView(
        at=at,
        conditions=condition_words(row.get("when", {}), names),
        rate=rate_words(row["rate"], names),
        note=words(row.get("note")),
        basis=row["basis"],
        is_to_confirm=row["certainty"] == TO_CONFIRM,
        url=url,
    )


def _province_views(
    table: Mapping[str, Any], known: FeeTable, names: FeeNames
) -> list[ExemptionView]:
    """Give the exemptions of the whole province that lower a line of this table."""
    others = known.exemptions[len(table.get("exemptions", [])) :]
    return [
        exemption_view(exemption_row(exemption), names)
        for exemption in others
        if not exemption.lines or exemption.lines & set(names.lines)
    ]


def _quantity_views(
    content: Content, table: Mapping[str, Any], names: FeeNames
) -> list[QuantityView]:
    asked = content["form"]["properties"]
    return [
        QuantityView(
            name,
            names.quantities[name],
            words(asked[quantity["answer"]]["x-title"])
            if quantity["answer"] in asked
            else _("Cán bộ thẩm định xác định"),
            quantity["default"],
        )
        for name, quantity in table.get("quantities", {}).items()
    ]


def _differing_ways(draft: ProcedureVersion) -> list[str]:
    """Say the ways whose page shows another amount than the table takes of a usual case."""
    if "fee_table" not in draft.content:
        return []
    names, said = fee_names(draft.content, draft.content["fee_table"]).channels, []
    for way in draft.content["ways"]:
        taken = assess_fee(draft, FeeAsked(way["channel"], on=today())).total_vnd
        if taken != way["fee_vnd"]:
            said.append(
                _("%(way)s: phần “Cách thức thực hiện” ghi %(shown)s, bảng này tính %(taken)s.")
                % {
                    "way": names.get(way["channel"], way["channel"]),
                    "shown": format_vnd(way["fee_vnd"]),
                    "taken": format_vnd(taken),
                }
            )
    return said


def _trial(
    request: HttpRequest, draft: ProcedureVersion, table: FeeTable, names: FeeNames
) -> dict[str, Any]:
    """Give the form of a case to try and, once it is filled in, what that case would cost."""
    spared = {exemption.kind for exemption in table.exemptions} - {""}
    variants = list(names.variants.items())
    form = FeeTrialForm(
        request.GET if "channel" in request.GET else None,
        options={
            "channel": list(names.channels.items()),
            "case_kind": [("", _("Không rõ")), *variants] if variants else [],
            "kind": [
                ("", _("Không thuộc diện miễn, giảm")),
                *((code, said) for code, said in names.kinds.items() if code in spared),
            ],
        },
        quantities=_asked_quantities(table, names),
    )
    if not form.is_bound or not form.is_valid():
        return {"trial": form}
    given = form.cleaned_data
    found = assess_fee(
        draft,
        FeeAsked(
            given["channel"],
            on=given["on"] or today(),
            kinds=frozenset({given["kind"]} - {""}),
            case_kind=given.get("case_kind", ""),
            quantities=form.quantities(),
        ),
    )
    return {
        "trial": form,
        "trial_lines": explain_assessment(found),
        "trial_total": format_vnd(found.total_vnd),
    }


def _asked_quantities(table: FeeTable, names: FeeNames) -> Sequence[tuple[str, str, int]]:
    return [
        (
            name,
            names.quantities.get(name, name),
            table.known_quantities[name].default if name in table.known_quantities else 1,
        )
        for name in table.quantities
    ]


def _act(request: HttpRequest, draft: ProcedureVersion) -> None:
    """Do what the pressed button says: ``do`` to the table, or to what ``of`` and ``code`` name."""
    do, content = request.POST.get("do", ""), draft.content
    if do == "begin" and "fee_table" not in content:
        keep(request, draft, {**content, "fee_table": fee_tables.table_from_ways(content)})
        return
    if "fee_table" not in content:
        raise Http404
    if do == "drop":
        keep(request, draft, {name: part for name, part in content.items() if name != "fee_table"})
        return
    changed = _changed(request, content["fee_table"], do)
    if changed is not None:
        keep(request, draft, {**content, "fee_table": changed})


def _changed(request: HttpRequest, table: Content, do: str) -> Content | None:
    """Give the table changed, or nothing when the change is refused and said."""
    code, of = request.POST.get("code", ""), request.POST.get("of", "")
    if of == "quantity":
        return _without_quantity(request, table, code)
    part = {"line": fee_tables.LINES, "row": fee_tables.LINES}.get(of, fee_tables.EXEMPTIONS)
    entry = fee_tables.find_entry(table, part, code)
    if entry is None:
        raise Http404
    by = 1 if do == "down" else -1
    if of == "row":
        at = position_of(request, len(entry.get("rows", [])))
        row_gone = do == "remove"
        line = (
            fee_tables.without_fee_row(entry, at)
            if row_gone
            else fee_tables.with_fee_row_moved(entry, at, by)
        )
        return fee_tables.with_entry(table, part, line, code)
    if do != "remove":
        return fee_tables.with_entry_moved(table, part, code, by)
    return None if _is_needed(request, table, of, code) else _without(table, part, code)


def _without(table: Content, part: str, code: str) -> Content:
    changed = fee_tables.without_entry(table, part, code)
    return changed if changed[part] else {k: v for k, v in changed.items() if k != part}


def _is_needed(request: HttpRequest, table: Content, of: str, code: str) -> bool:
    """Refuse to take away the last line, or one an exemption names; say why."""
    if of != "line":
        return False
    if len(table["lines"]) == 1:
        messages.error(request, _("Đây là khoản cuối cùng. Muốn bỏ cả bảng, bấm “Bỏ bảng phí”."))
        return True
    naming = fee_tables.exemptions_of_line(table, code)
    if naming:
        text = _("Khoản này đang được nêu ở phần miễn, giảm: %(names)s. Hãy sửa phần đó trước.")
        messages.error(request, text % {"names": ", ".join(words(r["name"]) for r in naming)})
    return bool(naming)


def _without_quantity(request: HttpRequest, table: Content, name: str) -> Content | None:
    if name not in table.get("quantities", {}):
        raise Http404
    asking = fee_tables.lines_asking(table, name)
    if asking:
        text = _("Số lượng này đang được tính ở khoản: %(names)s. Hãy sửa khoản đó trước.")
        messages.error(request, text % {"names": ", ".join(words(r["name"]) for r in asking)})
        return None
    return fee_tables.without_quantity(table, name)
