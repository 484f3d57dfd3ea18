"""Addresses of the machines in the hall: the kiosk and the display."""

from django.urls import URLPattern, path

from tinhso.counters.views import display, kiosk

urlpatterns: list[URLPattern] = [
    path("bang-goi-so/<str:agency_code>/", display.display, name="display"),
    path(
        "bang-goi-so/<str:agency_code>/noi-dung/", display.display_content, name="display_content"
    ),
    path("may-lay-so/<str:token>/", kiosk.start, name="kiosk"),
    path("may-lay-so/<str:token>/lich-hen/", kiosk.booked, name="kiosk_booked"),
    path("may-lay-so/<str:token>/nhom-<str:letter>/", kiosk.choose, name="kiosk_choose"),
    path("may-lay-so/<str:token>/phieu/<str:ticket_token>/", kiosk.printed, name="kiosk_ticket"),
]
