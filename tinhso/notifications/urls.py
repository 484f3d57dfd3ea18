"""Addresses of the notifications slice."""

from django.urls import path

from tinhso.notifications import views

app_name = "notifications"
urlpatterns = [
    path("thong-bao/", views.inbox, name="inbox"),
    path("thong-bao/da-doc/", views.read_all, name="read_all"),
    path("thong-bao/<int:notification_id>/", views.open_notification, name="open"),
]
