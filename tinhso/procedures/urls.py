"""Addresses of the procedures slice."""

from django.urls import path

from tinhso.procedures.views import admin, citizen

app_name = "procedures"
urlpatterns = [
    path("thu-tuc/", citizen.procedure_list, name="procedure_list"),
    path("thu-tuc/<slug:slug>/", citizen.procedure_detail, name="procedure_detail"),
    path("thu-tuc/<slug:slug>/to-khai/", citizen.blank_form, name="blank_form"),
    path("quan-tri/thu-tuc/", admin.catalogue, name="catalogue"),
    path("quan-tri/thu-tuc/gui-duyet/", admin.submit_all, name="submit_all"),
    path("quan-tri/thu-tuc/duyet/", admin.approve_all, name="approve_all"),
    path("quan-tri/thu-tuc/cong-bo/", admin.publish, name="publish"),
    path("quan-tri/thu-tuc/bo-ban-thao/", admin.discard, name="discard"),
    path("quan-tri/thu-tuc/xuat/<slug:kind>/", admin.export, name="export"),
]
