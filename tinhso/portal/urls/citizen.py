"""Addresses of the portal for everyone and for citizens."""

from django.urls import URLPattern, path

from tinhso.portal.views import home, my_affairs, pages, progress

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("tim-kiem/", home.search, name="search"),
    path("tra-cuu/", progress.progress, name="progress"),
    path("viec-cua-toi/", my_affairs.my_affairs, name="my_affairs"),
    path("tro-giup/", pages.help_page, name="help"),
    path("tiep-can/", pages.accessibility, name="accessibility"),
    path("quyen-rieng-tu/", pages.privacy, name="privacy"),
]
