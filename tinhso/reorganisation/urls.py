"""Addresses of the reorganisation slice."""

from django.urls import path, re_path

from tinhso.reorganisation.views import deciding, overview, report

app_name = "reorganisation"
_ONE = "quan-tri/sap-xep/<int:pk>"
urlpatterns = [
    path("quan-tri/sap-xep/", overview.reorganisation_list, name="reorganisation_list"),
    path(f"{_ONE}/", overview.reorganisation_detail, name="reorganisation_detail"),
    path(f"{_ONE}/co-quan/", deciding.agency_list, name="agency_rows"),
    path(f"{_ONE}/tham-quyen/", deciding.matter_list, name="matter_rows"),
    path(f"{_ONE}/can-quyet-dinh/", deciding.undecided_list, name="undecided_rows"),
    path(f"{_ONE}/bao-cao/", report.report, name="report"),
    path(f"{_ONE}/bao-cao.<slug:kind>", report.report_file, name="report_file"),
    re_path(
        r"^quan-tri/sap-xep/(?P<pk>[0-9]+)/(?P<verb>dem|trinh|duyet|tra-lai|chay|kiem-tra)/$",
        overview.act,
        name="act",
    ),
]
