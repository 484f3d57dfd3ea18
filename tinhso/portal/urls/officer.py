"""Addresses of the portal for officers."""

from django.urls import URLPattern, path

from tinhso.portal.views import drill, officer

urlpatterns: list[URLPattern] = [
    path("can-bo/", officer.officer_home, name="officer_home"),
    path("can-bo/minh-bach/<str:code>/<str:measure>/", drill.drill, name="drill"),
    path("quan-tri/thu-chet/", officer.dead_letter_list, name="dead_letters"),
    path("giam-sat/nhat-ky-xem/", officer.access_log, name="access_log"),
]
