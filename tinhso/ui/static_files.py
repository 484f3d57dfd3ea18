"""Addresses of static files, each looked up once a process."""

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class RememberingStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # untyped
    """Hashed names as WhiteNoise gives them; a page asks for the same five again and again."""

    _addresses: dict[str, str]

    def url(self, name: str, force: bool = False) -> str:
        """Give a file's address; what is being worked on (``DEBUG``) is asked each time."""
        if settings.DEBUG or force:
            return str(super().url(name, force))
        if name not in self.__dict__.setdefault("_addresses", {}):
            self._addresses[name] = str(super().url(name))
        return self._addresses[name]
