"""Removes the second factors of an officer who lost them, after somebody saw the person."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.identity.models import OfficerAccount
from tinhso.identity.operations import reset_factors


class Command(BaseCommand):
    """Resets an account's second factors."""

    help = "Remove the second factors of an account; the reason goes to the ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the user name and the reason."""
        parser.add_argument("username")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, username: str, reason: str, **options: Any) -> None:
        """Reset and say how many there were."""
        try:
            count = reset_factors(username=username, actor=SYSTEM, reason=reason, at=clock.now())
        except OfficerAccount.DoesNotExist as error:
            raise CommandError(f"no account {username}") from error
        self.stdout.write(f"{count} factors removed; the officer adds one at the next sign-in.")
