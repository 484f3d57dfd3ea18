"""Addresses of the line for the public and for authors."""

from django.urls import URLPattern, path

from tinhso.contact.views import app, areas, following, own, placing, public, report

urlpatterns: list[URLPattern] = [
    path("phan-anh/", public.home, name="home"),
    path("phan-anh/gui/", report.choose_kind, name="choose_kind"),
    path("phan-anh/gui/gan-day/", report.near_fragment, name="near"),
    path("phan-anh/gui/<slug:slug>/", report.write, name="write"),
    path("phan-anh/da-nhan/<str:code>/", own.received, name="received"),
    path("phan-anh/tra-cuu/", own.look_up, name="look_up"),
    path("phan-anh/cua-toi/", own.own_list, name="own_list"),
    path("phan-anh/cua-toi/<str:code>/", own.own, name="own"),
    path("phan-anh/cua-toi/<str:code>/<slug:what>/", own.act, name="own_act"),
    path("phan-anh/anh/<int:photo_id>/", public.photo, name="photo"),
    path("phan-anh/ban-do/", public.map_page, name="map"),
    path("phan-anh/ban-do/<int:zoom>/<int:x>/<int:y>.json", public.tile, name="tile"),
    path("phan-anh/so-lieu/", public.figures, name="figures"),
    path("phan-anh/du-lieu.csv", public.download, {"kind": "csv"}, name="data_csv"),
    path("phan-anh/du-lieu.json", public.download, {"kind": "json"}, name="data_json"),
    path("phan-anh/nhung/", public.embedded, name="embedded"),
    path("phan-anh/theo-khu-vuc/", areas.areas, name="areas"),
    path("phan-anh/theo-khu-vuc/<slug:token>/", areas.by_mail, name="area_by_mail"),
    path("phan-anh/ung-dung.webmanifest", app.manifest, name="manifest"),
    path("phan-anh/sw.js", app.service_worker, name="service_worker"),
    path("phan-anh/ngoai-tuyen/", app.offline, name="offline"),
    path("phan-anh/xem/<str:code>/", public.published_contact, name="published"),
    path(
        "phan-anh/xem/<str:code>/theo-doi/dia-chi/",
        following.follow_by_address,
        name="follow_by_address",
    ),
    path("phan-anh/theo-doi/<slug:token>/", following.confirm, name="confirm_follow"),
    path("phan-anh/thoi-theo-doi/<slug:token>/", following.stop, name="stop_following"),
    path("phan-anh/ban-do-chon.svg", placing.picture, name="place_picture"),
    path("phan-anh/noi/", placing.commune_of_point, name="commune_of_point"),
    path("phan-anh/xem/<str:code>/theo-doi/", public.follow_published, name="follow"),
]
