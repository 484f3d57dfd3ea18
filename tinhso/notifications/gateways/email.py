"""E-mail through the province's mail server, which reports bounces back over a signed call."""

import hashlib
import hmac
import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from tinhso.core import clock
from tinhso.notifications.gateways.calls import read_json, require_fresh, require_same
from tinhso.notifications.gateways.parcel import (
    AddressRefused,
    Incoming,
    Letter,
    MessageRefused,
    NotTaken,
    Parcel,
    Reported,
    Unclear,
)
from tinhso.notifications.rules import Channel, State

_PERMANENT = range(500, 600)
_PATIENCE_SECONDS = 10


class Mail:
    """The mail server; a second try carries the same Message-ID, so one letter is shown."""

    name = "mail"
    channel = Channel.EMAIL

    def is_configured(self) -> bool:
        """Tell whether there is a mail server."""
        return bool(settings.EMAIL_HOST)

    def send(self, parcel: Parcel) -> str:
        """Send a message as a letter; see ``parcel.Provider``."""
        return self.send_letter(letter_of(parcel))

    def send_letter(self, letter: Letter) -> str:
        """Send a letter with what goes with it; raises as ``send`` does."""
        written = write_letter(letter)
        try:
            self._send(written)
        except smtplib.SMTPRecipientsRefused as error:
            codes = {code for code, _ in error.recipients.values()}
            if all(code in _PERMANENT for code in codes):
                raise AddressRefused(str(error)) from error
            raise NotTaken(str(error)) from error
        except smtplib.SMTPResponseException as error:
            if error.smtp_code in _PERMANENT:
                raise MessageRefused(str(error)) from error
            raise NotTaken(str(error)) from error
        except ConnectionRefusedError as error:
            raise NotTaken(str(error)) from error
        except OSError as error:  # smtplib's own errors are OSErrors too
            raise Unclear(f"{type(error).__name__}: {error}") from error
        return str(written["Message-ID"]).strip("<>")

    def ask(self, reference: str) -> State | None:
        """Know nothing: a mail server tells of bounces by itself."""
        return State.SENT

    def read_report(self, incoming: Incoming) -> Reported:
        """Read a bounce signed with HMAC-SHA-256 over ``time.body``."""
        moment = incoming.headers.get("X-Mail-Time", "")
        signed = f"{moment}.".encode() + incoming.body
        wanted = hmac.new(settings.EMAIL_WEBHOOK_KEY.encode(), signed, hashlib.sha256)
        require_same(incoming.headers.get("X-Mail-Signature", ""), wanted.hexdigest())
        require_fresh(float(moment))
        message_id = str(read_json(incoming.body)["message_id"])
        return Reported(message_id.strip("<>").partition("@")[0], State.BOUNCED)

    def _send(self, letter: EmailMessage) -> None:
        with smtplib.SMTP(
            settings.EMAIL_HOST,
            settings.EMAIL_PORT,
            timeout=settings.EMAIL_TIMEOUT or _PATIENCE_SECONDS,
        ) as server:
            server.send_message(letter)


def send_letter(letter: Letter) -> None:
    """Hand a letter with its enclosures to the mail server, from an outbox's sender.

    :raises AddressRefused: the address is wrong for good.
    :raises MessageRefused: the letter is never taken, for instance too large.
    :raises NotTaken: the server has not taken it; try later.
    :raises Unclear: the line broke; sent again under the same reference it is the same letter.
    """
    Mail().send_letter(letter)


def letter_of(parcel: Parcel) -> Letter:
    """Give a message as the letter it is sent as."""
    with translation.override(parcel.language):
        link_words = _("Xem hồ sơ")
    return Letter(
        reference=parcel.reference,
        address=parcel.address,
        language=parcel.language,
        full_name=parcel.full_name,
        title=parcel.title,
        body=parcel.body,
        url=parcel.url,
        link_words=link_words,
        stop_url=parcel.stop_url,
        created_at=parcel.created_at,
    )


def write_letter(letter: Letter) -> EmailMessage:
    """Write the letter in the person's language, as text and as HTML, with its enclosures."""
    context = {
        "full_name": letter.full_name,
        "title": letter.title,
        "body": letter.body,
        "address": f"{settings.SITE_URL}{letter.url}" if letter.url else "",
        "link_words": letter.link_words,
        "stop_address": letter.stop_url,
        "language": letter.language,
    }
    with translation.override(letter.language):
        text = render_to_string("notifications/email.txt", context)
        html = render_to_string("notifications/email.html", context)
    written = EmailMessage(policy=SMTP)
    written["From"] = settings.EMAIL_FROM
    written["To"] = letter.address
    written["Subject"] = letter.title
    written["Date"] = format_datetime(clock.local(letter.created_at))
    written["Message-ID"] = f"<{letter.reference}@{settings.EMAIL_FROM.rpartition('@')[2]}>"
    written["Auto-Submitted"] = "auto-generated"
    if letter.stop_url:
        written["List-Unsubscribe"] = f"<{letter.stop_url}>"
        written["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    written.set_content(text)
    written.add_alternative(html, subtype="html")
    for enclosure in letter.enclosures:
        main, _slash, sub = enclosure.media_type.partition("/")
        written.add_attachment(
            enclosure.content, maintype=main, subtype=sub, filename=enclosure.name
        )
    return written
