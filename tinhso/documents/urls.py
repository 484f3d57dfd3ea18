"""Addresses of the documents slice."""

from django.urls import path

from tinhso.documents.views import lasting, signing, verification

app_name = "documents"
urlpatterns = [
    path("xac-thuc/", views.verify, name="verify"),
    path("xac-thuc/thu-hoi.crl", views.revocation_list, name="revocation_list"),
    path("xac-thuc/chung-thu-goc.pem", views.root_certificate, name="root_certificate"),
    path("xac-thuc/<slug:token>/", views.verify_one, name="verify_document"),
    path("xac-thuc/<slug:token>/tai-ve/", views.download, name="download"),
    path("quan-tri/toan-ven/", views.integrity, name="integrity"),
    path("tep/<slug:token>/", views.upload, name="upload"),
    path("xac-thuc/", verification.verify, name="verify"),
    path("xac-thuc/thu-hoi.crl", verification.revocation_list, name="revocation_list"),
    path("xac-thuc/chung-thu-goc.pem", verification.root_certificate, name="root_certificate"),
    path("xac-thuc/<slug:token>/", verification.verify_one, name="verify_document"),
    path("xac-thuc/<slug:token>/tai-ve/", verification.download, name="download"),
    path("tep/<slug:token>/", verification.upload, name="upload"),
    path("quan-tri/dau-thoi-gian/", lasting.lasting, name="lasting"),
    path("ky-so/", signing.signing_key, name="signing_key"),
    path("ky-so/dich-vu/", signing.link_remote, name="link_remote"),
    path("ky-so/thiet-bi/", signing.link_plugin, name="link_plugin"),
    path("ky-so/bo-lien-ket/", signing.unlink, name="unlink_key"),
    path("ky-so/<slug:token>/", signing.signing_session, name="signing_session"),
]
