"""Answers SIP calls: announcement, tone, then a recording until the caller is done."""

import asyncio
import hashlib
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import structlog
from aiortp import PortAllocator
from aiosipua import IncomingCall, SipRequest, SipUAS
from aiosipua.rtp_bridge import CallSession
from aiosipua.transport import UdpSipTransport

from tinhso.contact.gateways.voice.sound import (
    FRAME_BYTES,
    FRAME_SECONDS,
    QUIET,
    SILENCE,
    beep,
    frames,
    loudness,
    read_announcement,
)
from tinhso.contact.gateways.voice.spool import Spool
from tinhso.contact.gateways.voice.telling import Teller

logger = structlog.get_logger(__name__)
_PCMU, _PCMA = 0, 8
_RETRY_SECONDS = (1.0, 2.0, 5.0, 15.0, 30.0)


@dataclass(frozen=True, slots=True)
class LineSettings:
    """Where the line listens and how it behaves; ``announcement`` is a WAV (see ``sound``)."""

    site_url: str
    key: str
    spool: Path
    announcement: Path
    host: str = "127.0.0.1"
    port: int = 5070
    rtp_ports: tuple[int, int] = (16_000, 16_200)
    most_calls: int = 8
    longest_seconds: float = 120.0
    silence_seconds: float = 8.0
    name: str = "hop-thu-thoai"


class _Datagrams(asyncio.DatagramProtocol):
    """Hands datagrams to the SIP stack."""

    def __init__(self, owner: "_Transport") -> None:
        self._owner = owner

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Hand one over."""
        self._owner.dispatch(data, (str(addr[0]), int(addr[1])))


class _Transport(UdpSipTransport):
    """SIP over UDP; the library's own start asserts a class that Python 3.11 does not use."""

    async def start(self) -> None:
        """Listen."""
        self._udp_transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: _Datagrams(self), local_addr=self.local_addr
        )

    def dispatch(self, data: bytes, addr: tuple[str, int]) -> None:
        """Take a datagram."""
        self._dispatch(data, addr)


@dataclass
class _Call:
    """A call being answered: its sound session and what was recorded of it."""

    sip: IncomingCall
    rtp_port: int
    session: CallSession
    live: Path
    file: BinaryIO
    over: asyncio.Event = field(default_factory=asyncio.Event)
    is_recording: bool = False
    quiet_seconds: float = 0.0

    def hear(self, samples: bytes, timestamp: int) -> None:
        """Keep what the caller says once the tone has been played."""
        if not self.is_recording or self.file.closed:
            return
        self.file.write(samples)
        if loudness(samples[:FRAME_BYTES]) < QUIET:
            self.quiet_seconds += len(samples) / FRAME_BYTES * FRAME_SECONDS
        else:
            self.quiet_seconds = 0.0


