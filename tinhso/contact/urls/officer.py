"""Addresses of the line for officers: lists, one contact, the desk, knowledge, rules."""

from django.urls import URLPattern, path

from tinhso.contact.views import acts, desk, knowledge, masking, routing, work

urlpatterns: list[URLPattern] = [
    path("cau-hoi-thuong-gap/", knowledge.articles, name="articles"),
    path("cau-hoi-thuong-gap/<slug:slug>/co-ich/", knowledge.judge, name="judge_article"),
    path("can-bo/1022/", work.work, name="work"),
    path("can-bo/1022/cuoc-goi/", desk.call, name="call"),
    path("can-bo/1022/cuoc-goi/ben-canh/", desk.call_beside, name="call_beside"),
    path("can-bo/1022/bang-theo-doi/", desk.board, name="board"),
    path("can-bo/1022/bang-theo-doi/noi-dung/", desk.board_content, name="board_content"),
    path("can-bo/1022/ca-truc/<slug:what>/", desk.shift, name="shift"),
    path("can-bo/1022/kho-tri-thuc/", knowledge.knowledge, name="knowledge"),
    path("can-bo/1022/kho-tri-thuc/moi/", knowledge.edit_article, name="new_article"),
    path("can-bo/1022/kho-tri-thuc/<slug:slug>/", knowledge.edit_article, name="edit_article"),
    path("can-bo/1022/kho-tri-thuc/<slug:slug>/duyet/", knowledge.publish, name="publish_article"),
    path("can-bo/1022/phan-luong/", routing.rules, name="rules"),
    path("can-bo/1022/phan-luong/quy-tac/", routing.edit_rule, name="new_rule"),
    path("can-bo/1022/phan-luong/quy-tac/<int:rule_id>/", routing.edit_rule, name="edit_rule"),
    path("can-bo/1022/phan-luong/<slug:what>/", routing.change_book, name="change_book"),
    path("can-bo/1022/<str:code>/", work.detail, name="detail"),
    path("can-bo/1022/<str:code>/nguoi-gui/", work.reveal, name="reveal"),
    path("can-bo/1022/<str:code>/anh/<int:photo_id>/", masking.mask, name="mask_photo"),
    path("can-bo/1022/<str:code>/<slug:what>/", acts.act, name="act"),
]
