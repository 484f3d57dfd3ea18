"""People file and accept cases while web, worker and database are killed: each happens once.

Three clerks work through the JSON API of a running platform, as their programs would: whatever is
not answered is sent again with the same key. In the end everything is counted.
"""

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tools.folders import ROOT
from tools.tests.running_platform import Platform, platform_of_its_own

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]
CLERKS, CASES_EACH = 3, 12
#: Who is killed once so many answers came; a dead worker's job runs again after half a minute.
KILLS = (
    (6, ["worker"]),
    (14, ["postgres"]),
    (24, ["web"]),
    (32, ["relay", "sequencer"]),
    (42, ["postgres", "web"]),
    (54, ["web"]),
)
_SET_UP = """
import json
from tinhso.cases.tests.factories import example_answers, make_version, make_ward
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import PASSWORD, make_officer
with acting_as(SYSTEM):
    ward = make_ward()
    clerks = [make_officer(ward.office, "CLERK").username for _ in range({clerks})]
    make_version()
print("SAID" + json.dumps({{"clerks": clerks, "password": PASSWORD, "form": example_answers()}}))
"""
_COUNT = """
import json
from collections import Counter
from tinhso.cases.models import Case, CaseEvent, CaseSlip
from tinhso.core.actors import SYSTEM
from tinhso.core.models import OutboxMessage
from tinhso.core.rls import acting_as
from tinhso.ledger.models import LedgerEntry
from tinhso.notifications.models import Notification
with acting_as(SYSTEM):
    cases = list(Case.objects.order_by("pk"))
    kinds = [list(CaseEvent.objects.filter(case=case).order_by("ordinal")
        .values_list("kind", flat=True)) for case in cases]
    indexed = list(LedgerEntry.objects.exclude(index=None).order_by("index")
        .values_list("index", flat=True))
    print("SAID" + json.dumps({
        "tokens": [case.token for case in cases],
        "codes": sorted(int((case.code or "-0").rsplit("-", 1)[1]) for case in cases),
        "kinds": kinds,
        "slips": dict(Counter(CaseSlip.objects.values_list("form", flat=True))),
        "told": dict(Counter(Notification.objects.values_list("template", flat=True))),
        "told_of": Notification.objects.values("idempotency_key").distinct().count(),
        "waiting": OutboxMessage.objects.filter(state="PENDING", destination="telling").count(),
        "entries": LedgerEntry.objects.filter(subject__startswith="case:").count(),
        "unsealed": LedgerEntry.objects.filter(index=None).count(),
        "is_gapless": indexed == list(range(len(indexed))),
    }))
"""


@pytest.fixture
def platform() -> Iterator[Platform]:
    """Give a platform that can sign documents."""
    with platform_of_its_own() as started:
        started.loads = "load_calendar init_pki"
        started.start()
        yield started


def ask(platform: Platform, code: str) -> dict[str, Any]:
    """Run code inside the platform, on its database; give what it says."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", code],
        cwd=ROOT, env=platform.environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    said: dict[str, Any] = json.loads(done.stdout.rpartition("SAID")[2])
    return said


class Clerk:
    """A clerk's program: signed in once, sends again whatever was not answered."""

    def __init__(self, url: str, username: str, password: str) -> None:
        """Sign in as a browser does."""
        self.name, self.answers = username, 0
        self.client = httpx.Client(base_url=url, timeout=30)
        page = self.client.get("/dang-nhap/can-bo/").text
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found
        words = {"username": username, "password": password, "csrfmiddlewaretoken": found[1]}
        sent = self.client.post("/dang-nhap/can-bo/", data=words, headers={"Referer": url})
        assert sent.status_code == 302, sent.text

    def send(self, path: str, body: dict[str, Any], key: str) -> dict[str, Any]:
        """Send until it is answered."""
        deadline = time.monotonic() + 120
        headers = {"Idempotency-Key": key, "X-CSRFToken": self.client.cookies["csrftoken"]}
        while time.monotonic() < deadline:
            try:
                answer = self.client.post(path, json=body, headers=headers)
            except httpx.TransportError:
                time.sleep(0.1)
                continue
            if answer.status_code < 500:
                assert answer.status_code in {200, 201}, answer.text
                self.answers += 1
                told: dict[str, Any] = answer.json()
                return told
            time.sleep(0.1)
        raise AssertionError(f"never answered: {path}")

    def work(self, form: dict[str, Any]) -> list[str]:
        """File and accept cases; give their tokens as they were answered."""
        return [self._one(form, number) for number in range(CASES_EACH)]

    def _one(self, form: dict[str, Any], number: int) -> str:
        applicant = {
            "full_name": "Điểu Thị Mai",
            "identity_number": "070190000999",
            "birth_date": "1990-04-05",
        }
        body = {
            "procedure": "dang-ky-khai-sinh",
            "area_code": "25195",
            "applicant": applicant,
            "form": form,
            "papers": {},
        }
        token = str(self.send("/api/cases", body, f"{self.name}-{number}")["token"])
        self.send(f"/api/cases/{token}/accept", {}, f"{self.name}-{number}-accept")
        return token


def kill_on_the_way(platform: Platform, clerks: list[Clerk], is_over: threading.Event) -> int:
    """Kill one after the other as the work gets on; give how many were killed."""
    killed, count = 0, len(platform.children())
    for after, names in KILLS:
        while sum(clerk.answers for clerk in clerks) < after and not is_over.is_set():
            time.sleep(0.02)
        if is_over.is_set():
            break
        gone = platform.kill(names)
        killed += len(gone)
        platform.until(lambda: platform.is_whole_without(gone, count))  # noqa: B023
    return killed


def test_everything_is_done_once_whoever_is_killed(platform: Platform) -> None:
    made = ask(platform, _SET_UP.format(clerks=CLERKS))
    url = f"http://localhost:{platform.ports['8000']}"
    clerks = [Clerk(url, username, made["password"]) for username in made["clerks"]]
    is_over = threading.Event()

    with ThreadPoolExecutor(CLERKS + 1) as pool:
        killing = pool.submit(kill_on_the_way, platform, clerks, is_over)
        working = [pool.submit(clerk.work, made["form"]) for clerk in clerks]
        tokens = [token for work in working for token in work.result()]
        is_over.set()
        assert killing.result() >= 5

    whole = CLERKS * CASES_EACH

    def is_worked_off() -> bool:
        counted = ask(platform, _COUNT)
        left = (counted["waiting"], counted["unsealed"])
        return counted["slips"].get("01") == whole and left == (0, 0)

    platform.until(is_worked_off)
    counted = ask(platform, _COUNT)
    assert sorted(counted["tokens"]) == sorted(tokens)
    assert counted["codes"] == list(range(1, whole + 1))
    assert counted["kinds"] == [["SUBMIT", "ACCEPT"]] * whole
    assert counted["slips"] == {"01": whole}
    assert counted["told"]["case_accepted"] == whole
    assert counted["told_of"] == sum(counted["told"].values())
    assert counted["entries"] == 2 * whole
    assert counted["is_gapless"]
