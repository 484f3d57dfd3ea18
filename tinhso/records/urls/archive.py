"""Addresses of dossiers, the archive and copies."""

from django.urls import URLPattern, path

from tinhso.records.views import copies, destructions, dossier_acts, dossiers

_DOSSIER, _COPY = "can-bo/ho-so-cong-viec", "can-bo/ban-sao"

urlpatterns: list[URLPattern] = [
    path(f"{_DOSSIER}/", dossiers.dossier_list, name="dossiers"),
    path(f"{_DOSSIER}/moi/", dossiers.new_dossier, name="new_dossier"),
    path(f"{_DOSSIER}/huy/", destructions.destructions, name="destructions"),
    path(f"{_DOSSIER}/huy/de-nghi/", destructions.propose, name="propose_destruction"),
    path(f"{_DOSSIER}/huy/<slug:token>/", destructions.destruction, name="destruction"),
    path(
        f"{_DOSSIER}/huy/<slug:token>/thuc-hien/",
        destructions.destruction_carry_out,
        name="destruction_carry_out",
    ),
    path(f"{_DOSSIER}/<slug:token>/", dossiers.dossier, name="dossier"),
    path(f"{_DOSSIER}/<slug:token>/dua-vao/", dossiers.dossier_put, name="dossier_put"),
    path(f"{_DOSSIER}/<slug:token>/muc/<int:item_id>/", dossiers.dossier_item, name="dossier_item"),
    path(
        f"{_DOSSIER}/<slug:token>/muc-luc.pdf", dossiers.dossier_contents, name="dossier_contents"
    ),
    path(
        f"{_DOSSIER}/<slug:token>/goi/<int:hand_over_id>.zip",
        dossiers.dossier_package,
        name="dossier_package",
    ),
    path(f"{_DOSSIER}/<slug:token>/viec/<slug:act>/", dossier_acts.dossier_act, name="dossier_act"),
    path(f"{_COPY}/", copies.copy_list, name="copies"),
    path(f"{_COPY}/moi/<slug:token>/", copies.new_copy, name="new_copy"),
    path(f"{_COPY}/<slug:token>/", copies.copy, name="copy"),
    path(f"{_COPY}/<slug:token>/trang/<int:number>.jpg", copies.copy_page, name="copy_page"),
    path(f"{_COPY}/<slug:token>/ban-sao.pdf", copies.copy_file, name="copy_file"),
    path(f"{_COPY}/<slug:token>/viec/", copies.copy_act, name="copy_act"),
]
