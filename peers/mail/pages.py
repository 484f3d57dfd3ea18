"""The inbox as web pages."""

from html import escape
from urllib.parse import quote

from peers.mail.inbox import Letter

STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; font: 1.0625rem/1.5 system-ui, sans-serif; }
header { background: #0b5f4b; color: #fff; padding: .75rem 1rem; font-weight: 700; }
main { max-width: 52rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .5rem; border-bottom: 1px solid #767676; vertical-align: top; }
input, button { font: inherit; padding: .4rem .6rem; }
pre { white-space: pre-wrap; font: inherit; }
:focus-visible { outline: 3px solid #ffb000; outline-offset: 2px; }
"""


def _layout(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        '<link rel="stylesheet" href="/style.css"></head><body>'
        "<header>Hộp thư – bản mô phỏng</header>"
        f"<main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def list_page(letters: list[Letter], recipient: str) -> str:
    """Show the letters, newest first, with a search by recipient."""
    search = (
        '<form method="get" action="/"><p><label for="to">Người nhận (địa chỉ thư)</label> '
        f'<input id="to" name="to" type="email" value="{escape(recipient)}"> '
        "<button>Tìm</button></p></form>"
    )
    if not letters:
        return _layout("Thư đã gửi", search + "<p>Chưa có thư nào.</p>")
    rows = "".join(_row(letter) for letter in letters[:200])
    head = '<th scope="col">Tiêu đề</th><th scope="col">Người nhận</th><th scope="col">Lúc</th>'
    return _layout("Thư đã gửi", f"{search}<table><tr>{head}</tr>{rows}</table>")


def _row(letter: Letter) -> str:
    link = f'<a href="/thu/{quote(letter.id)}">{escape(letter.subject or "(không tiêu đề)")}</a>'
    when = letter.received_at.astimezone().strftime("%H:%M:%S %d/%m/%Y")
    return f"<tr><td>{link}</td><td>{escape(', '.join(letter.recipients))}</td><td>{when}</td></tr>"


def letter_page(letter: Letter) -> str:
    """Show one letter: its text, never its HTML, so that nothing in it runs."""
    return _layout(
        letter.subject or "(không tiêu đề)",
        f"<p>Từ: {escape(letter.sender)}<br>Đến: {escape(', '.join(letter.recipients))}</p>"
        f'<pre>{escape(letter.text)}</pre><p><a href="/">Về danh sách thư</a></p>',
    )
