"""Starts the SMTP server, the mailboxes over IMAP and the web inbox together."""

import socket
from dataclasses import dataclass
from threading import Thread

from aiosmtpd.controller import Controller

from peers.mail.bounces import Bouncer
from peers.mail.control import Control
from peers.mail.imap import ImapServer
from peers.mail.inbox import Inbox
from peers.mail.smtp import start_smtp
from peers.mail.web import InboxServer

_POLL_SECONDS = 0.05


@dataclass
class MailPeer:
    """A running peer."""

    inbox: Inbox
    control: Control
    smtp: Controller
    web: InboxServer
    imap: ImapServer

    @property
    def imap_port(self) -> int:
        """Give the port mailboxes are read at."""
        return int(self.imap.server_address[1])

    @property
    def smtp_port(self) -> int:
        """Give the port letters are sent to."""
        return int(self.smtp.port)

    @property
    def web_port(self) -> int:
        """Give the port of the inbox."""
        return int(self.web.server_address[1])

    def stop(self) -> None:
        """Stop the servers."""
        self.smtp.stop()
        self.imap.shutdown()
        self.imap.server_close()
        self.web.shutdown()
        self.web.server_close()


def start(
    smtp_port: int = 8025,
    web_port: int = 8026,
    bouncer: Bouncer | None = None,
    *,
    imap_port: int = 0,
    imap_password: str = "",
) -> MailPeer:
    """Start the peer; port 0 takes a free one. Mailboxes open with one password for all."""
    inbox, control = Inbox(), Control()
    web = InboxServer(web_port, inbox, control)
    try:
        imap = ImapServer(imap_port, inbox, control, imap_password)
    except BaseException:
        web.server_close()
        raise
    try:
        smtp = start_smtp(inbox, control, bouncer or Bouncer(), smtp_port or _free_port())
    except BaseException:
        web.server_close()
        imap.server_close()
        raise
    Thread(target=imap.serve_forever, args=(_POLL_SECONDS,), daemon=True).start()
    Thread(target=web.serve_forever, args=(_POLL_SECONDS,), daemon=True).start()
    return MailPeer(inbox, control, smtp, web, imap)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
