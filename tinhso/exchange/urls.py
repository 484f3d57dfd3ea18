"""Addresses of the exchange slice."""

from django.urls import URLPattern, path

from tinhso.exchange.views import connectors, messages, monitor, reconciliation

_ROOT = "quan-tri/ket-noi"
app_name = "exchange"
urlpatterns: list[URLPattern] = [
    path(f"{_ROOT}/", monitor.monitor, name="monitor"),
    path(f"{_ROOT}/thong-diep/", messages.log, name="log"),
    path(f"{_ROOT}/thong-diep/<str:token>/", messages.message, name="message"),
    path(f"{_ROOT}/thong-diep/<str:token>/lam-lai/", messages.take_up, name="replay"),
    path(f"{_ROOT}/thong-diep/<str:token>/noi-dung/", messages.body, name="body"),
    path(f"{_ROOT}/<slug:code>/", connectors.connector, name="connector"),
    path(f"{_ROOT}/<slug:code>/thu-lai/", connectors.ask_again, name="ask_again"),
    path(f"{_ROOT}/<slug:code>/lam-lai/", connectors.take_up_all, name="replay_all"),
    path(f"{_ROOT}/<slug:code>/hop-dong/<int:number>/", connectors.contract, name="contract"),
    path(f"{_ROOT}/<slug:code>/doi-soat/", reconciliation.reconciliation, name="reconciliation"),
]
