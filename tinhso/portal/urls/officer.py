"""Addresses of the portal for officers."""

from django.urls import URLPattern, path

from tinhso.portal.views import drill, officer, onward

urlpatterns: list[URLPattern] = [
    path("can-bo/", officer.officer_home, name="officer_home"),
    path("can-bo/minh-bach/<str:code>/<str:measure>/", drill.drill, name="drill"),
    path("can-bo/giao-viec/phan-anh/<str:code>/", onward.contact_task, name="contact_task"),
    path("quan-tri/thu-chet/", officer.dead_letter_list, name="dead_letters"),
    path("giam-sat/nhat-ky-xem/", officer.access_log, name="access_log"),
]
