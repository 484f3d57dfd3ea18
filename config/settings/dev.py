"""Settings of `make run`: a demonstration province on one machine."""

from config.settings.base import *  # noqa: F403

DEMO = True
