"""ASGI entry point, for live updates only."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_asgi_application()

from config.checks import refuse_unsafe_database  # noqa: E402 - needs the application's models

refuse_unsafe_database()
