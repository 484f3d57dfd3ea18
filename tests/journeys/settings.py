"""Settings of the site the journeys visit: those of the tests, with the static files built."""

import os
from pathlib import Path

from config.settings.test import *  # noqa: F403
from config.settings.test import DATABASES

_FOLDER = Path(os.environ["JOURNEY_FOLDER"])

DATABASES["default"]["NAME"] = os.environ["JOURNEY_DATABASE"]
ALLOWED_HOSTS = ["localhost"]
STATIC_ROOT = _FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = _FOLDER / "files"
LEDGER_KEY_FILE = _FOLDER / "keys" / "ledger.key"
LEDGER_ANCHOR_FOLDER = _FOLDER / "anchors"
PKI_DIR = _FOLDER / "pki"
TRUST_DIR = _FOLDER / "trusted"
TRUST_URL = os.environ["TINHSO_TRUST_URL"]
REMOTE_SIGNING_URL = os.environ["TINHSO_REMOTE_SIGNING_URL"]
