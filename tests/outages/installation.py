"""One installation in a process of its own, told by lines what to do: ``python -m … PORT``.

It serves its pages on the port and answers each line of JSON (``[verb, words…]``) by one.
"""

import io
import json
import sys
from collections.abc import Callable
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Keep the channel free for answers."""


def main() -> None:
    """Serve and obey until there are no more lines."""
    django.setup()
    from config.wsgi import application

    server = make_server("127.0.0.1", int(sys.argv[1]), application, handler_class=_Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    verbs = _verbs()
    for line in sys.stdin:
        verb, *words = json.loads(line)
        sys.stdout.write(json.dumps(verbs[verb](*words)) + "\n")
        sys.stdout.flush()


def _verbs() -> dict[str, Callable[..., object]]:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from tinhso.core.clock import now
    from tinhso.ledger.gateways import key_files
    from tinhso.ledger.models import WitnessState
    from tinhso.ledger.operations import ask_witnesses
    from tinhso.ledger.rules import notes
    from tinhso.ledger.tests.factories import record_many, sequence

    def grow(count: int) -> int:
        record_many(count)
        return sequence()

    def log_key() -> str:
        return notes.verifier_key(settings.LEDGER_ORIGIN, key_files.find_public_key() or b"")

    def witness(key: str) -> str:
        told = io.StringIO()
        call_command("witness_log", key, stdout=told)
        return told.getvalue().strip()

    def trust(witnesses: list[str]) -> int:
        settings.LEDGER_WITNESSES = witnesses
        return len(witnesses)

    def ask() -> tuple[int, list[str]]:
        signed = ask_witnesses(at=now())
        return signed, list(WitnessState.objects.values_list("problem", flat=True))

    def leave() -> bool:
        connection.close()
        return True

    return {
        "grow": grow, "log_key": log_key, "witness": witness, "trust": trust, "ask": ask,
        "leave": leave,
    }  # fmt: skip


if __name__ == "__main__":
    main()
