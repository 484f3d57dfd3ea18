"""The line's mailbox over IMAP, and letters out over SMTP."""

import imaplib
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from tinhso.contact.rules.letters import LOOP_HEADER
from tinhso.core import clock
from tinhso.core.outbox import PermanentFailure

if TYPE_CHECKING:
    from datetime import datetime

_PATIENCE_SECONDS = 15
_AT_ONCE = 50


class MailboxAway(Exception):
    """The mailbox does not answer; letters stay there and are fetched next time."""


class Mailbox:
    """An open mailbox; letters stay unread until they are taken."""

    def __init__(self) -> None:
        """Sign in.

        :raises MailboxAway: it does not answer, or not to us.
        """
        kind = imaplib.IMAP4_SSL if settings.IMAP_USES_TLS else imaplib.IMAP4
        try:
            self._box = kind(settings.IMAP_HOST, settings.IMAP_PORT, timeout=_PATIENCE_SECONDS)
            self._box.login(settings.IMAP_USER, settings.IMAP_PASSWORD)
            self._box.select("INBOX")
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxAway(str(error)) from error

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Give the unread letters with their keys, the oldest first."""
        try:
            for uid in self._unread_keys()[:_AT_ONCE]:
                _status, parts = self._box.uid("FETCH", uid, "(BODY.PEEK[])")
                whole = next((part[1] for part in parts if isinstance(part, tuple)), None)
                if isinstance(whole, bytes):
                    yield uid, whole
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxAway(str(error)) from error

    def mark_read(self, uid: str) -> None:
        """Say that a letter has been taken."""
        try:
            self._box.uid("STORE", uid, "+FLAGS", r"(\Seen)")
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxAway(str(error)) from error

    def close(self) -> None:
        """Sign out."""
        try:
            self._box.logout()
        except (OSError, imaplib.IMAP4.error):
            self._box.shutdown()

    def _unread_keys(self) -> list[str]:
        _status, found = self._box.uid("SEARCH", "UNSEEN")
        listed = found[0] if found and isinstance(found[0], bytes) else b""
        return listed.decode().split()


def write_letter(
    *,
    message_id: str,
    to: str,
    subject: str,
    text: str,
    at: "datetime",
    answers: str = "",
) -> EmailMessage:
    """Write a letter of the line; it says that a machine sent it, so that none answers."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = formataddr((_("Đường dây 1022"), settings.CONTACT_EMAIL))
    letter["To"] = to
    letter["Subject"] = subject
    letter["Date"] = format_datetime(clock.local(at))
    letter["Message-ID"] = f"<{message_id}>"
    if answers:
        letter["In-Reply-To"] = f"<{answers}>"
        letter["References"] = f"<{answers}>"
    letter["Auto-Submitted"] = "auto-replied"
    letter["X-Auto-Response-Suppress"] = "All"
    letter[LOOP_HEADER] = "1"
    letter.set_content(text)
    return letter


def send_letter(letter: EmailMessage) -> None:
    """Hand a letter to the mail server.

    :raises PermanentFailure: it will never be taken.
    """
    try:
        with smtplib.SMTP(
            settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=settings.EMAIL_TIMEOUT
        ) as server:
            server.send_message(letter)
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _said in error.recipients.values()}
        if all(500 <= code < 600 for code in codes):
            raise PermanentFailure(str(error)) from error
        raise
    except smtplib.SMTPResponseException as error:
        if 500 <= error.smtp_code < 600:
            raise PermanentFailure(str(error)) from error
        raise
