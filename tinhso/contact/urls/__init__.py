"""Addresses of the contact slice: the public's, operators' and agencies'."""

from django.urls import URLPattern

from tinhso.contact.urls import messages, officer, open311, public, telephone

app_name = "contact"
urlpatterns: list[URLPattern] = [
    *public.urlpatterns,
    *officer.urlpatterns,
    *telephone.urlpatterns,
    *messages.urlpatterns,
    *open311.urlpatterns,
]
