"""Addresses of the telephone: what exchanges tell, and the operators' pages."""

from django.urls import URLPattern, path

from tinhso.contact.views import calls, cti, desk, themes

urlpatterns: list[URLPattern] = [
    path("tong-dai/su-kien/", cti.event, name="cti_event"),
    path("tong-dai/ghi-am/", cti.recording, name="cti_recording"),
    path("can-bo/tong-dai/", desk.former_address, name="telephone"),
    path("can-bo/tong-dai/noi-dung/", calls.telephone_content, name="telephone_content"),
    path("can-bo/tong-dai/may-nhanh/", calls.handset, name="handset"),
    path("can-bo/tong-dai/truc-tiep/", calls.live_board, name="live_calls"),
    path(
        "can-bo/tong-dai/truc-tiep/noi-dung/", calls.live_board_content, name="live_calls_content"
    ),
    path("can-bo/tong-dai/chu-de/", themes.themes, name="themes"),
    path("can-bo/tong-dai/cuoc-goi/", calls.call_list, name="call_list"),
    path("can-bo/tong-dai/cuoc-goi/<int:call_id>/", calls.call_detail, name="call_record"),
    path("can-bo/tong-dai/cuoc-goi/<int:call_id>/ghi-am/", calls.recording, name="call_recording"),
    path("can-bo/tong-dai/cuoc-goi/<int:call_id>/ket-qua/", calls.wrap_up, name="wrap_up"),
    path("can-bo/tong-dai/cuoc-goi/<int:call_id>/goi-lai/", calls.called_back, name="called_back"),
]
