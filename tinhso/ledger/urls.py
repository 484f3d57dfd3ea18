"""Addresses of the ledger slice: pages for people, files under /log/ for verifiers."""

from django.urls import path

from tinhso.ledger.views import files, pages, witnessing

app_name = "ledger"
urlpatterns = [
    path("so-cai/", pages.show_ledger, name="ledger"),
    path("so-cai/<int:index>/", pages.show_entry, name="entry"),
    path("so-cai/<int:index>/bang-chung.json", pages.download_proof, name="proof"),
    path("log/checkpoint", files.show_checkpoint, name="checkpoint"),
    path("log/witnessed", files.show_witnessed, name="witnessed"),
    path("log/witness/key", witnessing.show_key, name="witness_key"),
    path("log/witness/add-checkpoint", witnessing.add_checkpoint, name="add_checkpoint"),
    path("log/tile/entries/<path:number>", files.show_entry_bundle, name="entry_bundle"),
    path("log/tile/<str:level>/<path:number>", files.show_tile, name="tile"),
    path("log/anchors", files.list_anchors, name="anchors"),
    path("log/anchors/<str:day>.txt", files.show_anchor, name="anchor"),
]
