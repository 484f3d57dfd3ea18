"""ASGI entry point of the live process: server-sent events, no pages, no applications loaded."""

import os

from django.conf import settings
from django.utils.log import configure_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)

from tinhso.core.live.server import LiveApplication  # noqa: E402 - needs the settings

application = LiveApplication()
