"""Settings shared by every environment."""

from datetime import date
from typing import Any

from config import environment
from config.environment import BASE_DIR, VAR_DIR

SECRET_KEY = environment.text("TINHSO_SECRET_KEY")
DEBUG = False
DEMO = False
ALLOWED_HOSTS = environment.words("TINHSO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_URL = environment.text("TINHSO_SITE_URL", "http://localhost:8000").rstrip("/")
PROVINCE_PACK = BASE_DIR / "provinces" / environment.text("TINHSO_PROVINCE", "binh_phuoc")
ORG_DATE = date.fromisoformat(environment.text("TINHSO_ORG_DATE", "2021-06-01"))

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "procrastinate.contrib.django",
    "tinhso.core",
    "tinhso.ledger",
    "tinhso.ui",
    "tinhso.orgs",
    "tinhso.identity",
    "tinhso.workflow",
    "tinhso.notifications",
    "tinhso.exchange",
    "tinhso.documents",
    "tinhso.payments",
    "tinhso.procedures",
    "tinhso.cases",
    "tinhso.vault",
    "tinhso.counters",
    "tinhso.reorganisation",
    "tinhso.records",
    "tinhso.dispatch",
    "tinhso.contact",
    "tinhso.indicators",
    "tinhso.access",
    "tinhso.alerts",
    "tinhso.dashboards",
    "tinhso.sharing",
    "tinhso.portal",
]

MIDDLEWARE = [
    "tinhso.core.middleware.RequestIdMiddleware",
    "tinhso.core.middleware.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tinhso.ui.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tinhso.ui.middleware.ChosenLanguageMiddleware",
    "tinhso.core.plain_text.PlainTextMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tinhso.identity.api.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
CSRF_FAILURE_VIEW = "tinhso.ui.views.csrf_failure"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.l10n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "tinhso.ui.context_processors.page",
                "tinhso.identity.api.actor_context",
            ],
        },
    },
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **environment.database(
            environment.text("TINHSO_OWNER_URL")
            if environment.flag("TINHSO_AS_OWNER")
            else environment.text("TINHSO_DATABASE_URL")
        ),
        # One connection a thread, kept: its statements stay planned. The server may have died
        # in the meantime, so it is looked at before each request (core.postgres).
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SESSION_ENGINE = "tinhso.core.session_store"
SESSION_COOKIE_NAME = "tinhso_session"
# Officers who sign, seal or administer need a second factor; a demonstration's own accounts do not.
SECOND_FACTOR_REQUIRED = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "tinhso_language"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
# Numbers in a page's text are grouped by language: 1.224 in Vietnamese, 1,224 in English. Keys,
# codes and years pass through `unlocalize`, in addresses and attributes always.
USE_THOUSAND_SEPARATOR = True
NUMBER_GROUPING = 3

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tinhso.ui.static_files.RememberingStorage"},
}
MEDIA_ROOT = VAR_DIR / "files"
# Where immutable bytes are kept: "disk" (MEDIA_ROOT) or "s3", an S3-compatible store.
FILES = environment.text("TINHSO_FILES", "disk")
S3_ENDPOINT = environment.text("TINHSO_S3_ENDPOINT").rstrip("/")
S3_BUCKET = environment.text("TINHSO_S3_BUCKET")
S3_REGION = environment.text("TINHSO_S3_REGION", "us-east-1")
S3_ACCESS_KEY = environment.text("TINHSO_S3_ACCESS_KEY")
S3_SECRET_KEY = environment.text("TINHSO_S3_SECRET_KEY")
S3_PREFIX = environment.text("TINHSO_S3_PREFIX", "files")
# Monthly files of facts, and the engine that reads them: duckdb, clickhouse, chdb or spark;
# empty for none.
FACTS_DIR = VAR_DIR / "facts"
# Letters of the interface as Typst reads them, for pictures and PDF of boards.
LETTERS_DIR = VAR_DIR / "letters"
# Sites that may show boards open to everybody inside their own pages.
EMBED_ORIGINS = environment.text("TINHSO_EMBED_ORIGINS", "").split()
INDICATORS_ENGINE = environment.text("TINHSO_INDICATORS_ENGINE", "duckdb")
# Where engine "clickhouse" is: https://user:password@host:8443/database.
CLICKHOUSE_URL = environment.text("TINHSO_CLICKHOUSE_URL")
# Databases of others that numbers are fetched from: name=postgresql://reader:password@host/database.
PULL_DATABASES = environment.pairs("TINHSO_PULL_DATABASES")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR: str | None = None
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "tinhso.documents.api.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CLAMD = environment.text("TINHSO_CLAMD")

