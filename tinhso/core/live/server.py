"""The live process: server-sent events over ASGI. It reads no table and knows no page.

``GET /live/events?token=…`` streams ``changed`` events; ``GET /live/health`` tells its state.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from time import time
from typing import Any
from urllib.parse import parse_qs

import structlog
from django.conf import settings

from tinhso.core.live import PATH, BadToken, Grant, read_token
from tinhso.core.live.ear import Ear
from tinhso.core.live.hub import REFUSED, Hub, Listener, TooManyListeners

HEARTBEAT_SECONDS = 15.0
# A burst of changes reaches a page as one event.
GATHER_SECONDS = 0.2
SEND_SECONDS = 30.0
RETRY_MILLISECONDS = 2000
HEALTH = "/live/health"
_STREAM_HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
_log = structlog.get_logger(__name__)


class LiveApplication:
    """The ASGI application: one hub, one ear, many streams."""

    def __init__(self) -> None:
        """Make the hub; the ear starts with the server."""
        self.hub = Hub(
            most=settings.LIVE_MOST_CONNECTIONS,
            most_per_address=settings.LIVE_MOST_PER_ADDRESS,
            started_at=time(),
        )
        self.ear = Ear(self.hub)
        self._listening: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or start and stop with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] != "http":
            return
        elif scope["method"] not in {"GET", "HEAD"}:
            await _answer(send, 405, "GET only")
        elif scope["path"] == PATH:
            await self._events(scope, receive, send)
        elif scope["path"] == HEALTH:
            await self._health(send)
        else:
            await _answer(send, 404, "not found")

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._listening = asyncio.create_task(self.ear.listen())
                await send({"type": "lifespan.startup.complete"})
            else:
                if self._listening is not None:
                    self._listening.cancel()
                    with suppress(asyncio.CancelledError):
                        await self._listening
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _health(self, send: Send) -> None:
        state = {
            "status": "ok" if self.ear.is_listening else "failed",
            "listening": self.ear.is_listening,
            "connections": self.hub.listener_count,
        }
        await _answer(send, 200 if self.ear.is_listening else 503, json.dumps(state))

    async def _events(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        origin = headers.get("origin", "")
        if origin and origin not in settings.LIVE_ALLOWED_ORIGINS:
            REFUSED.labels("origin").inc()
            await _answer(send, 403, "origin not allowed")
            return
        try:
            grant = read_token(_token(scope), at=datetime.now(UTC))
            listener = self.hub.join(grant.topics, _address(scope, headers))
        except BadToken:
            REFUSED.labels("token").inc()
            await _answer(send, 401, "token not valid: load the page again", origin=origin)
            return
        except TooManyListeners as error:
            REFUSED.labels(str(error)).inc()
            await _answer(send, 503, "too many listeners", origin=origin)
            return
        try:
            missed = self.hub.has_missed(
                grant.topics,
                last_event_id=headers.get("last-event-id", ""),
                since=grant.issued_at.timestamp(),
            )
            if missed:
                listener.tell(grant.topics)
            await self._stream(listener, grant, receive, _with_origin(send, origin))
        finally:
            self.hub.leave(listener)

    async def _stream(self, listener: Listener, grant: Grant, receive: Receive, send: Send) -> None:
        gone = asyncio.create_task(_until_gone(receive))
        gone.add_done_callback(lambda _: listener.bell.set())
        try:
            await send({"type": "http.response.start", "status": 200})
            await _write(send, f"retry: {RETRY_MILLISECONDS}\n\n")
            while not gone.done():
                left = (grant.ends_at - datetime.now(UTC)).total_seconds()
                if left <= 0:
                    await _write(send, "event: renew\ndata: 1\n\n")
                    break
                await self._tell_news(listener, send, min(HEARTBEAT_SECONDS, left))
        except (TimeoutError, OSError):
            _log.info("a page read too slowly and was let go")
        finally:
            gone.cancel()
        with suppress(OSError):
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _tell_news(self, listener: Listener, send: Send, seconds: float) -> None:
        try:
            await asyncio.wait_for(listener.bell.wait(), seconds)
        except TimeoutError:
            await _write(send, f"id: {self.hub.event_id}\nevent: beat\ndata: 1\n\n")
            return
        await asyncio.sleep(GATHER_SECONDS)
        news = "".join(
            f"id: {self.hub.event_id}\nevent: changed\ndata: {topic}\n\n"
            for topic in listener.take()
        )
        if news:
            await _write(send, news)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _write(send: Send, text: str) -> None:
    message = {"type": "http.response.body", "body": text.encode(), "more_body": True}
    await asyncio.wait_for(send(message), SEND_SECONDS)


async def _answer(send: Send, status: int, text: str, origin: str = "") -> None:
    kind = "application/json" if text.startswith("{") else "text/plain; charset=utf-8"
    headers = {"Content-Type": kind, "Cache-Control": "no-store"} | _cors(origin)
    await send({"type": "http.response.start", "status": status, "headers": _raw(headers)})
    await send({"type": "http.response.body", "body": text.encode(), "more_body": False})


def _with_origin(send: Send, origin: str) -> Send:
    async def send_with_headers(message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _raw(_STREAM_HEADERS | _cors(origin))}
        await send(message)

    return send_with_headers


def _cors(origin: str) -> dict[str, str]:
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"} if origin else {}


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def _token(scope: Scope) -> str:
    found = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
    return found[0] if found else ""


def _address(scope: Scope, headers: Mapping[str, str]) -> str:
    """Give the visitor's network address; a proxy on this machine names it last."""
    peer = str((scope.get("client") or ("",))[0])
    forwarded = headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return forwarded if forwarded and peer in {"127.0.0.1", "::1"} else peer
