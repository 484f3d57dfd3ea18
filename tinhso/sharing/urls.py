"""Addresses of the data sharing slice."""

from django.urls import URLPattern, path

from tinhso.sharing.views import agreements, calls, catalogue, clients, webhooks

_ROOT = "can-bo/chia-se"
app_name = "sharing"
urlpatterns: list[URLPattern] = [
    path(f"{_ROOT}/", catalogue.catalogue, name="catalogue"),
    path(f"{_ROOT}/dich-vu/<slug:code>/", catalogue.service, name="service"),
    path(f"{_ROOT}/he-thong/", clients.systems, name="clients"),
    path(f"{_ROOT}/he-thong/moi/", clients.register, name="register"),
    path(f"{_ROOT}/he-thong/<str:token>/", clients.client, name="client"),
    path(f"{_ROOT}/he-thong/<str:token>/khoa/", clients.new_keys, name="keys"),
    path(f"{_ROOT}/he-thong/<str:token>/xac-nhan-khoa/", clients.confirm, name="confirm_keys"),
    path(f"{_ROOT}/he-thong/<str:token>/tam-dung/", clients.suspend, name="suspend"),
    path(f"{_ROOT}/he-thong/<str:token>/nhan-tin/", webhooks.subscribe, name="subscribe"),
    path(f"{_ROOT}/nhan-tin/<str:token>/<str:act>/", webhooks.change, name="subscription"),
    path(f"{_ROOT}/tin/<str:token>/gui-lai/", webhooks.send_again, name="replay"),
    path(f"{_ROOT}/thoa-thuan/", agreements.agreements, name="agreements"),
    path(f"{_ROOT}/thoa-thuan/moi/<slug:code>/", agreements.propose, name="propose"),
    path(f"{_ROOT}/thoa-thuan/<str:token>/", agreements.agreement, name="agreement"),
    path(f"{_ROOT}/thoa-thuan/<str:token>/quyet-dinh/", agreements.decide, name="decide"),
    path(f"{_ROOT}/thoa-thuan/<str:token>/dung-thu/", agreements.try_out, name="try_out"),
    path(f"{_ROOT}/nhat-ky/", calls.monitor, name="calls"),
    path("tai-khoan/chia-se/<str:token>/", calls.about_me, name="call"),
    path("tai-khoan/chia-se/<str:token>/bang-chung.json", calls.evidence, name="evidence"),
]