class VoiceLine:
    """The line, listening from ``start`` to ``stop``."""

    def __init__(self, settings: LineSettings) -> None:
        """Read the announcement and open the spool.

        :raises AnnouncementUnfit: the announcement cannot be played.
        """
        self._settings = settings
        self._greeting = read_announcement(settings.announcement) + beep()
        self._spool = Spool(settings.spool)
        self._teller = Teller(self._spool, settings.site_url, settings.key)
        self._ports = PortAllocator(settings.rtp_ports)
        self._calls: dict[str, _Call] = {}
        self._taken = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._uas = SipUAS(_Transport(local_addr=(settings.host, settings.port)))
        self._uas.on_invite = self._invited
        self._uas.on_bye = self._hung_up
        self._uas.on_ack_timeout = self._lost

    async def start(self) -> None:
        """Listen, and tell what a former run could not."""
        await self._uas.start()
        self._begin(self._keep_telling())
        self._news.set()

    async def stop(self) -> None:
        """End every call properly, tell what can be told, stop."""
        for call in list(self._calls.values()):
            call.over.set()
        closing = [task for task in self._tasks if task.get_name() == "call"]
        await asyncio.gather(*closing, return_exceptions=True)
        with suppress(TimeoutError):
            async with asyncio.timeout(5):
                await self._teller.tell_all()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._teller.close()
        await self._uas.stop()

    def _invited(self, sip: IncomingCall) -> None:
        if self._taken >= self._settings.most_calls:
            self._tell({**_facts(sip), "event": "newCall"})
            self._tell({**_facts(sip), "event": "hangup", "cause": "busy"})
            sip.reject(486, "Busy Here")
            return
        if sip.sdp_offer is None or sip.sdp_offer.rtp_address is None:
            sip.reject(488, "Not Acceptable Here")
            return
        self._taken += 1
        self._begin(self._answer(sip), name="call")

    def _hung_up(self, sip: IncomingCall, request: SipRequest) -> None:
        self._end(sip)

    def _lost(self, sip: IncomingCall) -> None:
        self._end(sip)

    def _end(self, sip: IncomingCall) -> None:
        call = self._calls.get(sip.call_id)
        if call is not None:
            call.over.set()

    async def _answer(self, sip: IncomingCall) -> None:
        """Take one call from its first ring to its end, whatever happens."""
        facts = _facts(sip)
        self._tell({**facts, "event": "newCall"})
        try:
            call = await self._open(sip, facts)
        except (ValueError, OSError, RuntimeError) as error:
            logger.warning("call_unfit", error=str(error))
            sip.reject(488, "Not Acceptable Here")
            self._tell({**facts, "event": "hangup", "cause": "congestion"})
            self._taken -= 1
            return
        try:
            await call.session.start()
            sip.accept(call.session.sdp_answer)
            self._tell({**facts, "event": "answer", "user": self._settings.name})
            await self._converse(call)
        finally:
            await self._close(call)

    async def _open(self, sip: IncomingCall, facts: dict[str, str]) -> _Call:
        """Reserve ports and a file; ports are given back when the offer does not fit."""
        sip.ringing()
        rtp_port, _ = await self._ports.allocate()
        try:
            assert sip.sdp_offer is not None  # noqa: S101 - looked at before
            session = CallSession(
                local_ip=self._settings.host,
                rtp_port=rtp_port,
                offer=sip.sdp_offer,
                supported_codecs=[_PCMU, _PCMA],
                symmetric_rtp=True,
            )
        except ValueError:
            await self._ports.release(rtp_port)
            raise
        # A caller chooses the Call-ID, so it never becomes a file's name.
        name = hashlib.sha256(sip.call_id.encode()).hexdigest()[:32]
        live = self._spool.open_recording(name, facts)
        call = _Call(sip, rtp_port, session, live, live.open("wb"))
        session.on_audio = call.hear
        self._calls[sip.call_id] = call
        return call

    async def _converse(self, call: _Call) -> None:
        """Play the greeting, then record; sound goes out all the time, so that nobody hangs up."""
        loop = asyncio.get_running_loop()
        begun, sent, recording_from = loop.time(), 0, 0
        greeting = frames(self._greeting)
        while not call.over.is_set() and not self._is_done(call, sent - recording_from):
            frame = next(greeting, None)
            if frame is None and not call.is_recording:
                call.is_recording, recording_from = True, sent
            call.session.send_audio_pcm(frame or SILENCE, sent * FRAME_BYTES // 2)
            sent += 1
            await asyncio.sleep(begun + sent * FRAME_SECONDS - loop.time())
        if not call.over.is_set():
            call.sip.hangup()

    def _is_done(self, call: _Call, frames_recorded: int) -> bool:
        """Tell whether the caller was silent for long, or spoke for as long as allowed."""
        return call.is_recording and (
            frames_recorded * FRAME_SECONDS > self._settings.longest_seconds
            or call.quiet_seconds > self._settings.silence_seconds
        )

    async def _close(self, call: _Call) -> None:
        call.file.close()
        self._calls.pop(call.sip.call_id, None)
        self._taken -= 1
        await call.session.close()
        await self._ports.release(call.rtp_port)
        self._spool.finish(call.live, {"cause": "normalClearing"})
        self._news.set()

    def _tell(self, fields: dict[str, str]) -> None:
        self._spool.add(fields)
        self._news.set()

    async def _keep_telling(self) -> None:
        failures = 0
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), _RETRY_SECONDS[failures])
            self._news.clear()
            is_told = await self._teller.tell_all()
            failures = 0 if is_told else min(failures + 1, len(_RETRY_SECONDS) - 1)
            if not is_told:
                await asyncio.sleep(_RETRY_SECONDS[failures])

    def _begin(self, work: Coroutine[Any, Any, None], name: str = "line") -> None:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _facts(sip: IncomingCall) -> dict[str, str]:
    return {
        "callId": sip.call_id[:120],
        "from": sip.caller[:200],
        "to": sip.callee[:200],
        "direction": "in",
    }
