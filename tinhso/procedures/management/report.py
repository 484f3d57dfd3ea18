"""Prints what an import did, for the commands that import."""

from django.core.management.base import BaseCommand, CommandError

from tinhso.procedures.api import ImportReport, Outcome


def print_report(command: BaseCommand, report: ImportReport) -> None:
    """Print the counts and the refused rows.

    :raises CommandError: a row was refused.
    """
    counts = ", ".join(
        f"{report.count(outcome)} {word}"
        for outcome, word in (
            (Outcome.NEW, "mới"),
            (Outcome.CHANGED, "thay đổi"),
            (Outcome.UNCHANGED, "giữ nguyên"),
            (Outcome.REFUSED, "bị từ chối"),
        )
    )
    command.stdout.write(f"thủ tục: {counts}")
    for row in report.rows:
        for problem in row.problems:
            command.stderr.write(f"{row.source}: {problem}")
    if report.has_errors:
        raise CommandError("Có thủ tục bị từ chối, xem ở trên.")
