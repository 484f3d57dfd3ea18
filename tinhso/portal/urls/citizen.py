"""Addresses of the portal for everyone and for citizens."""

from django.urls import URLPattern, path

from tinhso.portal.views import home, my_affairs, pages, progress, transparency

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("tim-kiem/", home.search, name="search"),
    path("tra-cuu/", progress.progress, name="progress"),
    path("minh-bach/", transparency.overview, name="transparency"),
    path("minh-bach/xin-loi/", transparency.apologies, name="apologies"),
    path("minh-bach/cach-tinh/", transparency.method, name="transparency_method"),
    path("minh-bach/du-lieu.csv", transparency.download, {"kind": "csv"}, name="numbers_csv"),
    path("minh-bach/du-lieu.json", transparency.download, {"kind": "json"}, name="numbers_json"),
    path("minh-bach/cong-bo/<str:month>.pdf", transparency.download_statement, name="statement"),
    path("minh-bach/co-quan/<str:code>/", transparency.agency_page, name="transparency_agency"),
    path("viec-cua-toi/", my_affairs.my_affairs, name="my_affairs"),
    path("tro-giup/", pages.help_page, name="help"),
    path("tiep-can/", pages.accessibility, name="accessibility"),
    path("quyen-rieng-tu/", pages.privacy, name="privacy"),
]
