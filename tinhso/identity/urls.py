"""Addresses of the identity slice."""

from django.urls import path

from tinhso.identity.views import (
    account,
    citizens,
    delegations,
    mandates,
    officers,
    population,
    second_step,
    security,
)

app_name = "identity"
urlpatterns = [
    path("dang-nhap/", citizens.sign_in, name="sign_in"),
    path("dang-nhap/cong-dan/", citizens.leave_for_provider, name="citizen_sign_in"),
    path("dang-nhap/cong-quoc-gia/", citizens.arrive_from_portal, name="portal_sign_in"),
    path("dang-nhap/quay-lai/", citizens.return_from_provider, name="citizen_callback"),
    path("dang-nhap/can-bo/", officers.officer_sign_in, name="officer_sign_in"),
    path("dang-nhap/can-bo/buoc-hai/", second_step.second_step, name="second_step"),
    path("tai-khoan/xac-nhan/", second_step.prove, name="prove"),
    path("tai-khoan/bao-mat/", security.security, name="security"),
    path("tai-khoan/bao-mat/ung-dung/", security.new_totp, name="new_totp"),
    path("tai-khoan/bao-mat/khoa/", security.new_passkey, name="new_passkey"),
    path("tai-khoan/bao-mat/ma-khoi-phuc/", security.new_codes, name="new_codes"),
    path("tai-khoan/bao-mat/<int:factor_id>/xoa/", security.delete_factor, name="delete_factor"),
    path("tai-khoan/phien/", security.sessions, name="sessions"),
    path("tai-khoan/phien/tinh-trang/", security.session_state, name="session_state"),
    path("tai-khoan/phien/dang-xuat/", security.stop_sessions, name="stop_sessions"),
    path("can-bo/tra-cuu-dan-cu/", population.population, name="population"),
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
