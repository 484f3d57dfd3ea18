"""What waits on holders' phones: opened once per session, confirmed, refused or left to expire."""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import RLock

WAIT_SECONDS = 300
_SAD_SECONDS = 300
_MOST = 500


@dataclass(slots=True)
class Confirmation:
    """One question to a holder: may these digests be signed?"""

    handle: str
    credential: str
    title: str
    digests: tuple[str, ...]
    asked_at: float
    ends_at: float
    answer: str = ""
    activation: str = ""

    def state(self, now: float) -> str:
        """Give ``open``, ``confirmed``, ``refused`` or ``expired``."""
        return self.answer or ("expired" if now >= self.ends_at else "open")


class Confirmations:
    """Every question, the newest last; forgotten when the service restarts."""

    def __init__(self, wait_seconds: float = WAIT_SECONDS) -> None:
        self.wait_seconds = wait_seconds
        self._lock = RLock()
        self._by_session: dict[str, Confirmation] = {}

    def ask(
        self, session: str, credential: str, title: str, digests: Sequence[str]
    ) -> Confirmation:
        """Open a question; the same session asked again gets the same one.

        :raises ValueError: the session asked about other digests before.
        """
        with self._lock:
            known = self._by_session.get(session)
            if known is None:
                known = self._open(credential, title, digests)
                self._by_session[session] = known
            if known.digests != tuple(digests) or known.credential != credential:
                raise ValueError("the session was opened for something else")
            return known

    def _open(self, credential: str, title: str, digests: Sequence[str]) -> Confirmation:
        while len(self._by_session) >= _MOST:
            del self._by_session[next(iter(self._by_session))]
        now = time.time()
        ends_at = now + self.wait_seconds
        handle = secrets.token_urlsafe(18)
        return Confirmation(handle, credential, title, tuple(digests), now, ends_at)

    def answer(self, handle: str, answer: str) -> None:
        """Note what the holder said; the first answer in time stays.

        :raises ValueError: there is no such question, or it is over.
        """
        with self._lock:
            found = self.find(handle)
            if found.state(time.time()) != "open":
                raise ValueError("this question is over")
            found.answer = answer
            if answer == "confirmed":
                found.activation = secrets.token_urlsafe(24)
                found.ends_at = time.time() + _SAD_SECONDS

    def find(self, handle: str) -> Confirmation:
        """Give a question.

        :raises ValueError: there is none.
        """
        found = [one for one in self.all() if one.handle == handle]
        if not found:
            raise ValueError("no such handle")
        return found[0]

    def activated(self, activation: str) -> Confirmation | None:
        """Give the confirmed question an activation belongs to, while it holds."""
        now = time.time()
        for one in self.all():
            if one.activation and secrets.compare_digest(one.activation, activation):
                return one if now < one.ends_at else None
        return None

    def all(self) -> list[Confirmation]:
        """Give every question, the oldest first."""
        with self._lock:
            return list(self._by_session.values())
