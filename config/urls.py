"""All addresses: each slice brings its own."""

from django.urls import path

from config.api import api
from tinhso.core.addresses import slice_addresses

urlpatterns = [
    path("api/", api.urls),
    slice_addresses("tinhso.core.urls"),
    slice_addresses("tinhso.ui.urls"),
    slice_addresses("tinhso.ledger.urls"),
    slice_addresses("tinhso.identity.urls"),
    slice_addresses("tinhso.orgs.urls"),
    slice_addresses("tinhso.notifications.urls"),
    slice_addresses("tinhso.exchange.urls"),
    slice_addresses("tinhso.documents.urls"),
    slice_addresses("tinhso.payments.urls"),
    slice_addresses("tinhso.procedures.urls"),
    slice_addresses("tinhso.cases.urls"),
    slice_addresses("tinhso.vault.urls"),
    slice_addresses("tinhso.counters.urls"),
    slice_addresses("tinhso.reorganisation.urls"),
    slice_addresses("tinhso.records.urls"),
    slice_addresses("tinhso.dispatch.urls"),
    slice_addresses("tinhso.contact.urls"),
    slice_addresses("tinhso.indicators.urls"),
    slice_addresses("tinhso.access.urls"),
    slice_addresses("tinhso.alerts.urls"),
    slice_addresses("tinhso.dashboards.urls"),
    slice_addresses("tinhso.sharing.urls"),
    slice_addresses("tinhso.portal.urls"),
]

handler400 = "tinhso.ui.views.bad_request"
handler403 = "tinhso.ui.views.permission_denied"
handler404 = "tinhso.ui.views.page_not_found"
handler500 = "tinhso.ui.views.server_error"
