"""Send a period to the National Reporting System: ``manage.py report_period C2026M05``."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tinhso.core.clock import now
from tinhso.core.tasks import as_system
from tinhso.exchange.api import Message
from tinhso.indicators.operations.national_reporting import NothingToReport, send_package
from tinhso.indicators.rules import NoSuchPeriod, periods


class Command(BaseCommand):
    """Hands a package to the connection; its way and the verdict are on the monitor."""

    help = "Sends the values of a period to the National Reporting System."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the period's code."""
        parser.add_argument("period")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send it.

        :raises CommandError: no such period, or nothing to report.
        """
        try:
            message = _send(options["period"])
        except NoSuchPeriod as error:
            raise CommandError(f"no such period: {options['period']}") from error
        except NothingToReport as error:
            raise CommandError("nothing to report for this period") from error
        self.stdout.write(f"{message.subject} revision {message.sequence} queued")


@as_system
def _send(code: str) -> Message:
    return send_package(period=periods.from_code(code), at=now())
