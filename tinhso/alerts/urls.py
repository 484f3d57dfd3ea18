"""Addresses of the alerts slice."""

from django.urls import URLPattern, path

from tinhso.alerts.views import acts, pages, ruling

app_name = "alerts"
_BASE = "can-bo/canh-bao/"
urlpatterns: list[URLPattern] = [
    path(_BASE, pages.alerts, name="alerts"),
    path(f"{_BASE}danh-sach/", pages.listing, name="listing"),
    path(f"{_BASE}quy-tac/", ruling.rules, name="rules"),
    path(f"{_BASE}quy-tac/moi/", ruling.make, name="make_rule"),
    path(f"{_BASE}quy-tac/<str:code>/", ruling.rule, name="rule"),
    path(f"{_BASE}<str:token>/", pages.alert, name="alert"),
    path(f"{_BASE}<str:token>/tiep-nhan/", acts.acknowledge_alert, name="acknowledge"),
    path(f"{_BASE}<str:token>/ghi-chu/", acts.note_alert, name="note"),
    path(f"{_BASE}<str:token>/buoc/<int:step>/", acts.tick_step, name="tick"),
    path(f"{_BASE}<str:token>/dong/", acts.close_alert, name="close"),
    path(f"{_BASE}<str:token>/chi-dao/", acts.direct_alert, name="direct"),
    path(f"{_BASE}<str:token>/van-ban/", acts.draft_alert_document, name="document"),
]
