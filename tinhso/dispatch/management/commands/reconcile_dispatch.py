"""Compare our account of the document axis with its own: ``manage.py reconcile_dispatch``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.tasks import as_system
from tinhso.dispatch.models import Reconciliation
from tinhso.dispatch.operations import reconcile


class Command(BaseCommand):
    """Prints counts and differences; ends with an error when something is lost or doubled."""

    help = "Compares what was sent and received with the document axis's own account."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, print, judge.

        :raises CommandError: the accounts differ, or the axis does not answer.
        """
        found = _compared()
        if found.error:
            raise CommandError(f"the axis does not answer: {found.error}")
        for name, count in found.counts.items():
            self.stdout.write(f"{name:>10} {count:>8}")
        for fault, key, what in found.differences:
            self.stdout.write(f"{fault} {key} {what}")
        if found.difference_count:
            raise CommandError(f"{found.difference_count} differences")
        self.stdout.write("balanced: nothing lost, nothing doubled")


@as_system
def _compared() -> Reconciliation:
    return reconcile(actor=SYSTEM, at=now())
