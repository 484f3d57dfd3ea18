"""Addresses of the dispatch slice."""

from django.urls import URLPattern, path

from tinhso.dispatch.views import address_book, inbound, monitor, outgoing, partners, reconciliation

_CLERK, _ADMIN = "cong-van/lien-thong", "quan-tri/lien-thong"
app_name = "dispatch"
urlpatterns: list[URLPattern] = [
    path(f"{_CLERK}/", monitor.monitor, name="monitor"),
    path(f"{_CLERK}/danh-ba/", address_book.address_book, name="address_book"),
    path(f"{_CLERK}/lay-moi/", monitor.fetch, name="fetch"),
    path(f"{_CLERK}/tai-len/", monitor.upload, name="upload"),
    path(f"{_CLERK}/den/<str:token>/", inbound.inbound, name="inbound"),
    path(f"{_CLERK}/den/<str:token>/tiep-nhan/", inbound.receive, name="receive"),
    path(f"{_CLERK}/den/<str:token>/tra-lai/", inbound.give_back, name="return"),
    path(f"{_CLERK}/den/<str:token>/quyet-dinh/", inbound.decide, name="decide"),
    path(f"{_CLERK}/den/<str:token>/goi-tin/", inbound.envelope, name="inbound_envelope"),
    path(f"{_CLERK}/den/<str:token>/tep/<int:ordinal>/", inbound.file, name="file"),
    path(f"{_CLERK}/di/<str:token>/", outgoing.outgoing, name="outgoing"),
    path(f"{_CLERK}/di/<str:token>/goi-tin/", outgoing.envelope, name="outgoing_envelope"),
    path(f"{_CLERK}/di/<str:token>/thu-hoi/", outgoing.recall, name="recall"),
    path(f"{_CLERK}/di/<str:token>/gui-lai/<int:transmission_id>/", outgoing.retry, name="retry"),
    path(f"{_ADMIN}/", partners.partners, name="partners"),
    path(f"{_ADMIN}/cap-nhat/", partners.refresh, name="refresh"),
    path(f"{_ADMIN}/doi-soat/", reconciliation.reconciliation, name="reconciliation"),
    path(f"{_ADMIN}/cach-ly/<str:token>/", partners.destroy, name="destroy"),
    path(f"{_ADMIN}/<str:organ_id>/", partners.partner, name="partner"),
]
