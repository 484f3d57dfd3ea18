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

from tinhso.core import clock
from tinhso.notifications.gateways.calls import read_json, require_fresh, require_same
from tinhso.notifications.gateways.parcel import (
    AddressRefused,
    Incoming,
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
        """Send a letter; see ``parcel.Provider``."""
        letter = write_letter(parcel)
        try:
            self._send(letter)
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
        return str(letter["Message-ID"]).strip("<>")

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


def write_letter(parcel: Parcel) -> EmailMessage:
    """Write the letter in the person's language, as text and as HTML."""
    context = {
        "full_name": parcel.full_name,
        "title": parcel.title,
        "body": parcel.body,
        "address": f"{settings.SITE_URL}{parcel.url}" if parcel.url else "",
        "stop_address": parcel.stop_url,
        "language": parcel.language,
    }
    with translation.override(parcel.language):
        text = render_to_string("notifications/email.txt", context)
        html = render_to_string("notifications/email.html", context)
    letter = EmailMessage(policy=SMTP)
    letter["From"] = settings.EMAIL_FROM
    letter["To"] = parcel.address
    letter["Subject"] = parcel.title
    letter["Date"] = format_datetime(clock.local(parcel.created_at))
    letter["Message-ID"] = f"<{parcel.reference}@{settings.EMAIL_FROM.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    if parcel.stop_url:
        letter["List-Unsubscribe"] = f"<{parcel.stop_url}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter.set_content(text)
    letter.add_alternative(html, subtype="html")
    return letter
