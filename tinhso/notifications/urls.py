"""Addresses of the notifications slice."""

from django.urls import path

from tinhso.notifications.views import board, channels, inbox, reports, templates

app_name = "notifications"
urlpatterns = [
    path("thong-bao/", inbox.inbox, name="inbox"),
    path("thong-bao/da-doc/", inbox.read_all, name="read_all"),
    path("thong-bao/<int:notification_id>/", inbox.open_notification, name="open"),
    path("thong-bao/kenh/", channels.choose, name="channels"),
    path("thong-bao/kenh/thu-lai/", channels.try_again, name="try_again"),
    path("thong-bao/ngung-nhan/<str:token>/", channels.stop, name="stop"),
    path("thong-bao/bao-phat/<slug:provider>/", reports.receive, name="report"),
    path("quan-tri/gui-tin/", board.board, name="board"),
    path("quan-tri/gui-tin/gui-lai/", board.send_again, name="send_again"),
    path("quan-tri/mau-tin/", templates.template_list, name="templates"),
    path("quan-tri/mau-tin/<slug:template>/", templates.template_detail, name="template"),
    path("quan-tri/mau-tin/<slug:template>/sua/", templates.edit, name="template_edit"),
    path("quan-tri/mau-tin/<slug:template>/xem-thu/", templates.preview, name="template_preview"),
    path("quan-tri/mau-tin/<slug:template>/cong-bo/", templates.publish, name="template_publish"),
    path("quan-tri/mau-tin/<slug:template>/bo-nhap/", templates.discard, name="template_discard"),
]
