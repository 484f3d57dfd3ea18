"""WSGI entry point."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()

# The addresses too are read here, not when the first person asks for one.
import config.urls  # noqa: E402, F401
from config.checks import refuse_unsafe_database  # noqa: E402 - needs the application's models
from tinhso.core.deferred import load_deferred  # noqa: E402

refuse_unsafe_database()
# Whoever signs first must not wait for the libraries of signing.
threading.Thread(target=load_deferred, daemon=True).start()
