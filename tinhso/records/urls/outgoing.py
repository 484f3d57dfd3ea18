"""Addresses of outgoing documents (văn bản đi)."""

from django.urls import URLPattern, path

from tinhso.records.views import (
    acts,
    arranging,
    attaching,
    changing,
    editing,
    layout_check,
    outgoing,
    registers,
    searching,
    signing,
)

_ONE = "cong-van/di/<str:token>/"
urlpatterns: list[URLPattern] = [
    path("cong-van/di/", outgoing.outgoing_list, name="outgoing_list"),
    path("cong-van/di/moi/", outgoing.begin, name="outgoing_begin"),
    path("cong-van/tim/", searching.search, name="search"),
    path("cong-van/the-thuc/", layout_check.layout_check, name="layout_check"),
    path("cong-van/so/", registers.register, name="register"),
    path("cong-van/so/sap-xep/", arranging.registers, name="registers"),
    path("cong-van/so/sap-xep/<int:register_id>/dong/", arranging.close, name="register_close"),
    path("cong-van/so/so-van-ban-di.<str:kind>", registers.register_file, name="register_file"),
    path("cong-van/ky/", signing.signing, name="signing"),
    path("cong-van/ky/tat-ca/", signing.sign_many, name="sign_many"),
    path("cong-van/ky/<str:token>/", signing.read, name="signing_read"),
    path(_ONE, outgoing.outgoing, name="outgoing"),
    path(f"{_ONE}soan/", editing.edit, name="outgoing_edit"),
    path(f"{_ONE}luu-tam/", editing.keep, name="outgoing_keep"),
    path(f"{_ONE}so-sanh/", editing.compare, name="outgoing_compare"),
    path(f"{_ONE}trang/<int:number>.png", outgoing.page_picture, name="outgoing_page"),
    path(f"{_ONE}van-ban.pdf", outgoing.file, name="outgoing_file"),
    path(f"{_ONE}tron-bo.zip", outgoing.bundle_file, name="outgoing_bundle"),
    path(f"{_ONE}cap-nhat/", changing.update, name="outgoing_update"),
    path(f"{_ONE}thu-hoi/", changing.recall, name="outgoing_recall"),
    path(f"{_ONE}chuyen/", changing.forward, name="outgoing_forward"),
    path(f"{_ONE}in/", changing.print_view, name="outgoing_print"),
    path(f"{_ONE}tep/", attaching.add, name="attachment_add"),
    path(f"{_ONE}tep/<slug:file_token>/", attaching.download, name="attachment"),
    path(f"{_ONE}tep/<slug:file_token>/bo/", attaching.remove, name="attachment_remove"),
    path(f"{_ONE}viec/<slug:what>/", acts.act, name="outgoing_act"),
    path(f"{_ONE}ghi/<slug:what>/", acts.act_with_words, name="outgoing_words"),
    path(f"{_ONE}gop-y/<int:remark_id>/", acts.settle, name="outgoing_settle"),
    path(f"{_ONE}lay-y-kien/", acts.ask, name="outgoing_ask"),
    path(f"{_ONE}tra-loi/", acts.answer, name="outgoing_answer"),
    path(f"{_ONE}tiep-theo/", acts.follow_up, name="outgoing_follow_up"),
]
