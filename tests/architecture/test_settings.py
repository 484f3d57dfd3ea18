"""Production starts only on safe settings: python is started with each bad environment."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from config.checks import no_demo_accounts, refuse_unsafe_database, row_security_holds
from config.settings import test as test_settings
from tinhso.core import clock
from tools.folders import ROOT

GOOD = {
    "TINHSO_SECRET_KEY": "k7Zp" * 15,
    "TINHSO_FIELD_KEYS": base64.b64encode(bytes(range(32))).decode(),
    "TINHSO_BLIND_INDEX_KEY": base64.b64encode(bytes(range(32, 64))).decode(),
    "TINHSO_OIDC_ISSUER": "https://dinh-danh.gov.vn",
    "TINHSO_PAYMENT_PROVIDERS": "",
    "TINHSO_OIDC_CLIENT_ID": "tinh-so",
    "TINHSO_OIDC_CLIENT_SECRET": "b1946ac92492d2347c6235b4d2611184",
    "TINHSO_SITE_URL": "https://dichvu.binhphuoc.gov.vn",
    "TINHSO_ALLOWED_HOSTS": "dichvu.binhphuoc.gov.vn",
    "TINHSO_EMAIL_FROM": "khong-tra-loi@binhphuoc.gov.vn",
    "TINHSO_LEDGER_ORIGIN": "dichvu.binhphuoc.gov.vn/so-cai",
    "TINHSO_DATABASE_URL": "postgresql://tinhso_app:secret@db/tinhso",
    "TINHSO_SMS_SAOMAI_URL": "https://sms.gov.vn/saomai",
    "TINHSO_SMS_SAOMAI_KEY": "4d186321c1a7f0f354b297e8914ab240",
    "TINHSO_SMS_SAOMAI_WEBHOOK_KEY": "c4ca4238a0b923820dcc509a6f75849b",
    "TINHSO_SMS_HOABAN_URL": "",
    "TINHSO_ZALO_URL": "",
}
BAD = {
    "debug": ({"TINHSO_DEBUG": "1"}, "DEBUG"),
    "demo": ({"TINHSO_DEMO": "yes"}, "DEMO"),
    "no secret": ({"TINHSO_SECRET_KEY": ""}, "TINHSO_SECRET_KEY"),
    "secret of the tests": (
        {"TINHSO_SECRET_KEY": test_settings.SECRET_KEY}, "TINHSO_SECRET_KEY",
    ),
    "no field key": ({"TINHSO_FIELD_KEYS": ""}, "TINHSO_FIELD_KEYS"),
    "field key of the tests": (
        {"TINHSO_FIELD_KEYS": test_settings.FIELD_KEYS[0]}, "TINHSO_FIELD_KEYS",
    ),
    "short index key": ({"TINHSO_BLIND_INDEX_KEY": "c2hvcnQ="}, "TINHSO_BLIND_INDEX_KEY"),
    "no provider secret": ({"TINHSO_OIDC_CLIENT_SECRET": ""}, "TINHSO_OIDC_CLIENT_SECRET"),
    "demo provider secret": (
        {"TINHSO_OIDC_CLIENT_SECRET": "tinhso-demo-secret"}, "TINHSO_OIDC_CLIENT_SECRET",
    ),
    "provider of the demo": ({"TINHSO_OIDC_ISSUER": "http://localhost:8010"}, "TINHSO_OIDC_ISSUER"),
    "payments of the demo": ({"TINHSO_PAYMENT_PROVIDERS": "demo"}, "TINHSO_PAYMENT_PROVIDERS"),
    "site without https": ({"TINHSO_SITE_URL": "http://binhphuoc.gov.vn"}, "TINHSO_SITE_URL"),
    "any host": ({"TINHSO_ALLOWED_HOSTS": "*"}, "TINHSO_ALLOWED_HOSTS"),
    "example sender": ({"TINHSO_EMAIL_FROM": "a@tinhso.example"}, "TINHSO_EMAIL_FROM"),
    "message provider of the demo": (
        {"TINHSO_ZALO_URL": "http://localhost:8032"}, "TINHSO_ZALO_URL",
    ),
    "no key of a message provider": ({"TINHSO_SMS_SAOMAI_KEY": ""}, "TINHSO_SMS_SAOMAI_KEY"),
    "no database": ({"TINHSO_DATABASE_URL": ""}, "TINHSO_DATABASE_URL"),
    "database superuser": (
        {"TINHSO_DATABASE_URL": "postgresql://postgres:x@db/tinhso"}, "TINHSO_DATABASE_URL",
    ),
}  # fmt: skip


def _start_python(tmp_path: Path, changes: dict[str, str]) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if "TINHSO" not in name}
    environment = {**inherited, "TINHSO_VAR_DIR": str(tmp_path), **GOOD, **changes}
    return subprocess.run(
        [sys.executable, "-c", "import config.settings.production"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_good_settings_start(tmp_path: Path) -> None:
    done = _start_python(tmp_path, {})

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", BAD)
def test_bad_settings_are_refused_by_name(name: str, tmp_path: Path) -> None:
    changes, culprit = BAD[name]

    done = _start_python(tmp_path, changes)

    assert done.returncode == 1
    assert "does not start" in done.stderr
    assert culprit in done.stderr


@pytest.mark.django_db
def test_demo_accounts_keep_production_from_starting(settings: Settings) -> None:
    moment = clock.now()
    person = apps.get_model("identity", "Person").objects.create(full_name="An", created_at=moment)
    accounts = apps.get_model("identity", "OfficerAccount").objects
    accounts.create(person=person, username="an", is_demo=True, created_at=moment)
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured, match="demonstration accounts"):
        refuse_unsafe_database()


@pytest.mark.django_db
def test_account_of_a_real_officer_is_no_demo_account() -> None:
    assert no_demo_accounts() == []


@pytest.mark.django_db
def test_owner_of_the_database_is_too_powerful_for_the_application() -> None:
    assert [error.id for error in row_security_holds()] == ["tinhso.E002"]


@pytest.mark.django_db
def test_demonstration_may_start_with_its_own_accounts() -> None:
    refuse_unsafe_database()
