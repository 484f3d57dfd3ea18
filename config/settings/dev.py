"""Settings of `make run`: a demonstration province on one machine."""

from config import environment
from config.settings.base import *  # noqa: F403

DEMO = True
TRUST_URL = environment.text("TINHSO_TRUST_URL", "http://127.0.0.1:8036")
