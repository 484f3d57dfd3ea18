"""Settings of a real province: refuses to start on anything a demonstration may have."""

from django.core.exceptions import ImproperlyConfigured

from config import environment, production_safety
from config.settings.base import *  # noqa: F403

DEBUG = environment.flag("TINHSO_DEBUG")
DEMO = environment.flag("TINHSO_DEMO")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

_reasons = production_safety.refusals(globals())
if _reasons:
    raise ImproperlyConfigured("Tỉnh Số does not start:\n- " + "\n- ".join(_reasons))
