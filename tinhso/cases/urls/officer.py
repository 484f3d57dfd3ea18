"""Addresses of cases for officers."""

from django.urls import URLPattern, path

from tinhso.cases.views.officer import (
    act,
    bulk,
    case,
    consultations,
    correcting,
    counter,
    digitising,
    drafting,
    lists,
    migration,
    paper_shares,
    register,
    supplement,
    watching,
)

urlpatterns: list[URLPattern] = [
    path("can-bo/tiep-nhan/", lists.new_filings, name="new_filings"),
    path("can-bo/nop-tai-quay/", counter.counter, name="counter"),
    path("quan-tri/thu-tuc/<slug:slug>/ho-so/", migration.migration, name="migration"),
    path("can-bo/nop-giup/", counter.assisted, name="assisted"),
    path("can-bo/lay-y-kien/", consultations.consultation_list, name="consultations"),
    path(
        "can-bo/lay-y-kien/<int:consultation_id>/", consultations.consultation, name="consultation"
    ),
    path("can-bo/so-hoa/", paper_shares.shares, name="paper_shares"),
    path("can-bo/don-doc/", watching.watch, name="watch"),
    path("can-bo/lien-thong/", watching.branch_list, name="branches"),
    path("can-bo/so-theo-doi/", register.register, name="register"),
    path("can-bo/ho-so/", lists.worklist, name="worklist"),
    path("can-bo/ho-so/hang-loat/", bulk.bulk, name="bulk"),
    path("can-bo/ho-so/<str:token>/", case.officer_case, name="officer_case"),
    path("can-bo/ho-so/<str:token>/du-thao.pdf", drafting.officer_preview, name="officer_preview"),
    path(
        "can-bo/ho-so/<str:token>/du-thao/",
        drafting.officer_draft_result,
        name="officer_draft_result",
    ),
    path(
        "can-bo/ho-so/<str:token>/bo-sung/",
        supplement.officer_supplement,
        name="officer_supplement",
    ),
    path("can-bo/ho-so/<str:token>/so-hoa/", digitising.digitise, name="digitise"),
    path(
        "can-bo/ho-so/<str:token>/so-hoa/trang-<int:page_id>.jpg",
        digitising.page_picture,
        name="digitise_page",
    ),
    path(
        "can-bo/ho-so/<str:token>/so-hoa/<slug:paper_code>/",
        digitising.digitise_paper,
        name="digitise_paper",
    ),
    path(
        "can-bo/ho-so/<str:token>/so-hoa/<slug:paper_code>/khong-so-hoa/",
        digitising.exempt,
        name="digitise_exempt",
    ),
    path(
        "can-bo/ho-so/<str:token>/dinh-chinh/",
        correcting.officer_correction,
        name="officer_correction",
    ),
    path("can-bo/ho-so/<str:token>/<slug:act>/", act.officer_act, name="officer_act"),
]
