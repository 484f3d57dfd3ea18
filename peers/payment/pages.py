"""The payer's page and the control page."""

from html import escape

from peers.payment.book import Order
from peers.payment.control import Api, Behaviour, Notify, Outcome

STYLE = """
:root { color-scheme: light dark; --line: #767676; --brand: #0b4f8a; }
body { margin: 0; font: 1.0625rem/1.5 system-ui, sans-serif; }
header { background: var(--brand); color: #fff; padding: .75rem 1rem; font-weight: 700; }
main { max-width: 40rem; margin: 0 auto; padding: 1rem; }
main.wide { max-width: 64rem; }
h1 { font-size: 1.5rem; }
.amount { font-size: 2rem; font-weight: 700; font-variant-numeric: tabular-nums; margin: .5rem 0; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; }
dt { color: #595959; } dd { margin: 0; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) { dt { color: #c8c8c8; } }
fieldset { border: 1px solid var(--line); border-radius: .5rem; }
fieldset { margin: 0 0 1rem; padding: .5rem 1rem 1rem; }
label { display: block; padding: .4rem 0; }
button { font: inherit; padding: .7rem 1.1rem; cursor: pointer; }
button { border-radius: .4rem; border: 1px solid var(--line); }
button.main { background: var(--brand); color: #fff; border-color: var(--brand); font-weight: 700; }
form.actions { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; }
table { border-collapse: collapse; width: 100%; } .scroll { overflow-x: auto; }
th, td { text-align: left; padding: .4rem .6rem; white-space: nowrap; }
th, td { border-bottom: 1px solid var(--line); }
select, input { font: inherit; padding: .3rem .5rem; }
:focus-visible { outline: 3px solid #ffb000; outline-offset: 2px; }
"""
BANKS = ("Ngân hàng A (minh họa)", "Ngân hàng B (minh họa)", "Ví điện tử C (minh họa)")
_WORDS = {
    "PENDING": "Chờ trả",
    "CAPTURED": "Đã thu",
    "FAILED": "Không thành công",
    "EXPIRED": "Hết hạn",
}


def _layout(title: str, body: str, css_class: str = "") -> str:
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>"
        '<link rel="stylesheet" href="/style.css"></head><body>'
        "<header>Cổng thanh toán – bản mô phỏng, không trừ tiền thật</header>"
        f'<main class="{css_class}"><h1>{escape(title)}</h1>{body}</main></body></html>'
    )


def _vnd(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")


def pay_page(order: Order) -> str:
    """Ask the payer to pay, or say that there is nothing to pay any more."""
    facts = (
        f'<p class="amount">{_vnd(order.amount_vnd)}</p>'
        f"<dl><dt>Nội dung</dt><dd>{escape(order.description)}</dd>"
        f"<dt>Mã đơn</dt><dd>{escape(order.number)}</dd></dl>"
    )
    if order.status != "PENDING":
        back = f'<p><a href="{escape(order.return_url)}">Về trang dịch vụ công</a></p>'
        return _layout("Thanh toán", f"{facts}<p>{_WORDS[order.status]}.</p>{back}")
    banks = "".join(
        f'<label><input type="radio" name="bank" value="{number}"{"" if number else " checked"}> '
        f"{escape(name)}</label>"
        for number, name in enumerate(BANKS)
    )
    return _layout(
        "Thanh toán",
        f'{facts}<form method="post"><fieldset><legend>Trả bằng</legend>{banks}</fieldset>'
        '<p class="actions"><button class="main" name="do" value="pay">Trả tiền</button> '
        '<button name="do" value="short">Không đủ số dư</button> '
        '<button name="do" value="cancel">Hủy</button></p></form>',
    )


def control_page(orders: list[Order], behaviour: Behaviour) -> str:
    """Show how the peer behaves, let it be changed, list what was ordered."""
    form = (
        '<form class="actions" method="post" action="/control">'
        + _select("api", "Trả lời", [mode.value for mode in Api], behaviour.api)
        + _select("notify", "Báo tin", [mode.value for mode in Notify], behaviour.notify)
        + _select("outcome", "Kết quả", [mode.value for mode in Outcome], behaviour.outcome)
        + f'<label>Chậm (ms) <input name="delay_ms" size="6" value="{behaviour.delay_ms}"></label>'
        + f'<label>Số lần (0: mãi) <input name="count" size="4" value="{behaviour.count}"></label>'
        + '<button class="main">Đổi</button></form>'
    )
    rows = "".join(
        f"<tr><td>{escape(order.created_at[:19])}</td><td>{escape(order.number)}</td>"
        f"<td>{_vnd(order.amount_vnd)}</td><td>{_WORDS[order.status]}</td>"
        f"<td>{escape(order.transaction)}</td><td>{len(order.refunds)}</td></tr>"
        for order in orders[:200]
    )
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("Lúc (UTC)", "Mã đơn", "Số tiền", "Tình trạng", "Giao dịch", "Hoàn")
    )
    table = f'<div class="scroll" tabindex="0"><table><tr>{head}</tr>{rows}</table></div>'
    return _layout("Điều khiển", f"{form}<h2>Đơn đã nhận</h2>{table}", "wide")


def _select(name: str, label: str, modes: list[str], chosen: str) -> str:
    options = "".join(
        f'<option value="{mode}"{" selected" if mode == chosen else ""}>{mode}</option>'
        for mode in modes
    )
    return f'<label>{label} <select name="{name}">{options}</select></label>'
