"""The chat service: what the line writes to a person goes out by a signed call."""

import json
import time

from django.conf import settings

from tinhso.contact.rules.signing import signature
from tinhso.core.http import httpx
from tinhso.core.outbox import PermanentFailure

PATH = "/v1/messages"
_FINAL = frozenset({400, 404, 410, 422})


class ChatAway(Exception):
    """The service did not take the message; it is tried again."""


def send_message(*, user_id: str, text: str, reference: str) -> None:
    """Write to a person; the same reference is shown once, however often it is sent.

    :raises PermanentFailure: the person cannot be written to any more.
    :raises ChatAway: the service does not answer.
    """
    body = json.dumps({"user_id": user_id, "text": text, "reference": reference}).encode()
    moment = str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "X-Chat-Time": moment,
        "X-Chat-Signature": signature(settings.CHAT_KEY, moment, PATH, body),
    }
    try:
        answer = httpx.post(
            f"{settings.CHAT_URL}{PATH}",
            content=body,
            headers=headers,
            timeout=settings.CHAT_TIMEOUT,
        )
    except httpx.HTTPError as error:
        raise ChatAway(type(error).__name__) from error
    if answer.status_code in _FINAL:
        raise PermanentFailure(f"{answer.status_code}: {answer.text[:200]}")
    if answer.status_code != 200:
        raise ChatAway(str(answer.status_code))
