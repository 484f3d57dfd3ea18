"""Tells the platform of calls: signed, in order, again until taken."""

import asyncio
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import structlog

from tinhso.contact.gateways.voice.spool import Notice, Spool
from tinhso.contact.rules.signing import signature
from tinhso.core.http import httpx

if TYPE_CHECKING:
    from collections.abc import Mapping

logger = structlog.get_logger(__name__)
EVENTS_PATH = "/tong-dai/su-kien/"
RECORDING_PATH = "/tong-dai/ghi-am/"
_FORM = "application/x-www-form-urlencoded"
#: Answers after which trying again is pointless.
_FINAL = frozenset({400, 404, 410, 413, 415, 422})


class Teller:
    """Sends what waits in a spool."""

    def __init__(self, spool: Spool, site_url: str, key: str) -> None:
        self._spool = spool
        self._key = key
        self._client = httpx.AsyncClient(base_url=site_url, timeout=15)
        self._turn = asyncio.Lock()

    async def tell_all(self) -> bool:
        """Send the waiting notices in order; stops and gives ``False`` when nobody listens."""
        async with self._turn:
            return await self._tell_waiting()

    async def _tell_waiting(self) -> bool:
        for notice in list(self._spool.waiting()):
            status = await self._send(notice)
            if 200 <= status < 300:
                self._spool.told(notice)
            elif status in _FINAL:
                logger.error("notice_refused", status=status, notice=notice.path.name)
                self._spool.refused(notice)
            else:
                return False
        return True

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.aclose()

    async def _send(self, notice: Notice) -> int:
        """Send one notice; gives the status, 0 when there was no answer."""
        if notice.recording is None:
            path, body, kind = EVENTS_PATH, urlencode(notice.fields).encode(), _FORM
        else:
            call = urlencode({"callId": notice.fields["callId"]})
            path, kind = f"{RECORDING_PATH}?{call}", "audio/wav"
            body = notice.recording.read_bytes() if notice.recording.exists() else b""
        try:
            answer = await self._client.post(
                path, content=body, headers=self._headers(path, body, kind)
            )
        except httpx.HTTPError as error:
            logger.warning("notice_waits", error=type(error).__name__)
            return 0
        return answer.status_code

    def _headers(self, path: str, body: bytes, kind: str) -> "Mapping[str, str]":
        moment = str(int(time.time()))
        return {
            "Content-Type": kind,
            "X-Cti-Time": moment,
            "X-Cti-Signature": signature(self._key, moment, path, body),
        }