# Keys: comma-separated, base64 of 32 bytes each, the first encrypts, all decrypt.
FIELD_KEYS = environment.words("TINHSO_FIELD_KEYS")
BLIND_INDEX_KEY = environment.text("TINHSO_BLIND_INDEX_KEY")
LEDGER_KEY_FILE = VAR_DIR / "keys" / "ledger.key"
LEDGER_ORIGIN = environment.text("TINHSO_LEDGER_ORIGIN", "tinhso.example/binh-phuoc")
LEDGER_ANCHOR_FOLDER = VAR_DIR / "anchors"
# Witnesses that sign the ledger's checkpoints: address#verifier key, comma-separated.
LEDGER_WITNESSES = environment.words("TINHSO_LEDGER_WITNESSES")
PKI_DIR = VAR_DIR / "pki"
TRUST_DIR = VAR_DIR / "trusted"
TRUST_URL = environment.text("TINHSO_TRUST_URL")
TRUST_KEY = environment.text("TINHSO_TRUST_KEY")
# A remote signing service (CSC API version 2); without an address nobody's key is kept there.
REMOTE_SIGNING_URL = environment.text("TINHSO_REMOTE_SIGNING_URL").rstrip("/")
REMOTE_SIGNING_CLIENT = environment.text("TINHSO_REMOTE_SIGNING_CLIENT", "tinhso")
REMOTE_SIGNING_KEY = environment.text("TINHSO_REMOTE_SIGNING_KEY")
STAMPED_AT_ONCE = frozenset({"RESULT", "OFFICIAL", "ANNEX"})
ALGORITHM_SUNSET = environment.moment("TINHSO_ALGORITHM_SUNSET")
PKCS11_MODULE = environment.text("TINHSO_PKCS11_MODULE")
PKCS11_TOKEN = environment.text("TINHSO_PKCS11_TOKEN", "tinhso")
PKCS11_PIN = environment.text("TINHSO_PKCS11_PIN")

# Outside systems: each is a real server; in the demo a peer started by the supervisor.
# Where procedures open on the national portal are linked; empty shows its name without a link.
NATIONAL_PORTAL_URL = environment.text(
    "TINHSO_NATIONAL_PORTAL_URL", "https://dichvucong.gov.vn"
).rstrip("/")

# A file about more people than these is given only after a second person released it.
ACCESS_EXPORT_ROWS = int(environment.text("TINHSO_ACCESS_EXPORT_ROWS", "500"))

# The pipe to national systems: without an address this installation is not connected.
EXCHANGE_ORGANISATION = environment.text("TINHSO_EXCHANGE_ORGANISATION", "H10")
EXCHANGE_CLIENT = environment.text("TINHSO_EXCHANGE_CLIENT", "binh-phuoc")
NATIONAL_PORTAL_API_URL = environment.text("TINHSO_NATIONAL_PORTAL_API_URL")
NATIONAL_PORTAL_API_KEY = environment.text("TINHSO_NATIONAL_PORTAL_API_KEY")
# The portal as OpenID Connect provider: people signed in there are signed in here.
NATIONAL_PORTAL_LOGIN_ISSUER = environment.text("TINHSO_NATIONAL_PORTAL_LOGIN_ISSUER")
NATIONAL_PORTAL_LOGIN_CLIENT = environment.text("TINHSO_NATIONAL_PORTAL_LOGIN_CLIENT", "tinhso")
NATIONAL_PORTAL_LOGIN_SECRET = environment.text("TINHSO_NATIONAL_PORTAL_LOGIN_SECRET")
# Signed with Ed25519: base64 of the private key's 32 bytes.
NATIONAL_REPORTING_URL = environment.text("TINHSO_NATIONAL_REPORTING_URL")
NATIONAL_REPORTING_KEY = environment.text("TINHSO_NATIONAL_REPORTING_KEY")

