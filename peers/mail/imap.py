"""Mailboxes over IMAP4rev1 (RFC 3501): sign in, search, fetch, mark as read; nothing more."""

import hmac
import re
from collections.abc import Callable
from socketserver import StreamRequestHandler, ThreadingTCPServer

from peers.mail.control import Control, Mode
from peers.mail.inbox import Inbox, Letter

_LONGEST_LINE = 8192
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


class ImapServer(ThreadingTCPServer):
    """Serves every recipient's letters as a mailbox; one password opens them all."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, inbox: Inbox, control: Control, password: str) -> None:
        """Listen on loopback."""
        super().__init__(("127.0.0.1", port), _Session)
        self.inbox = inbox
        self.control = control
        self.password = password


class _Session(StreamRequestHandler):
    server: ImapServer

    def handle(self) -> None:
        """Speak with one client until it leaves."""
        if self.server.control.look().mode is Mode.MAILBOX_AWAY:
            self._say("* BYE mailbox away")
            return
        self._owner = ""
        self._tag = ""
        self._say("* OK IMAP4rev1 peer ready")
        while self._tag != "*":
            line = self.rfile.readline(_LONGEST_LINE).decode("utf-8", "replace").rstrip("\r\n")
            if not line:
                return
            self._obey(line)

    def _obey(self, line: str) -> None:
        self._tag, _, rest = line.partition(" ")
        name, _, rest = rest.partition(" ")
        is_by_uid = name.upper() == "UID"
        if is_by_uid:
            name, _, rest = rest.partition(" ")
        commands: dict[str, Callable[[str], None]] = {
            "CAPABILITY": self._capability, "NOOP": self._noop, "LOGIN": self._login,
            "SELECT": self._select, "EXAMINE": self._select, "SEARCH": self._search,
            "FETCH": self._fetch, "STORE": self._store, "LOGOUT": self._logout,
            "CLOSE": self._noop,
        }  # fmt: skip
        command = commands.get(name.upper())
        is_free = name.upper() in {"CAPABILITY", "NOOP", "LOGIN", "LOGOUT"}
        if command is None or (name.upper() in {"SEARCH", "FETCH", "STORE"} and not is_by_uid):
            self._say(f"{self._tag} BAD unknown command")
        elif not is_free and not self._owner:
            self._say(f"{self._tag} NO sign in first")
        else:
            command(rest)

    def _capability(self, rest: str) -> None:
        self._say("* CAPABILITY IMAP4rev1")
        self._done()

    def _noop(self, rest: str) -> None:
        self._done()

    def _login(self, rest: str) -> None:
        words = [quoted or bare for quoted, bare in _QUOTED.findall(rest)]
        password = words[1].replace('\\"', '"') if len(words) == 2 else ""
        if not password or not hmac.compare_digest(password, self.server.password):
            self._say(f"{self._tag} NO [AUTHENTICATIONFAILED] wrong name or password")
            return
        self._owner = words[0].lower()
        self._done()

    def _select(self, rest: str) -> None:
        self._say(f"* {len(self._letters())} EXISTS")
        self._say("* 0 RECENT")
        self._say("* OK [UIDVALIDITY 1] one life of the peer")
        self._done("[READ-WRITE] selected")

    def _search(self, rest: str) -> None:
        wanted = self._letters()
        if "UNSEEN" in rest.upper():
            wanted = [one for one in wanted if not self.server.inbox.is_seen(self._owner, one)]
        self._say(" ".join(["* SEARCH", *(str(letter.number) for letter in wanted)]))
        self._done()

    def _fetch(self, rest: str) -> None:
        number, _, parts = rest.partition(" ")
        for place, letter in enumerate(self._letters(), 1):
            if str(letter.number) != number:
                continue
            name = "RFC822" if "RFC822" in parts.upper() else "BODY[]"
            head = f"* {place} FETCH (UID {letter.number} {name} {{{len(letter.content)}}}\r\n"
            self.wfile.write(head.encode() + letter.content + b")\r\n")
            if "PEEK" not in parts.upper():
                self.server.inbox.mark_seen(self._owner, letter)
        self._done()

    def _store(self, rest: str) -> None:
        number, _, change = rest.partition(" ")
        for letter in self._letters():
            if str(letter.number) == number and "\\SEEN" in change.upper():
                self.server.inbox.mark_seen(self._owner, letter)
        self._done()

    def _logout(self, rest: str) -> None:
        self._say("* BYE")
        self._done()
        self._tag = "*"

    def _letters(self) -> list[Letter]:
        return self.server.inbox.list_mailbox(self._owner)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def _done(self, words: str = "done") -> None:
        self._say(f"{self._tag} OK {words}")
