"""Addresses of the portal for officers."""

from django.urls import URLPattern, path

from tinhso.portal.views import contact_application, drill, officer, onward

urlpatterns: list[URLPattern] = [
    path("can-bo/", officer.officer_home, name="officer_home"),
    path("can-bo/minh-bach/<str:code>/<str:measure>/", drill.drill, name="drill"),
    path("can-bo/giao-viec/phan-anh/<str:code>/", onward.contact_task, name="contact_task"),
    path(
        "can-bo/giao-viec/phan-anh/<str:code>/ho-so/",
        contact_application.contact_application,
        name="contact_application",
    ),
    path(
        "phan-anh-thanh-ho-so/<str:token>/",
        contact_application.application_of_contact,
        name="application_of_contact",
    ),
    path("quan-tri/thu-chet/", officer.dead_letter_list, name="dead_letters"),
    path("giam-sat/nhat-ky-xem/", officer.access_log, name="access_log"),
]
