"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()

from config.checks import refuse_unsafe_database  # noqa: E402 - needs the application's models

refuse_unsafe_database()
