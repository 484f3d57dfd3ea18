"""Addresses of the ui slice: the language switch and the gallery of components."""

from django.urls import URLPattern, path

from tinhso.ui import gallery, views

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("i18n/setlang/", views.set_language, name="set_language"),
    path("ui/", gallery.gallery, name="gallery"),
]
