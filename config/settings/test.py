"""Settings of the tests: a database of their own, files in a temporary folder."""

import hashlib
import os
import tempfile
from pathlib import Path

from config import environment
from config.environment import BASE_DIR
from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES

SECRET_KEY = "test-only-secret-key-that-is-long-enough-for-everything"  # noqa: S105
DEMO = True
SECOND_FACTOR_REQUIRED = False
# Without an address the tests bring a cluster of their own: see conftest.py.
_url = environment.text("TINHSO_TEST_DATABASE_URL") or "postgresql://tinhso_owner@127.0.0.1/tinhso"
_suffix = os.environ.get("TEST_DB_SUFFIX", "main")
DATABASES["default"] = {
    **environment.database(_url),
    "TEST": {
        "NAME": f"test_tinhso_{_suffix}",
        # Already migrated (tools.migrated_template); without it every migration runs.
        "TEMPLATE": environment.text("TINHSO_TEST_TEMPLATE") or None,
    },
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
#: Each checkout has its own, and each test process its own facts, which runs write and clear.
_place = hashlib.sha256(str(BASE_DIR).encode()).hexdigest()[:8]
_TEMPORARY = Path(tempfile.gettempdir()) / f"tinhso-test-{os.getuid()}-{_place}-{_suffix}"
MEDIA_ROOT = _TEMPORARY / "files"
FACTS_DIR = _TEMPORARY / f"facts-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
LEDGER_KEY_FILE = _TEMPORARY / "keys" / "ledger.key"
LEDGER_ANCHOR_FOLDER = _TEMPORARY / "anchors"
PKI_DIR = _TEMPORARY / "pki"
TRUST_DIR = _TEMPORARY / "trusted"
TRUST_URL = ""
REMOTE_SIGNING_URL = ""
FIELD_KEYS = ["dGVzdC1vbmx5LWZpZWxkLWtleS0wMDAwMDAwMDAwMDA="]
BLIND_INDEX_KEY = "dGVzdC1vbmx5LWJsaW5kLWtleS0wMDAwMDAwMDAwMDA="
OIDC_CLIENT_ID = "tinhso"
AXIS_KEY = "tinhso-test-axis"
NATIONAL_PORTAL_API_KEY = "tinhso-test-national-portal"
NATIONAL_PORTAL_LOGIN_SECRET = "tinhso-test-portal-login"  # noqa: S105
NATIONAL_REPORTING_KEY = "dGVzdC1vbmx5LXJlcG9ydGluZy0wMDAwMDAwMDAwMDA="
POPULATION_REGISTER_KEY = "tinhso-test-register"
OIDC_CLIENT_SECRET = "tinhso-demo-secret"  # noqa: S105
EMAIL_WEBHOOK_KEY = "tinhso-test-mail"
SMS_SAOMAI_KEY = "tinhso-test-saomai"
SMS_SAOMAI_WEBHOOK_KEY = "tinhso-test-saomai-reports"
SMS_HOABAN_PASSWORD = "tinhso-test-hoaban"  # noqa: S105
ZALO_SECRET_KEY = "tinhso-test-zalo"  # noqa: S105
ZALO_REFRESH_TOKEN = "tinhso-test-zalo-first"  # noqa: S105
ZALO_WEBHOOK_KEY = "tinhso-test-zalo-reports"
CTI_KEY = "tinhso-test-exchange"
CHAT_KEY = "tinhso-test-chat"
PAYMENT_DEMO_SECRET = "tinhso-demo-payment-secret"  # noqa: S105
PAYMENT_DEMO_URL = environment.text("TINHSO_PAYMENT_URL", "http://localhost:1")
LOGGING = {"level": "WARNING", "format": "console"}
