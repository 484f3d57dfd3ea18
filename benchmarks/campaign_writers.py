"""Writers of the crash campaign: officers' programs that send again whatever was not answered."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.client import Answer, BadAnswer, Client

_PATIENCE_SECONDS = 300
_PAUSE_SECONDS = 0.2
_FORM_TOKEN = "c" * 32
_CLAIM = re.compile(rb"/can-bo/thu-phi/([a-z0-9]{20,})/")
_NAMES = {"RETURN_STEP": "return"}
Step = tuple[str, str, dict[str, Any]]


@dataclass
class Written:
    """What was acknowledged of one case: its history, and whether its fee was taken."""

    token: str
    kinds: list[str] = field(default_factory=lambda: ["SUBMIT"])
    takes_cash: bool = False


class Refused(Exception):
    """The platform refused what nobody should refuse: something was lost or done twice."""


class Writer:
    """Lets cases live one after the other as their clerk, specialist, leader and registrar."""

    def __init__(self, port: int, number: int, cast: dict[str, Any], writes: int) -> None:
        """Work until so many writes are acknowledged."""
        self._cast, self._number, self._writes = cast, number, writes
        mine = cast["writers"][number]
        self._drawer = str(mine["drawer"])
        self._clients = {
            role: Client(port, {"tinhso_session": key, "csrftoken": _FORM_TOKEN})
            for role, key in mine["sessions"].items()
        }
        self.acknowledged = self.sent_again = 0
        self.written: list[Written] = []

    def work(self) -> None:
        """Let case after case live."""
        while self.acknowledged < self._writes:
            self._one(len(self.written))

    def _one(self, number: int) -> None:
        # Everybody files once: messages of a person leave one after the other.
        identity = f"07019{self._number}{number:06d}"
        applicant = {**self._cast["applicant"], "identity_number": identity}
        body = {**self._cast["filing"], "applicant": applicant}
        filed = self._send("CLERK", "/api/cases", body, f"{number}")
        case = Written(str(json.loads(filed.body)["token"]))
        self.written.append(case)
        for turn, (role, action, words) in enumerate(self._life(number)):
            if self.acknowledged >= self._writes:
                return
            if action == "cash":
                self._take_cash(case)
                continue
            name = _NAMES.get(action) or action.lower().replace("_", "-")
            path = f"/api/cases/{case.token}/{name}"
            self._send(role, path, words, f"{number}-{turn}")
            case.kinds.append(action)

    def _life(self, number: int) -> Iterator[Step]:
        """Give who does what: asked for more, promised, paid, looked at, drafted again, issued."""
        fields, soon = self._cast["result"], datetime.now(UTC) + timedelta(days=1)
        if number % 4 == 0:
            yield "CLERK", "REQUEST_SUPPLEMENT", {"reason": "Ảnh mờ", "paper_codes": []}
            yield "CLERK", "PROVIDE_SUPPLEMENT", {"message": "Đã chụp lại"}
        yield "CLERK", "ACCEPT", {}
        yield "CLERK", "cash", {}
        where = {"planned_at": soon.isoformat(), "place": "Số 12", "people": ["Ông An"]}
        yield "SPECIALIST", "PLAN_INSPECTION", {"inspection": where}
        yield "CLERK", "COMPLAIN", {"message": "Chậm"}
        answer = {"complaint_outcome": "UPHELD", "message": "Xin lỗi"}
        yield "LEADER", "ANSWER_COMPLAINT", answer
        wish = {"agency_id": self._cast["helper"], "task": "Xác minh cư trú", "hours": 2}
        yield "SPECIALIST", "CONSULT", {"agency_id": wish["agency_id"], "question": "Có cư trú?"}
        for round_number in range(3):
            drafted = {**fields, "register_number": f"{number}{round_number}"}
            yield "SPECIALIST", "DRAFT_RESULT", {"form": drafted}
            yield "SPECIALIST", "FORWARD", {"note": f"lần {round_number}"}
            if round_number < 2 or number % 10:
                yield "LEADER", "RETURN_STEP", {"reason": "Sai số quyển"}
        if number % 10 == 0:
            yield "LEADER", "SIGN_RESULT", {}
            yield "REGISTRAR", "ISSUE_RESULT", {}
            yield "CLERK", "HAND_OVER", {}
        elif number % 3 == 0:
            yield "CLERK", "WITHDRAW", {"reason": "Nhầm"}

    def _take_cash(self, case: Written) -> None:
        page = self._patiently("CLERK", "GET", f"/can-bo/ho-so/{case.token}/")
        found = _CLAIM.search(page.body)
        if found is None:
            raise Refused(f"no claim on the page of {case.token}")
        form = f"drawer={self._drawer}&csrfmiddlewaretoken={_FORM_TOKEN}".encode()
        path = f"/can-bo/thu-phi/{found[1].decode()}/thu-tien/"
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self._patiently("CLERK", "POST", path, form, kind)
        if answer.status != 302:
            raise Refused(f"cash: {answer.status} {answer.body[:300]!r}")
        case.takes_cash = True
        self.acknowledged += 1

    def _send(self, role: str, path: str, words: dict[str, Any], key: str) -> Answer:
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": f"w{self._number}-{key}",
            "X-CSRFToken": _FORM_TOKEN,
        }
        answer = self._patiently(role, "POST", path, json.dumps(words).encode(), headers)
        if answer.status not in {200, 201}:
            raise Refused(f"{path}: {answer.status} {answer.body[:500]!r}")
        self.acknowledged += 1
        return answer

    def _patiently(
        self,
        role: str,
        method: str,
        path: str,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send until somebody answers with something else than being out of order."""
        client = self._clients[role]
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                answer = client.send(method, path, body, headers)
                if answer.status < 500:
                    return answer
            except (OSError, BadAnswer, ValueError, IndexError):
                client.close()
            self.sent_again += 1
            time.sleep(_PAUSE_SECONDS)
        raise Refused(f"never answered: {path}")
