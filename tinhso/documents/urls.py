"""Addresses of the documents slice."""

from django.urls import path

from tinhso.documents import views

app_name = "documents"
urlpatterns = [
    path("xac-thuc/", views.verify, name="verify"),
    path("xac-thuc/thu-hoi.crl", views.revocation_list, name="revocation_list"),
    path("xac-thuc/chung-thu-goc.pem", views.root_certificate, name="root_certificate"),
    path("xac-thuc/<slug:token>/", views.verify_one, name="verify_document"),
    path("xac-thuc/<slug:token>/tai-ve/", views.download, name="download"),
    path("quan-tri/toan-ven/", views.integrity, name="integrity"),
    path("tep/<slug:token>/", views.upload, name="upload"),
]
