"""Addresses of the documents slice."""

from django.urls import path

from tinhso.documents.views import integrity, lasting, sealing, signing, verification

app_name = "documents"
urlpatterns = [
    path("xac-thuc/", verification.verify, name="verify"),
    path("xac-thuc/thu-hoi.crl", verification.revocation_list, name="revocation_list"),
    path("xac-thuc/chung-thu-goc.pem", verification.root_certificate, name="root_certificate"),
    path("xac-thuc/ma-bam/<str:sha256>/", verification.verify_by_hash, name="verify_by_hash"),
    path("xac-thuc/<slug:token>/bang-chung.json", verification.download_proof, name="proof"),
    path("xac-thuc/<slug:token>/", verification.verify_one, name="verify_document"),
    path("xac-thuc/<slug:token>/tai-ve/", verification.download, name="download"),
    path("tep/<slug:token>/", verification.upload, name="upload"),
    path("tep/<slug:token>/niem-phong/", sealing.seal_upload, name="seal_upload"),
    path("quan-tri/toan-ven/", integrity.integrity, name="integrity"),
    path("quan-tri/dau-thoi-gian/", lasting.lasting, name="lasting"),
    path("ky-so/", signing.signing_key, name="signing_key"),
    path("ky-so/dich-vu/", signing.link_remote, name="link_remote"),
    path("ky-so/thiet-bi/", signing.link_plugin, name="link_plugin"),
    path("ky-so/bo-lien-ket/", signing.unlink, name="unlink_key"),
    path("ky-so/<slug:token>/", signing.signing_session, name="signing_session"),
]
