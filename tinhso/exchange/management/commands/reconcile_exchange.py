"""Compare our accounts with the partners' own: ``manage.py reconcile_exchange [code …]``."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.tasks import as_system
from tinhso.exchange.models import Reconciliation
from tinhso.exchange.operations import reconcile
from tinhso.exchange.queries.contracts import list_connectors


class Command(BaseCommand):
    """Prints counts and differences; ends with an error when something is lost or doubled."""

    help = "Compares what was sent and received with each partner's own account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the codes of connectors; none means every one this installation is connected to."""
        parser.add_argument("codes", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, print, judge.

        :raises CommandError: an account differs, or a partner does not answer.
        """
        known = {one.code: one for one in list_connectors() if one.is_exchanged}
        codes = options["codes"] or [code for code, one in known.items() if one.address]
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise CommandError(f"no such connector: {', '.join(unknown)}")
        bad = [code for code in codes if not self._is_balanced(code)]
        if bad:
            raise CommandError(f"not balanced: {', '.join(bad)}")

    def _is_balanced(self, code: str) -> bool:
        found = _compared(code)
        self.stdout.write(code)
        if found.error:
            self.stdout.write(f"  no answer: {found.error}")
        for name, count in found.counts.items():
            self.stdout.write(f"  {name:>8} {count:>8}")
        for fault, key, what in found.differences:
            self.stdout.write(f"  {fault} {key} {what}")
        if found.is_balanced:
            self.stdout.write("  balanced: nothing lost, nothing doubled")
        return found.is_balanced


@as_system
def _compared(code: str) -> Reconciliation:
    return reconcile(code=code, actor=SYSTEM, at=now())
