"""Processes that issue documents and sometimes die: ``python -m …numbering_worker '<JSON>'``.

Django is loaded once, then every share is a process of its own, forked. It goes through its jobs
and leaves out those that are done. At the turns it is told it kills itself (SIGKILL) after the
number is taken and before the transaction ends, once a turn; its share is begun anew. How many
died is written to standard output.
"""

import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

import django


def main() -> None:
    """Have all shares worked off."""
    job: dict[str, Any] = json.loads(sys.argv[1])
    django.setup()
    from django.conf import settings
    from django.db import connection

    connection.settings_dict.update(job["database"])
    settings.PKI_DIR, settings.MEDIA_ROOT = job["pki"], job["files"]
    settings.PKCS11_MODULE = "none"
    running = {_fork(job, share): share for share in range(job["shares"])}
    killed = 0
    while running:
        pid, status = os.wait()
        share = running.pop(pid)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            killed += 1
            running[_fork(job, share)] = share
        elif status:
            sys.exit(f"share {share} failed")
    sys.stdout.write(str(killed))


def _fork(job: dict[str, Any], share: int) -> int:
    """Begin a share in a process of its own; no connection is open yet that could be shared."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        for turn in range(share, job["count"], job["shares"]):
            _do(job, turn)
        code = 0
    finally:
        if code:
            traceback.print_exc()
        os._exit(code)


def _do(job: dict[str, Any], turn: int) -> None:
    from django.db import transaction

    from tinhso.core.actors import SYSTEM, Actor
    from tinhso.core.rls import acting_as
    from tinhso.documents.models import Document

    actor = Actor.from_json(job["actor"])
    with acting_as(SYSTEM), transaction.atomic():
        if Document.objects.filter(subject=f"job:{turn}").exists():
            return
        (_issue if job["whole"] else _number)(job, turn, actor)
        died = Path(job["files"]) / f"died-{turn}"
        if turn in job["deaths"] and not died.exists():
            died.parent.mkdir(parents=True, exist_ok=True)
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)


def _number(job: dict[str, Any], turn: int, actor: Any) -> None:
    """Take a number and write the row that holds it, nothing else."""
    from tinhso.core.identifiers import new_token
    from tinhso.documents.api import take_number
    from tinhso.documents.models import Document, DocumentKind, DocumentState
    from tinhso.documents.tests.factories import AT

    number = take_number(agency_id=job["agency"], register="CV", year=AT.year)
    Document.objects.create(
        token=new_token(),
        kind=DocumentKind.OFFICIAL,
        template="official",
        state=DocumentState.SIGNED,
        agency_id=job["agency"],
        subject=f"job:{turn}",
        title="Công văn",
        register="CV",
        year=AT.year,
        number=number,
        created_at=AT,
    )


def _issue(job: dict[str, Any], turn: int, actor: Any) -> None:
    """Number, render, sign and seal a slip."""
    from tinhso.documents.api import DocumentKind, issue_signed
    from tinhso.documents.tests.factories import AT, slip_content
    from tinhso.orgs.api import Agency

    issue_signed(
        actor=actor,
        at=AT,
        kind=DocumentKind.SLIP,
        template="slip_01",
        title="Giấy tiếp nhận",
        agency=Agency.objects.get(pk=job["agency"]),
        person_id=None,
        subject=f"job:{turn}",
        content=slip_content(),
        register="CV",
    )


if __name__ == "__main__":
    main()
