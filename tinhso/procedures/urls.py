"""Addresses of the procedures slice."""

from django.urls import path

from tinhso.procedures.views import admin, citizen, national
from tinhso.procedures.views.editor import (
    beginning,
    comparison,
    completeness,
    fee_parts,
    fee_table,
    overview,
    questions,
    result_field,
    result_template,
    rows,
    signing,
    switch,
    values,
)

app_name = "procedures"
_DRAFT = "quan-tri/thu-tuc/<slug:slug>/ban-thao/"
urlpatterns = [
    path("thu-tuc/", citizen.procedure_list, name="procedure_list"),
    path("thu-tuc/<slug:slug>/", citizen.procedure_detail, name="procedure_detail"),
    path("thu-tuc/<slug:slug>/to-khai/", citizen.blank_form, name="blank_form"),
    path("quan-tri/thu-tuc/", admin.catalogue, name="catalogue"),
    path("quan-tri/thu-tuc/gui-duyet/", admin.submit_all, name="submit_all"),
    path("quan-tri/thu-tuc/duyet/", admin.approve_all, name="approve_all"),
    path("quan-tri/thu-tuc/cong-bo/", admin.publish, name="publish"),
    path("quan-tri/thu-tuc/bo-ban-thao/", admin.discard, name="discard"),
    path("quan-tri/thu-tuc/xuat/<slug:kind>/", admin.export, name="export"),
    path(
        "quan-tri/thu-tuc/doi-chieu-quoc-gia/",
        national.national_catalogue,
        name="national_catalogue",
    ),
    path("quan-tri/thu-tuc/day-du/", completeness.completeness, name="completeness"),
    path(
        "quan-tri/thu-tuc/day-du/xuat/",
        completeness.completeness_export,
        name="completeness_export",
    ),
    path("quan-tri/thu-tuc/moi/", beginning.new_procedure, name="new_procedure"),
    path("quan-tri/thu-tuc/<slug:slug>/", overview.procedure_admin, name="procedure_admin"),
    path("quan-tri/thu-tuc/<slug:slug>/hinh-thuc-nop/", switch.switch_page, name="switch"),
    path("quan-tri/thu-tuc/<slug:slug>/so-sanh/", comparison.comparison, name="comparison"),
    path("quan-tri/thu-tuc/<slug:slug>/ban-moi/", overview.start_draft, name="start_draft"),
    path(f"{_DRAFT}", overview.draft_page, name="draft"),
    path(f"{_DRAFT}gui-duyet/", overview.submit, name="submit"),
    path(f"{_DRAFT}duyet/", overview.approve, name="approve"),
    path(f"{_DRAFT}tra-lai/", overview.send_back, name="send_back"),
    path(f"{_DRAFT}cong-bo/", overview.publish, name="publish_draft"),
    path(f"{_DRAFT}bo/", overview.discard, name="discard_draft"),
    path(f"{_DRAFT}bieu-mau/", questions.form_page, name="form"),
    path(f"{_DRAFT}bieu-mau/them-trang/", questions.page_page, name="page_add"),
    path(f"{_DRAFT}bieu-mau/<slug:code>/", questions.page_page, name="page"),
    path(f"{_DRAFT}bieu-mau/<slug:code>/xem/", questions.preview, name="preview"),
    path(f"{_DRAFT}bieu-mau/<slug:code>/them/", questions.question_page, name="question_add"),
    path(
        f"{_DRAFT}bieu-mau/<slug:code>/cau-hoi/<slug:name>/",
        questions.question_page,
        name="question",
    ),
    path(f"{_DRAFT}bang-phi/", fee_table.fee_table_page, name="fee_table"),
    path(f"{_DRAFT}bang-phi/nop-tien/", fee_parts.fee_terms_page, name="fee_terms"),
    path(f"{_DRAFT}bang-phi/them-khoan/", fee_parts.fee_line_page, name="fee_line_add"),
    path(f"{_DRAFT}bang-phi/khoan/<slug:code>/", fee_parts.fee_line_page, name="fee_line"),
    path(f"{_DRAFT}bang-phi/khoan/<slug:code>/them/", fee_parts.fee_row_page, name="fee_row_add"),
    path(f"{_DRAFT}bang-phi/khoan/<slug:code>/<int:at>/", fee_parts.fee_row_page, name="fee_row"),
    path(
        f"{_DRAFT}bang-phi/khoan/<slug:code>/con-lai/",
        fee_parts.fee_otherwise_page,
        name="fee_otherwise",
    ),
    path(
        f"{_DRAFT}bang-phi/them-mien-giam/",
        fee_parts.fee_exemption_page,
        name="fee_exemption_add",
    ),
    path(
        f"{_DRAFT}bang-phi/mien-giam/<slug:code>/",
        fee_parts.fee_exemption_page,
        name="fee_exemption",
    ),
    path(f"{_DRAFT}bang-phi/them-so-luong/", fee_parts.fee_quantity_page, name="fee_quantity_add"),
    path(
        f"{_DRAFT}bang-phi/so-luong/<slug:name>/",
        fee_parts.fee_quantity_page,
        name="fee_quantity",
    ),
    path(f"{_DRAFT}mau-ket-qua/", result_template.result_template_page, name="result_template"),
    path(
        f"{_DRAFT}mau-ket-qua/them-muc/",
        result_field.result_field_page,
        name="result_field_add",
    ),
    path(
        f"{_DRAFT}mau-ket-qua/muc/<slug:code>/",
        result_field.result_field_page,
        name="result_field",
    ),
    path(f"{_DRAFT}muc/<slug:part>/", values.values_page, name="values"),
    path(f"{_DRAFT}cung-ky/chung/", signing.signing_terms_page, name="signing_terms"),
    path(f"{_DRAFT}<slug:part>/", rows.part_rows, name="part"),
    path(f"{_DRAFT}<slug:part>/them/", rows.row_page, name="row_add"),
    path(f"{_DRAFT}<slug:part>/<int:at>/", rows.row_page, name="row"),
]
