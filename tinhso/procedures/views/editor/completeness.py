"""All legal parts, announced or not: by department, what is missing where, and as a file."""

from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from xlsxwriter import Workbook

from tinhso.core.clock import today
from tinhso.core.keyset import BadCursor
from tinhso.identity.api import officer_required
from tinhso.procedures.api import (
    ANNOUNCEMENT,
    ProcedureVersion,
    incomplete_versions,
    list_incomplete,
    measure_completeness,
    sum_completeness,
)
from tinhso.procedures.gateways.files import EXCEL_TYPE
from tinhso.procedures.views.citizen import departments_to_choose
from tinhso.procedures.views.editor.parts import part_titles
from tinhso.procedures.views.presentation import department_name, tier_names
from tinhso.ui.components import Filter, Option

DEMONSTRATION = "minh-hoa"


@require_safe
@officer_required("ADMINISTRATOR")
def completeness(request: HttpRequest) -> HttpResponse:
    """Show how many procedures are complete and how many announced, and what the others lack."""
    department, part = request.GET.get("co-quan", ""), request.GET.get("thieu", "")
    with_demonstration = DEMONSTRATION in request.GET
    try:
        page = list_incomplete(
            today(),
            department=department,
            part=part,
            with_demonstration=with_demonstration,
            cursor=request.GET.get("trang"),
        )
    except BadCursor as error:
        raise Http404 from error
    measured = measure_completeness(today(), with_demonstration=with_demonstration)
    context = {
        "measured": measured,
        "total": sum_completeness(measured),
        "keyset": page,
        "rows": [(row, missing_words(row)) for row in page.items],
        "filters": [
            Filter(
                "co-quan",
                _("Cơ quan"),
                department,
                departments_to_choose(row.department for row in measured),
            ),
            Filter("thieu", _("Còn thiếu"), part, _parts_to_choose()),
        ],
        "kept": {DEMONSTRATION: "1"} if with_demonstration else {},
        "with_demonstration": with_demonstration,
    }
    return render(request, "procedures/admin/completeness.html", context)


# Decree 63/2010/NĐ-CP article 8.2.
_LEGAL_PARTS = (
    "steps_text", "ways", "papers", "time_limit", "subjects", "deciding_agency", "form", "result",
    "conditions", "fees",
)  # fmt: skip


def _parts_to_choose() -> tuple[Option, ...]:
    """Give anything, each part of the law, and the announcing decision, which is none of them."""
    titles = part_titles()
    codes = (*_LEGAL_PARTS, ANNOUNCEMENT)
    return (Option("", _("Bất cứ điều gì")), *(Option(code, titles[code]) for code in codes))


@require_safe
@officer_required("ADMINISTRATOR")
def completeness_export(request: HttpRequest) -> HttpResponse:
    """Give the procedures that lack a part or are not announced as a workbook."""
    buffer = BytesIO()
    rows = incomplete_versions(today(), with_demonstration=DEMONSTRATION in request.GET)
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_("Còn thiếu"))
        headings = (
            _("Mã thủ tục"), _("Tên thủ tục"), _("Lĩnh vực"), _("Cơ quan"), _("Cấp"),
            _("Bộ phận còn thiếu"), _("Quyết định công bố"),
        )  # fmt: skip
        sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
        sheet.set_column(0, 4, 28)
        sheet.set_column(5, 6, 60)
        tiers = tier_names()
        for line, version in enumerate(rows.order_by("sort_key", "pk"), 1):
            cells = (
                version.procedure.code, version.name, version.field.name,
                department_name(version.field.department), tiers[version.tier],
                ", ".join(missing_words(version)), _announced_words(version),
            )  # fmt: skip
            for at, cell in enumerate(cells):
                sheet.write_string(line, at, cell)
    name = f"thu-tuc-con-thieu-{today():%Y-%m-%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(buffer.getvalue(), content_type=EXCEL_TYPE, headers=headers)


def _announced_words(version: ProcedureVersion) -> str:
    return _("Đã biết") if version.is_announced else _("Chưa biết")


def missing_words(version: ProcedureVersion) -> list[str]:
    """Say which parts of the law a version lacks."""
    titles = part_titles()
    return [titles[part] for part in version.missing_parts]
