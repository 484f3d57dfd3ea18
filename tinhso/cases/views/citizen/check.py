"""The last page before filing: every answer to check, cost and date, declaration, filing once."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import (
    CoSignaturesMissing,
    CoSignatureState,
    Draft,
    FormInvalid,
    PapersMissing,
    PlaceNotChosen,
    VariantNotChosen,
    accept_case,
    access_draft,
    channel_of,
    is_at_counter,
    papers_by_code,
    save_page,
    submit_draft,
)
from tinhso.cases.forms.papers import in_words
from tinhso.cases.queries import assess_draft, commune_names, exemptions_of, list_signers, promise
from tinhso.cases.views.citizen.frame import CORRECTING, draft_context, filed_elsewhere
from tinhso.cases.views.citizen.path import DECLARATION, needs_place, pages_of
from tinhso.cases.views.refusals import shows_refusals
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.money import format_vnd
from tinhso.documents.api import Upload
from tinhso.identity.api import signed_in_required
from tinhso.orgs.api import agency_name_shown
from tinhso.payments.api import explain_assessment
from tinhso.procedures.api import co_signing_of, load_form, papers_of, variant_of, variants_of
from tinhso.ui.components import ErrorLink, FieldView, Option, SummaryRow
from tinhso.ui.navigation import actor_of
from tinhso.ui.schema_forms import SummaryPage
from tinhso.vault.api import PaperNotOffered

DECLARE_ID = "declaration"
ACCEPT = "accept"
EXEMPTION = "exemption"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_required
@shows_refusals(back="cases:draft_check")
def draft_check(request: HttpRequest, token: str) -> HttpResponse:
    """Show everything that will be filed; sent, file it: sent twice, it is filed once."""
    draft = access_draft(actor_of(request), token)
    if draft.case_id is not None:
        return _filed(request, draft)
    if request.method != "POST":
        return _show(request, draft, [])
    if request.POST.get(DECLARATION) != "on":
        text = _("Đánh dấu vào ô cam đoan để nộp hồ sơ.")
        return _show(request, draft, [ErrorLink(f"#{DECLARE_ID}", text)], declaration_error=text)
    return _file(request, draft)


def _file(request: HttpRequest, draft: Draft) -> HttpResponse:
    try:
        draft = _declare(draft)
        draft.case = submit_draft(
            draft=draft,
            actor=actor_of(request),
            at=now(),
            exemption=request.POST.get(EXEMPTION, ""),
        )
        if request.POST.get("go") == ACCEPT and _is_at_counter(request, draft):
            accept_case(case=draft.case, actor=actor_of(request), at=now())
    except (
        FormInvalid,
        PapersMissing,
        PlaceNotChosen,
        PaperNotOffered,
        VariantNotChosen,
        CoSignaturesMissing,
    ) as refusal:
        return _show(request, draft, _links(draft, refusal), is_declared=True)
    return _filed(request, draft)


def _filed(request: HttpRequest, draft: Draft) -> HttpResponse:
    if draft.case is not None and request.method == "POST" and actor_of(request).is_citizen:
        return HttpResponseRedirect(reverse("cases:case_filed", args=[draft.case.token]))
    return filed_elsewhere(request, draft)


def _is_at_counter(request: HttpRequest, draft: Draft) -> bool:
    """Tell whether a clerk, who saw the papers, may file and accept in one go."""
    return is_at_counter(draft) and actor_of(request).has_role("CLERK")


def _declare(draft: Draft) -> Draft:
    """Keep the declaration with whatever else stands on its page of the form."""
    pages = load_form(draft.version).pages(draft.form)
    page = next((page for page in pages if DECLARATION in page.fields), None)
    if page is None:
        return draft
    others = {name: draft.form[name] for name in page.fields if name in draft.form}
    answers = {**others, DECLARATION: True}
    return save_page(draft=draft, page_code=page.code, answers=answers, at=now())


def _links(draft: Draft, refusal: DomainError) -> list[ErrorLink]:
    """Lead from each reason why it cannot be filed to the page that puts it right."""
    if isinstance(refusal, FormInvalid):
        return [_answer_link(draft, name, text) for name, text in refusal.errors.items()]
    if isinstance(refusal, PapersMissing):
        names = {
            paper["code"]: in_words(paper["name"])
            for paper in papers_of(draft.version, draft.variant)
        }
        url = reverse("cases:draft_papers", args=[draft.token])
        return [
            ErrorLink(f"{url}#file-{code}", _("Thiếu giấy tờ: %(name)s") % {"name": names[code]})
            for code in refusal.codes
        ]
    if isinstance(refusal, CoSignaturesMissing):
        url = reverse("cases:draft_co_signers", args=[draft.token])
        words = _("Chưa đồng ý với nội dung hiện tại: %(name)s")
        return [ErrorLink(url, words % {"name": name}) for name in refusal.names]
    if isinstance(refusal, PaperNotOffered):
        return [ErrorLink(reverse("cases:draft_papers", args=[draft.token]), refusal.message)]
    stop = "cases:draft_variant" if isinstance(refusal, VariantNotChosen) else "cases:draft_place"
    return [ErrorLink(reverse(stop, args=[draft.token]), refusal.message)]


def _answer_link(draft: Draft, name: str, text: str) -> ErrorLink:
    page = next((page for page in pages_of(draft) if name in page.fields), None)
    if page is None:
        return ErrorLink("#main", text)
    return ErrorLink(_change_url(draft, page.code), f"{page.title}: {text}")


def _change_url(draft: Draft, page_code: str) -> str:
    url = reverse("cases:draft_page", args=[draft.token, page_code])
    return f"{url}?{CORRECTING}=1"


def _show(
    request: HttpRequest,
    draft: Draft,
    errors: list[ErrorLink],
    *,
    declaration_error: str = "",
    is_declared: bool = False,
) -> HttpResponse:
    context = {
        **draft_context(request, draft, "check"),
        "may_accept": _is_at_counter(request, draft),
        "error_links": errors,
        "sections": list(_sections(draft)),
        "place_rows": _place_rows(draft),
        "papers_url": reverse("cases:draft_papers", args=[draft.token]),
        "paper_rows": _paper_rows(draft, papers_by_code(draft)),
        "signer_rows": _signer_rows(draft),
        "co_signers_url": reverse("cases:draft_co_signers", args=[draft.token]),
        "promise": promise(draft.version, channel_of(draft), variant=draft.variant, at=now()),
        **fee_context(request, draft),
        "declaration": _declaration(draft, declaration_error, is_declared=is_declared),
    }
    return render(request, "cases/draft/check.html", context)


def fee_context(request: HttpRequest, draft: Draft) -> dict[str, object]:
    """Give what filing costs and why and, where the fee spares some people, the question who."""
    chosen = request.POST.get(EXEMPTION, "")
    assessment = assess_draft(draft, channel_of(draft), exemption=chosen)
    kinds = exemptions_of(draft.version) if assessment.gross_vnd else {}
    options = [Option("", _("Không thuộc diện nào"), is_selected=not chosen)]
    options += [Option(code, name, is_selected=code == chosen) for code, name in kinds.items()]
    question = FieldView(
        id=EXEMPTION,
        name=EXEMPTION,
        label=_("Bạn thuộc diện được miễn, giảm phí, lệ phí?"),
        kind="select",
        hint=_("Cán bộ đối chiếu giấy tờ khi tiếp nhận. Số tiền tính lại sau khi bạn nộp hồ sơ."),
        value=chosen,
        options=tuple(options),
    )
    return {
        "fee_lines": explain_assessment(assessment) if assessment.gross_vnd else [],
        "fee_total": format_vnd(assessment.total_vnd),
        "exemption": question if kinds else None,
    }


def _declaration(draft: Draft, error: str, *, is_declared: bool) -> FieldView:
    question = load_form(draft.version).questions.get(DECLARATION)
    label = (
        question.label
        if question
        else _("Tôi cam đoan những điều khai trên là đúng và chịu trách nhiệm trước pháp luật.")
    )
    value = "on" if is_declared else ""
    return FieldView(
        id=DECLARE_ID, name=DECLARATION, label=label, kind="checkbox", error=error, value=value
    )


def _sections(draft: Draft) -> list[SummaryPage]:
    asked = {page.code for page in pages_of(draft)}
    found = load_form(draft.version).summary(draft.form, partial(_change_url, draft), commune_names)
    return [_without_declaration(draft, section) for section in found if section.code in asked]


def _without_declaration(draft: Draft, section: SummaryPage) -> SummaryPage:
    """Leave out of the answers what is declared below them."""
    question = load_form(draft.version).questions.get(DECLARATION)
    label = question.label if question else ""
    return replace(section, rows=tuple(row for row in section.rows if row.label != label))


def _place_rows(draft: Draft) -> list[SummaryRow]:
    chosen = agency_name_shown(draft.competent_agency_id) if draft.competent_agency_id else ""
    url = reverse("cases:draft_place", args=[draft.token]) + f"?{CORRECTING}=1"
    rows = [SummaryRow(_("Nơi giải quyết"), chosen, url if needs_place(draft) else "")]
    if variants_of(draft.version):
        variant = variant_of(draft.version, draft.variant)
        url = reverse("cases:draft_variant", args=[draft.token]) + f"?{CORRECTING}=1"
        rows.insert(
            0, SummaryRow(_("Trường hợp"), in_words(variant["name"]) if variant else "", url)
        )
    return rows


def _signer_rows(draft: Draft) -> list[SummaryRow]:
    """List who signs with the applicant, and what they said."""
    if co_signing_of(draft.version) is None:
        return []
    return [
        SummaryRow(signer.full_name, str(CoSignatureState(signer.state).label))
        for signer in list_signers(draft)
    ]


def _paper_rows(draft: Draft, attached: Mapping[str, list[Upload]]) -> list[SummaryRow]:
    """List what is attached, and what is required but not attached yet."""
    return [
        SummaryRow(
            in_words(paper["name"]),
            "\n".join(upload.name for upload in attached.get(paper["code"], [])) or _("Chưa có"),
            is_multiline=True,
        )
        for paper in papers_of(draft.version, draft.variant)
        if paper["is_required"] or paper["code"] in attached
    ]
