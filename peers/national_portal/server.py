"""The portal: follows the province's cases, takes filings and reports, lists procedures."""

import hashlib
import hmac
import json
import time
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from peers.axis.behaviour import Mode
from peers.mailbox import CLOCKS_APART_SECONDS, MailboxPeer, Refused, Taken, control_form
from peers.national_portal.fees import FeeDesk, Payment
from peers.national_portal.login import LoginDesk, entry_address
from peers.web import Answer, Asked, Route, page

CATALOGUE = Path(__file__).with_name("catalogue.json")
STATES = {
    1: "Mới đăng ký", 2: "Được tiếp nhận", 3: "Không được tiếp nhận", 4: "Đang xử lý",
    5: "Yêu cầu bổ sung", 6: "Yêu cầu thực hiện nghĩa vụ tài chính", 7: "Công dân rút hồ sơ",
    8: "Dừng xử lý", 9: "Đã xử lý xong", 10: "Đã trả kết quả",
}  # fmt: skip


class NationalPortal(MailboxPeer):
    """Serves the portal; ``cases`` is what people see of each case, by its token."""

    def __init__(
        self,
        port: int = 0,
        key: str = "test-only",
        *,
        login: LoginDesk | None = None,
        site: str = "http://localhost:8000",
    ) -> None:
        self.key, self.site = key, site
        self.login = login or LoginDesk("tinhso", key)
        self.fees = FeeDesk(self._tell_paid)
        self.cases: dict[str, dict[str, Any]] = {}
        self.states: dict[str, list[int]] = {}
        self.receipts: dict[str, dict[str, Any]] = {}
        self.answers: dict[str, list[dict[str, Any]]] = {}
        self.results: dict[str, dict[str, Any]] = {}
        self.papers: dict[str, list[dict[str, Any]]] = {}
        self.catalogue: list[dict[str, Any]] = json.loads(CATALOGUE.read_text(encoding="utf-8"))
        self.filing_count = self.report_count = 0
        super().__init__(
            port,
            {
                "/v1/case-states": ("case-state", self._state),
                "/v1/case-papers": ("case-papers", self._papers),
                "/v1/case-results": ("case-result", self._result),
                "/v1/filing-receipts": ("filing-receipt", self._receipt),
                "/v1/report-answers": ("report-answer", self._answer_of),
                "/v1/fee-claims": ("fee-claim", self.fees.take),
            },
        )
        # Cookies belong to a host, whatever its port: people and the province use one name.
        self.login.issuer = f"http://localhost:{self.port}"

    def more_routes(self) -> dict[str, Route]:
        """Give the routes of people and of the catalogue."""
        return {
            "GET /v1/procedures": self.signed(self._procedures),
            "GET /cases": lambda asked: Answer({"cases": self.cases, "states": self.states,
                                                "receipts": self.receipts,
                                                "answers": self.answers}),
            "POST /filings": self._file,
            "POST /reports": self._report,
            "POST /report": self._report_form,
            "POST /behave": self._behave,
            "POST /pay": self._pay,
            "GET /v1/payment": self.signed(self.fees.one),
            "GET /v1/payments": self.signed(self.fees.statement),
            "POST /v1/refunds": self.signed(self.fees.refund),
            **self.login.routes(),
        }  # fmt: skip

    def is_signed(self, asked: Asked) -> bool:
        """Tell whether the request is signed under the shared key, and fresh."""
        at = asked.headers.get("x-time", "")
        if not at.isdigit() or abs(time.time() - int(at)) > CLOCKS_APART_SECONDS:
            return False
        digest = hashlib.sha256(asked.body).hexdigest()
        expected = self._hmac(f"{asked.method}\n{asked.target}\n{at}\n{digest}")
        return hmac.compare_digest(expected, asked.headers.get("x-signature", ""))

    def sign_answer(self, asked: Asked, answer: Answer) -> Answer:
        """Sign status, the request's signature and the body."""
        digest = hashlib.sha256(answer.content).hexdigest()
        said = f"{int(answer.status)}\n{asked.headers['x-signature']}\n{digest}"
        answer.headers["X-Answer-Signature"] = self._hmac(said)
        return answer

    def _hmac(self, said: str) -> str:
        return hmac.new(self.key.encode(), said.encode(), hashlib.sha256).hexdigest()

    def _state(self, taken: Taken) -> None:
        body = taken.body
        if body.get("state") not in STATES:
            raise Refused("unknown state")
        case = str(body["case"])
        self.states.setdefault(case, []).append(int(body["state"]))
        known = self.cases.get(case)
        # A state replayed late never takes a case back: the province numbers them.
        if known is None or known["sequence"] < body["sequence"]:
            self.cases[case] = body

    def _papers(self, taken: Taken) -> None:
        self.papers[str(taken.body["case"])] = taken.body["papers"]

    def _result(self, taken: Taken) -> None:
        self.results[str(taken.body["case"])] = taken.body

    def _receipt(self, taken: Taken) -> None:
        self.receipts[str(taken.body["national_code"])] = taken.body

    def _answer_of(self, taken: Taken) -> None:
        self.answers.setdefault(str(taken.body["national_code"]), []).append(taken.body)

    def _procedures(self, asked: Asked) -> Answer:
        after, most = asked.query.get("after", ""), int(asked.query.get("most", "100"))
        rows = [row for row in self.catalogue if row["code"] > after][:most]
        return Answer({"procedures": rows})

    def file(self, **filing: Any) -> str:
        """File an application for somebody; gives the national code."""
        with self.lock:
            self.filing_count += 1
            number = self.filing_count
        code = str(filing.setdefault("national_code", f"000.00.QG-{number:06d}"))
        filing.setdefault("filed_at", _now())
        self.give(topic="case-filed", subject=code, sequence=1, body=filing)
        return code

    def report(self, **report: Any) -> str:
        """Make a citizen's report; gives the national code."""
        with self.lock:
            self.report_count += 1
            number = self.report_count
        code = str(report.setdefault("national_code", f"PAKN-{number:06d}"))
        report.setdefault("made_at", _now())
        self.give(topic="citizen-report", subject=code, sequence=1, body=report)
        return code

    def _file(self, asked: Asked) -> Answer:
        """File an application: ``POST /filings`` with what the contract's schema says."""
        return Answer({"national_code": self.file(**asked.fields)}, 201)

    def _report(self, asked: Asked) -> Answer:
        """Make a report: ``POST /reports`` with what the contract's schema says."""
        return Answer({"national_code": self.report(**asked.fields)}, 201)

    def _report_form(self, asked: Asked) -> Answer:
        form = asked.form
        self.report(subject=form["subject"], content=form["content"])
        return self.home(asked)

    def _behave(self, asked: Asked) -> Answer:
        body = json.dumps({"mode": Mode(asked.form["mode"])}).encode()
        self.control.set(Asked("/control", {}, body, "POST"))
        return self.home(asked)

    def _tell_paid(self, paid: Payment) -> None:
        body = {
            "payment": paid.number, "claim": paid.claim, "amount_vnd": paid.amount_vnd,
            "paid_at": paid.paid_at.isoformat(),
        }  # fmt: skip
        self.give(topic="fee-paid", subject=f"payment:{paid.number}", sequence=1, body=body)

    def _pay(self, asked: Asked) -> Answer:
        person = self.login.person_of(asked)
        claim = self.fees.claims.get(asked.form["claim"])
        if person is None or claim is None or claim["payer"] != person["identity_number"]:
            return Answer({"error": "nobody's claim who is signed in here"}, 403)
        self.fees.pay_form(asked)
        return self.home(asked)

    def _own(self, asked: Asked) -> str:
        """Give what somebody signed in sees: the way to the province, and fees to pay."""
        person = self.login.person_of(asked)
        if person is None:
            return self.login.form(None)
        link = escape(entry_address(self.site, self.login.issuer, "/thu-tuc/"))
        return (
            f"{self.login.form(person)}<p><a href='{link}'>Nộp hồ sơ ở tỉnh</a></p>"
            f"<ul>{self.fees.show(person['identity_number'])}</ul>"
        )

    def home(self, asked: Asked) -> Answer:
        """Show the cases as people see them, a form for a report, and how the server behaves."""
        with self.lock:
            rows = "".join(
                f"<li><p><strong>{escape(one['case_code'] or one['case'])}</strong> "
                f"{escape(one['procedure_name'])}</p><small>{one['state']} "
                f"{STATES[one['state']]} · {escape(one['agency_name'])}</small></li>"
                for one in reversed(list(self.cases.values())[-50:])
            )
        return page(
            "Cổng Dịch vụ công quốc gia (bản mô phỏng)",
            f"{self._own(asked)}{control_form(self.control.now.mode)}"
            "<form method='post' action='/report'><p><label>Phản ánh, kiến nghị "
            "<input name='subject' required value='Đèn đường hỏng (minh họa)'></label></p><p>"
            "<label>Nội dung <input name='content' required value='Đèn đường trước trường học "
            "không sáng từ ba hôm nay (minh họa).'></label> <button>Gửi phản ánh</button></p>"
            "</form>"
            f"<ul>{rows}</ul>",
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
