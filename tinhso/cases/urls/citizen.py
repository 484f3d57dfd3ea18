"""Addresses of cases for citizens; a clerk writes for a citizen on the same draft pages."""

from django.urls import URLPattern, path

from tinhso.cases.views.citizen import (
    acts,
    case,
    check,
    co_sign,
    co_signers,
    documents,
    pages,
    papers,
    place,
    registers,
    start,
    variant,
)

urlpatterns: list[URLPattern] = [
    path("nop-ho-so/<slug:slug>/", start.start, name="start"),
    path("nop-ho-so/<str:token>/viet-tiep/", start.resume, name="draft_resume"),
    path("nop-ho-so/<str:token>/xoa/", start.discard, name="draft_discard"),
    path("nop-ho-so/<str:token>/truong-hop/", variant.draft_variant, name="draft_variant"),
    path("nop-ho-so/<str:token>/noi-giai-quyet/", place.draft_place, name="draft_place"),
    path("nop-ho-so/<str:token>/giay-to/", papers.draft_papers, name="draft_papers"),
    path(
        "nop-ho-so/<str:token>/nguoi-cung-ky/",
        co_signers.draft_co_signers,
        name="draft_co_signers",
    ),
    path("cung-ky/<str:token>/", co_sign.co_sign, name="co_sign"),
    path("cung-ky/<str:token>/rut/", co_sign.co_sign_withdraw, name="co_sign_withdraw"),
    path(
        "cung-ky/<str:token>/giay-to/<str:upload_token>/",
        co_sign.co_sign_paper,
        name="co_sign_paper",
    ),
    path("nop-ho-so/<str:token>/kiem-tra/", check.draft_check, name="draft_check"),
    path(
        "nop-ho-so/<str:token>/sai-thong-tin/<slug:name>/", registers.dispute, name="draft_dispute"
    ),
    path("nop-ho-so/<str:token>/<slug:page_code>/", pages.draft_page, name="draft_page"),
    path("ho-so/<str:token>/", case.case_detail, name="case_detail"),
    path("ho-so/<str:token>/da-nop/", case.case_filed, name="case_filed"),
    path("ho-so/<str:token>/bo-sung/", acts.supplement, name="case_supplement"),
    path("ho-so/<str:token>/rut/", acts.withdraw, name="case_withdraw"),
    path("ho-so/<str:token>/khieu-nai/", acts.complaint, name="case_complain"),
    path("ho-so/<str:token>/danh-gia/", acts.rate, name="case_rate"),
    path("ho-so/<str:token>/ket-qua/", documents.result, name="case_result"),
    path("ho-so/<str:token>/phieu/<int:slip_id>/", documents.slip, name="case_slip"),
]
