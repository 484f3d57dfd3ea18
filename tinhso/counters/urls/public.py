"""Addresses of the queue for visitors."""

from django.urls import URLPattern, path

from tinhso.counters.views import bookings, public

urlpatterns: list[URLPattern] = [
    path("lay-so/", public.queue_list, name="queue_list"),
    path("lay-so/<str:agency_code>/", public.choose_service, name="choose_service"),
    path("lay-so/<str:agency_code>/<str:letter>/", public.take, name="take"),
    path("phieu-so/<str:token>/", public.ticket, name="ticket"),
    path("phieu-so/<str:token>/trang-thai/", public.ticket_state, name="ticket_state"),
    path("phieu-so/<str:token>/huy/", public.cancel, name="ticket_cancel"),
    path("lich-hen/", bookings.bookings, name="bookings"),
    path("lich-hen/<int:booking_id>/huy/", bookings.give_back, name="booking_cancel"),
    path("lich-hen/<str:agency_code>/<str:letter>/", bookings.reserve, name="reserve"),
]
