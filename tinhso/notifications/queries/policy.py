"""The province's choices about messages, from its pack."""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

from tinhso.notifications.rules import Kind, kind_of
from tinhso.notifications.rules.policy import KindRule, Policy, read_policy


def policy() -> Policy:
    """Give the choices of the province whose pack is in use."""
    return _read(Path(settings.MESSAGE_POLICY_FILE))


@cache
def _read(path: Path) -> Policy:
    return read_policy(tomllib.loads(path.read_text(encoding="utf-8")))


def rule_of(template: str) -> KindRule:
    """Give how messages of a template are treated."""
    return policy().kinds[kind_of(template)]


def kind_rule(kind: Kind) -> KindRule:
    """Give how a kind of message is treated."""
    return policy().kinds[kind]
