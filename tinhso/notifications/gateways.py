"""Sends e-mail through the province's mail server: the outbox's destination "email"."""

import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import structlog
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from tinhso.core import clock
from tinhso.core.outbox import Delivery, PermanentFailure
from tinhso.notifications.models import Notification
from tinhso.notifications.queries import wording_of, write_words
from tinhso.notifications.rules import LANGUAGES

EMAIL = "email"
_PERMANENT = range(500, 600)
_PATIENCE_SECONDS = 10
_log = structlog.get_logger(__name__)


def send_email(delivery: Delivery) -> None:
    """Send one notification by e-mail; a second try carries the same Message-ID.

    A person without an address gets none. Refusals that stay (5xx) are not tried again.

    :raises PermanentFailure: the server refuses the letter or the address for good.
    :raises OSError: anything that may pass: try again (``smtplib``'s errors are ``OSError``).
    """
    key = delivery.payload["notification"]
    notification = Notification.objects.select_related("person").filter(idempotency_key=key).first()
    if notification is not None:
        keep_words(notification)
    if notification is None or not notification.person.email:
        _log.info("no e-mail address", notification=key)
        return
    letter = write_letter(notification, delivery)
    try:
        with smtplib.SMTP(
            settings.EMAIL_HOST,
            settings.EMAIL_PORT,
            timeout=settings.EMAIL_TIMEOUT or _PATIENCE_SECONDS,
        ) as server:
            server.send_message(letter)
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _ in error.recipients.values()}
        _give_up_if(all(code in _PERMANENT for code in codes), error)
        raise
    except smtplib.SMTPResponseException as error:
        _give_up_if(error.smtp_code in _PERMANENT, error)
        raise


def keep_words(notification: Notification) -> None:
    """Write both languages once: what the person was told does not change with its template."""
    if notification.title_vi:
        return
    in_vi, in_en = (write_words(notification, language) for language in LANGUAGES)
    notification.title_vi, notification.body_vi = in_vi.title, in_vi.body
    notification.title_en, notification.body_en = in_en.title, in_en.body
    notification.save(update_fields=["title_vi", "title_en", "body_vi", "body_en"])


def write_letter(notification: Notification, delivery: Delivery) -> EmailMessage:
    """Write the letter in the person's language, as text and as HTML."""
    person = notification.person
    wording = wording_of(notification, person.language)
    context = {
        "full_name": person.full_name,
        "title": wording.title,
        "body": wording.body,
        "address": f"{settings.SITE_URL}{notification.url}" if notification.url else "",
        "language": person.language,
    }
    with translation.override(person.language):
        text = render_to_string("notifications/email.txt", context)
        html = render_to_string("notifications/email.html", context)
    letter = EmailMessage(policy=SMTP)
    letter["From"] = settings.EMAIL_FROM
    letter["To"] = person.email
    letter["Subject"] = wording.title
    letter["Date"] = format_datetime(clock.local(notification.created_at))
    letter["Message-ID"] = _message_id(delivery.idempotency_key)
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    letter.add_alternative(html, subtype="html")
    return letter


def _message_id(key: str) -> str:
    domain = settings.EMAIL_FROM.rpartition("@")[2]
    local = "".join(letter if letter.isalnum() else "." for letter in key)
    return f"<{local}@{domain}>"


def _give_up_if(is_permanent: bool, error: Exception) -> None:
    if is_permanent:
        raise PermanentFailure(str(error)) from error