OIDC_ISSUER = environment.text("TINHSO_OIDC_ISSUER", "http://localhost:8010")
OIDC_CLIENT_ID = environment.text("TINHSO_OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = environment.text("TINHSO_OIDC_CLIENT_SECRET")
OIDC_TIMEOUT = 10
BUSINESS_REGISTER_URL = environment.text("TINHSO_BUSINESS_REGISTER_URL", "http://127.0.0.1:8050")
BUSINESS_REGISTER_KEY = environment.text("TINHSO_BUSINESS_REGISTER_KEY")
POPULATION_REGISTER_URL = environment.text(
    "TINHSO_POPULATION_REGISTER_URL", "http://localhost:8035"
)
POPULATION_REGISTER_CLIENT = environment.text("TINHSO_POPULATION_REGISTER_CLIENT", "tinhso")
POPULATION_REGISTER_KEY = environment.text("TINHSO_POPULATION_REGISTER_KEY")
# The document axis; an empty address means this installation has no connection to one.
AXIS_URL = environment.text("TINHSO_AXIS_URL", "http://localhost:8055").rstrip("/")
AXIS_KEY = environment.text("TINHSO_AXIS_KEY")
AXIS_TIMEOUT = 15
PAYMENT_PROVIDERS = environment.words("TINHSO_PAYMENT_PROVIDERS", "demo")
PAYMENT_DEMO_URL = environment.text("TINHSO_PAYMENT_URL", "http://localhost:8030")
PAYMENT_DEMO_MERCHANT = environment.text("TINHSO_PAYMENT_MERCHANT", "tinhso")
PAYMENT_DEMO_SECRET = environment.text("TINHSO_PAYMENT_SECRET")
PAYMENT_TIMEOUT = 5
EMAIL_HOST = environment.text("TINHSO_SMTP_HOST", "127.0.0.1")
EMAIL_PORT = int(environment.text("TINHSO_SMTP_PORT", "8025"))
EMAIL_FROM = environment.text("TINHSO_EMAIL_FROM", "khong-tra-loi@tinhso.example")
EMAIL_TIMEOUT = 10
# A report larger than this is not enclosed: its letter leads to it, behind the sign-in.
EMAIL_MOST_ENCLOSED_BYTES = int(environment.text("TINHSO_EMAIL_MOST_ENCLOSED_BYTES", "7000000"))
EMAIL_WEBHOOK_KEY = environment.text("TINHSO_EMAIL_WEBHOOK_KEY")
# Providers of messages; an empty address switches one off.
MESSAGE_TIMEOUT = 8.0
MESSAGE_POLICY_FILE = environment.text("TINHSO_MESSAGE_POLICY") or str(
    PROVINCE_PACK / "notifications.toml"
)
SMS_SAOMAI_URL = environment.text("TINHSO_SMS_SAOMAI_URL", "http://localhost:8031/saomai")
SMS_SAOMAI_KEY = environment.text("TINHSO_SMS_SAOMAI_KEY")
SMS_SAOMAI_WEBHOOK_KEY = environment.text("TINHSO_SMS_SAOMAI_WEBHOOK_KEY")
SMS_HOABAN_URL = environment.text("TINHSO_SMS_HOABAN_URL", "http://localhost:8031/hoaban")
SMS_HOABAN_USERNAME = environment.text("TINHSO_SMS_HOABAN_USERNAME", "tinhso")
SMS_HOABAN_PASSWORD = environment.text("TINHSO_SMS_HOABAN_PASSWORD")
ZALO_URL = environment.text("TINHSO_ZALO_URL", "http://localhost:8032")
ZALO_OAUTH_URL = environment.text("TINHSO_ZALO_OAUTH_URL", ZALO_URL)
ZALO_APP_ID = environment.text("TINHSO_ZALO_APP_ID", "tinhso")
ZALO_SECRET_KEY = environment.text("TINHSO_ZALO_SECRET_KEY")
ZALO_REFRESH_TOKEN = environment.text("TINHSO_ZALO_REFRESH_TOKEN")
ZALO_WEBHOOK_KEY = environment.text("TINHSO_ZALO_WEBHOOK_KEY")

# The citizen line: calls an exchange reports, the voice line (SIP), its mailbox, its chat.
CTI_KEY = environment.text("TINHSO_CTI_KEY")
VOICE_SITE_URL = environment.text("TINHSO_VOICE_SITE_URL", SITE_URL)
VOICE_FOLDER = VAR_DIR / "voice"
VOICE_ANNOUNCEMENT = environment.text("TINHSO_VOICE_ANNOUNCEMENT") or str(
    PROVINCE_PACK / "contact" / "announcement.wav"
)
VOICE_HOST = environment.text("TINHSO_VOICE_HOST", "127.0.0.1")
VOICE_PORT = int(environment.text("TINHSO_VOICE_PORT", "5070"))
VOICE_MOST_CALLS = int(environment.text("TINHSO_VOICE_MOST_CALLS", "8"))
VOICE_LONGEST_SECONDS = float(environment.text("TINHSO_VOICE_LONGEST_SECONDS", "120"))
CONTACT_EMAIL = environment.text("TINHSO_CONTACT_EMAIL", "1022@tinhso.example")
# An empty host or address switches the channel off.
IMAP_HOST = environment.text("TINHSO_IMAP_HOST")
IMAP_PORT = int(environment.text("TINHSO_IMAP_PORT", "993"))
IMAP_USER = environment.text("TINHSO_IMAP_USER", CONTACT_EMAIL)
IMAP_PASSWORD = environment.text("TINHSO_IMAP_PASSWORD")
IMAP_USES_TLS = environment.flag("TINHSO_IMAP_TLS")
CHAT_URL = environment.text("TINHSO_CHAT_URL").rstrip("/")
CHAT_KEY = environment.text("TINHSO_CHAT_KEY")
CHAT_TIMEOUT = 8.0
OPEN311_JURISDICTION = environment.text("TINHSO_OPEN311_JURISDICTION", "binh-phuoc")

# Live updates: empty is the site's own origin, where a proxy leads /live/ to the live process.
LIVE_URL = environment.text("TINHSO_LIVE_URL").rstrip("/")
LIVE_ALLOWED_ORIGINS = environment.words("TINHSO_LIVE_ALLOWED_ORIGINS", SITE_URL)
LIVE_DATABASE_URL = environment.text("TINHSO_LIVE_DATABASE_URL")
LIVE_MOST_CONNECTIONS = int(environment.text("TINHSO_LIVE_MOST_CONNECTIONS", "2000"))
LIVE_MOST_PER_ADDRESS = int(environment.text("TINHSO_LIVE_MOST_PER_ADDRESS", "400"))

LOG_LEVEL = environment.text("TINHSO_LOG_LEVEL", "INFO")
LOG_FORMAT = environment.text("TINHSO_LOG_FORMAT", "json")
LOGGING_CONFIG = "config.logging.configure"
LOGGING = {"level": LOG_LEVEL, "format": LOG_FORMAT}
METRICS_TOKEN = environment.text("TINHSO_METRICS_TOKEN")
