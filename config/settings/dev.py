"""Settings of `make run`: a demonstration province on one machine."""

from config import environment
from config.settings.base import *  # noqa: F403

DEMO = True
NATIONAL_PORTAL_API_URL = environment.text(
    "TINHSO_NATIONAL_PORTAL_API_URL", "http://127.0.0.1:8058"
)
NATIONAL_PORTAL_LOGIN_ISSUER = environment.text(
    "TINHSO_NATIONAL_PORTAL_LOGIN_ISSUER", "http://localhost:8058"
)
NATIONAL_REPORTING_URL = environment.text("TINHSO_NATIONAL_REPORTING_URL", "http://127.0.0.1:8059")
TRUST_URL = environment.text("TINHSO_TRUST_URL", "http://127.0.0.1:8036")
LEDGER_WITNESSES = environment.words(
    "TINHSO_LEDGER_WITNESSES",
    "http://127.0.0.1:8057"
    "#nhan-chung.example/tinh-ban+58b74445+BCj7XM2Pf4ShMl6G5F7QiPEZTIQAqM1yJvId3snMH5TL",
)
REMOTE_SIGNING_URL = environment.text("TINHSO_REMOTE_SIGNING_URL", "http://127.0.0.1:8037")
IMAP_HOST = environment.text("TINHSO_IMAP_HOST", "127.0.0.1")
IMAP_PORT = int(environment.text("TINHSO_IMAP_PORT", "8027"))
CHAT_URL = environment.text("TINHSO_CHAT_URL", "http://localhost:8033")
