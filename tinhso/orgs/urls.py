"""Addresses of the orgs slice."""

from django.urls import path

from tinhso.orgs.views import agencies, areas

app_name = "orgs"
urlpatterns = [
    path("dia-ban/", areas.area_list, name="area_list"),
    path("dia-ban/<str:code>/", areas.area_detail, name="area_detail"),
    path("co-quan/", agencies.agency_list, name="agency_list"),
    path("co-quan/<str:code>/", agencies.agency_detail, name="agency_detail"),
]
