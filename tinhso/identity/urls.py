"""Addresses of the identity slice."""

from django.urls import path

from tinhso.identity.views import account, citizens, delegations, mandates, officers

app_name = "identity"
urlpatterns = [
    path("dang-nhap/", citizens.sign_in, name="sign_in"),
    path("dang-nhap/cong-dan/", citizens.leave_for_provider, name="citizen_sign_in"),
    path("dang-nhap/quay-lai/", citizens.return_from_provider, name="citizen_callback"),
    path("dang-nhap/can-bo/", officers.officer_sign_in, name="officer_sign_in"),
    path("can-bo/uy-quyen/", delegations.delegations, name="delegations"),
    path(
        "can-bo/uy-quyen/<int:delegation_id>/thu-hoi/",
        delegations.delegation_revoke,
        name="delegation_revoke",
    ),
    path("dang-xuat/", account.sign_out, name="sign_out"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/ngon-ngu/", account.change_language, name="change_language"),
    path("tai-khoan/dai-dien/", mandates.mandates, name="mandates"),
    path("tai-khoan/dai-dien/uy-quyen/", mandates.give_mandate, name="give_mandate"),
    path("tai-khoan/dai-dien/doanh-nghiep/", mandates.add_enterprise, name="add_enterprise"),
    path("tai-khoan/dai-dien/lam-thay/", mandates.switch, name="switch"),
    path("tai-khoan/dai-dien/<str:token>/tra-loi/", mandates.answer, name="answer_mandate"),
    path("tai-khoan/dai-dien/<str:token>/cham-dut/", mandates.end, name="end_mandate"),
]
