"""Checks against the database before production serves anybody."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as


@register(Tags.security, deploy=True)
def no_demo_accounts(
    app_configs: Sequence[AppConfig] | None = None, **options: Any
) -> list[CheckMessage]:
    """Report accounts of the demonstration: their password is public."""
    with acting_as(SYSTEM):
        count = apps.get_model("identity", "OfficerAccount").objects.filter(is_demo=True).count()
    if not count:
        return []
    hint = "Use a database that never held the demonstration."
    return [Error(f"{count} demonstration accounts are in the database.", hint, id="tinhso.E001")]


@register(Tags.security, deploy=True)
def row_security_holds(
    app_configs: Sequence[AppConfig] | None = None, **options: Any
) -> list[CheckMessage]:
    """Report a database role that walks past row-level security."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolsuper or rolbypassrls or pg_has_role(d.datdba, 'MEMBER') from pg_roles, "
            "pg_database d where rolname = current_user and d.datname = current_database()"
        )
        row = cursor.fetchone()
    if row and not row[0]:
        return []
    hint = "Let TINHSO_DATABASE_URL name a plain role such as tinhso_app."
    return [Error("The application's database role is too powerful.", hint, id="tinhso.E002")]


def refuse_unsafe_database() -> None:
    """Keep a real province from starting on a database of the demonstration."""
    if settings.DEMO:
        return
    errors = [*no_demo_accounts(), *row_security_holds()]
    if errors:
        raise ImproperlyConfigured("\n".join(f"{error.msg} {error.hint}" for error in errors))
