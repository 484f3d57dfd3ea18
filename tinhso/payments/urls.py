"""Addresses of the payments slice."""

from django.urls import URLPattern, path

from tinhso.payments.views import accounts, citizen, drawers, messages, officer

app_name = "payments"
urlpatterns: list[URLPattern] = [
    path("nop-phi/", citizen.my_payments, name="my_payments"),
    path("nop-phi/lan/<str:order_code>/", citizen.attempt, name="attempt"),
    path("nop-phi/lan/<str:order_code>/ket-qua/", citizen.result, name="result"),
    path("nop-phi/bao/<slug:provider_code>/", messages.notify, name="notify"),
    path("nop-phi/<str:token>/", citizen.pay, name="pay"),
    path("can-bo/thu-phi/", officer.claims, name="claims"),
    path("can-bo/thu-phi/quay/", drawers.drawers, name="drawers"),
    path("can-bo/thu-phi/quay/<int:drawer_id>/khoa-so/", drawers.close, name="close"),
    path("can-bo/thu-phi/khoa-so/<int:closing_id>/", drawers.closing, name="closing"),
    path("can-bo/thu-phi/bao-cao/", drawers.report, name="report"),
    path("can-bo/thu-phi/hoan-tien/", accounts.refunds, name="refunds"),
    path("can-bo/thu-phi/hoan-tien/<str:token>/", accounts.refund, name="refund"),
    path("can-bo/thu-phi/chenh-lech/", accounts.differences, name="differences"),
    path("can-bo/thu-phi/chenh-lech/<int:difference_id>/", accounts.difference, name="difference"),
    path("quan-tri/thanh-toan/", accounts.providers, name="providers"),
    path("can-bo/thu-phi/<str:token>/", officer.claim, name="claim"),
    path("can-bo/thu-phi/<str:token>/thu-tien/", officer.take, name="take"),
    path("can-bo/thu-phi/<str:token>/hoan/", officer.ask_refund, name="ask_refund"),
]
