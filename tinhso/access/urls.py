"""Addresses of the access slice."""

from django.urls import path

from tinhso.access.views import changes, emergencies, releases, rights

app_name = "access"
urlpatterns = [
    path("can-bo/quyen/", changes.changes, name="changes"),
    path("can-bo/quyen/nhan-su/", changes.staff, name="staff"),
    path("can-bo/quyen/ra-soat/", changes.reviews, name="reviews"),
    path("can-bo/quyen/tep-lon/", releases.large_file, name="large_file"),
    path("can-bo/quyen/khoa-ma-hoa/", releases.keys, name="keys"),
    path("can-bo/quyen/<str:token>/quyet-dinh/", changes.decide, name="decide"),
    path("can-bo/quyen/de-nghi/<str:kind>/<int:appointment_id>/", changes.propose, name="propose"),
    path("can-bo/truy-cap-khan-cap/", emergencies.emergencies, name="emergencies"),
    path("can-bo/truy-cap-khan-cap/<str:token>/", emergencies.emergency, name="emergency"),
    path("can-bo/truy-cap-khan-cap/<str:token>/ket-thuc/", emergencies.end, name="emergency_end"),
    path("tai-khoan/ai-da-xem/", rights.looks, name="looks"),
    path("tai-khoan/du-lieu/", rights.rights, name="rights"),
    path("tai-khoan/du-lieu/dong-y/<int:consent_id>/rut-lai/", rights.withdraw, name="withdraw"),
    path("tai-khoan/du-lieu/yeu-cau/<str:kind>/", rights.ask, name="ask"),
    path("tai-khoan/du-lieu/ban-sao/<str:token>/", rights.download, name="download"),
]
