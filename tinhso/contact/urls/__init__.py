"""Addresses of the contact slice: the public's, operators' and agencies'."""

from django.urls import URLPattern

from tinhso.contact.urls import officer, public

app_name = "contact"
urlpatterns: list[URLPattern] = [*public.urlpatterns, *officer.urlpatterns]
