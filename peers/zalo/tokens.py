"""Access for an hour, refresh tokens that work once: a lost one locks the sender out."""

import secrets
import time
from threading import Lock


class Tokens:
    """The tokens of one application."""

    def __init__(self, app_id: str, secret_key: str, refresh_token: str) -> None:
        self.app_id = app_id
        self._secret_key = secret_key
        self._refresh_token = refresh_token
        self._access: dict[str, float] = {}
        self._lock = Lock()
        self.lifetime_seconds = 3600.0

    def refresh(self, app_id: str, secret_key: str, refresh_token: str) -> dict[str, str] | None:
        """Change a refresh token into new tokens; ``None`` when it is not the present one."""
        with self._lock:
            given = (app_id, secret_key, refresh_token)
            if given != (self.app_id, self._secret_key, self._refresh_token):
                return None
            self._refresh_token = secrets.token_urlsafe(32)
            access = secrets.token_urlsafe(32)
            self._access[access] = time.monotonic() + self.lifetime_seconds
            return {
                "access_token": access,
                "refresh_token": self._refresh_token,
                "expires_in": str(int(self.lifetime_seconds)),
            }

    def is_valid(self, access_token: str) -> bool:
        """Tell whether an access token still opens the API."""
        with self._lock:
            return self._access.get(access_token, 0.0) > time.monotonic()

    def forget_access(self) -> None:
        """Let every access token end now."""
        with self._lock:
            self._access.clear()
