"""Addresses of the vault slice."""

from django.urls import URLPattern, path

from tinhso.vault.views import citizen, officer, sharing

app_name = "vault"
urlpatterns: list[URLPattern] = [
    path("kho-giay-to/", citizen.papers, name="papers"),
    path("kho-giay-to/dong-y/", sharing.consent, name="consent"),
    path("kho-giay-to/<str:token>/", citizen.paper, name="paper"),
    path("kho-giay-to/<str:token>/anh.jpg", citizen.picture, name="picture"),
    path("kho-giay-to/<str:token>/tai-ve/", citizen.download, name="download"),
    path("kho-giay-to/<str:token>/chia-se/", sharing.share, name="share"),
    path("kho-giay-to/<str:token>/thoi-chia-se/", sharing.stop, name="stop_sharing"),
    path("kho-giay-to/<str:token>/xoa/", citizen.erase, name="erase"),
    path("can-bo/kho-giay-to/", officer.shared, name="shared"),
    path("can-bo/kho-giay-to/<str:token>/", officer.paper, name="officer_paper"),
    path("can-bo/kho-giay-to/<str:token>/anh.jpg", officer.picture, name="officer_picture"),
    path("can-bo/kho-giay-to/<str:token>/thu-hoi/", officer.revoke, name="revoke"),
]
