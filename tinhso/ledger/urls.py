"""Addresses of the ledger slice."""

from django.urls import path

from tinhso.ledger import views

app_name = "ledger"
urlpatterns = [
    path("so-cai/", views.show_ledger, name="ledger"),
    path("so-cai/<int:index>/", views.show_entry, name="entry"),
    path("so-cai/<int:index>/bang-chung.json", views.download_proof, name="proof"),
    path("so-cai/checkpoint", views.show_checkpoint, name="checkpoint"),
    path("so-cai/tile/entries/<path:number>", views.show_entry_bundle, name="entry_bundle"),
    path("so-cai/tile/<int:level>/<path:number>", views.show_tile, name="tile"),
]
