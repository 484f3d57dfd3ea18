"""The SMTP side: takes letters, or refuses, delays and drops them on command."""

import asyncio

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from peers.mail.bounces import Bouncer
from peers.mail.control import Behaviour, Control, Mode
from peers.mail.inbox import Inbox

SIZE_LIMIT = 5 * 1024 * 1024
_DROPPED = "421 Connection lost"
_REFUSALS = {
    Mode.BUSY: "451 Try again later",
    Mode.REFUSE_MESSAGE: "554 Message refused",
}


class Handler:
    """Answers RCPT and DATA as the control says."""

    def __init__(self, inbox: Inbox, control: Control, bouncer: Bouncer) -> None:
        """Keep where letters go, who decides, and who says that they came back."""
        self._inbox = inbox
        self._bouncer = bouncer
        self._control = control
        self._taken: dict[int, Behaviour] = {}

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept or refuse a recipient."""
        if self._control.look().mode is Mode.REFUSE_RECIPIENT:
            self._control.take()
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep the letter, or do what the control asks instead."""
        behaviour = self._control.take()
        if behaviour.mode is Mode.SLOW:
            await asyncio.sleep(behaviour.delay_seconds)
        if behaviour.mode is Mode.DROP:
            return self._drop(server)
        if behaviour.mode in _REFUSALS:
            return _REFUSALS[behaviour.mode]
        content = envelope.original_content or b""
        if behaviour.mode is Mode.BOUNCE:
            self._bouncer.plan(content)
            return "250 OK"
        self._inbox.receive(envelope.mail_from or "", list(envelope.rcpt_tos), content)
        if behaviour.mode is Mode.DROP_AFTER_STORING:
            return self._drop(server)
        return "250 OK"

    @staticmethod
    def _drop(server: SMTP) -> str:
        if isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        return _DROPPED


def start_smtp(inbox: Inbox, control: Control, bouncer: Bouncer, port: int) -> Controller:
    """Start the server on loopback; the caller stops it."""
    controller = Controller(
        Handler(inbox, control, bouncer),
        hostname="127.0.0.1",
        port=port,
        data_size_limit=SIZE_LIMIT,
        enable_SMTPUTF8=True,
        server_hostname="mail.peer",
    )
    controller.start()
    return controller
