"""The holders' phone: what waits for a confirmation, and what was answered."""

import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from html import escape

from peers.remote_signing.confirmations import Confirmation
from peers.remote_signing.keys import KeyHolder
from peers.web import Answer, page

_HERE = timezone(timedelta(hours=7))
_WORDS = {
    "confirmed": "Đã xác nhận",
    "refused": "Đã từ chối",
    "expired": "Đã hết giờ",
}


def phone(found: Iterable[Confirmation], holders: Mapping[str, KeyHolder]) -> Answer:
    """Show every question, the newest first."""
    rows = "".join(_row(one, holders[one.credential]) for one in reversed(list(found)))
    empty = "<p>Không có yêu cầu ký nào.</p>"
    body = f"<ul>{rows}</ul>" if rows else empty
    return page("Ứng dụng ký số trên điện thoại (bản mô phỏng)", body)


def _row(one: Confirmation, holder: KeyHolder) -> str:
    state = one.state(time.time())
    asked = datetime.fromtimestamp(one.asked_at, _HERE)
    foot = _buttons(one.handle) if state == "open" else f"<p><strong>{_WORDS[state]}</strong></p>"
    return (
        f"<li><p><strong>{escape(one.title)}</strong></p>"
        f"<p>{escape(holder.name)}, {escape(holder.title)}, {escape(holder.organisation)}</p>"
        f"<p><small>{len(one.digests)} chữ ký · {asked:%H:%M:%S %d/%m/%Y}</small></p>{foot}</li>"
    )


def _buttons(handle: str) -> str:
    hidden = f'<input type="hidden" name="handle" value="{escape(handle)}">'
    return (
        f'<form method="post" action="/answer">{hidden}'
        '<button name="answer" value="confirmed">Xác nhận ký</button> '
        '<button name="answer" value="refused">Từ chối</button></form>'
    )
