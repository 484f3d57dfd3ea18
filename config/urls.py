"""All addresses: each slice brings its own."""

from django.urls import include, path

from config.api import api

urlpatterns = [
    path("api/", api.urls),
    path("", include("tinhso.core.urls")),
    path("", include("tinhso.ui.urls")),
    path("", include("tinhso.ledger.urls")),
    path("", include("tinhso.identity.urls")),
    path("", include("tinhso.orgs.urls")),
    path("", include("tinhso.notifications.urls")),
    path("", include("tinhso.exchange.urls")),
    path("", include("tinhso.documents.urls")),
    path("", include("tinhso.payments.urls")),
    path("", include("tinhso.procedures.urls")),
    path("", include("tinhso.cases.urls")),
    path("", include("tinhso.vault.urls")),
    path("", include("tinhso.counters.urls")),
    path("", include("tinhso.reorganisation.urls")),
    path("", include("tinhso.records.urls")),
    path("", include("tinhso.dispatch.urls")),
    path("", include("tinhso.contact.urls")),
    path("", include("tinhso.indicators.urls")),
    path("", include("tinhso.access.urls")),
    path("", include("tinhso.alerts.urls")),
    path("", include("tinhso.dashboards.urls")),
    path("", include("tinhso.sharing.urls")),
    path("", include("tinhso.portal.urls")),
]

handler400 = "tinhso.ui.views.bad_request"
handler403 = "tinhso.ui.views.permission_denied"
handler404 = "tinhso.ui.views.page_not_found"
handler500 = "tinhso.ui.views.server_error"
