"""What the kinds of acts are called on the public pages; each slice names its own."""

from collections.abc import Mapping

_names: dict[str, object] = {}


def name_kinds(names: Mapping[str, object]) -> None:
    """Give kinds their (lazily translated) names; called once, from ``apps.ready()``."""
    _names.update(names)


def kind_name(kind: str) -> str:
    """Give the name of a kind in the language of the moment; the code itself when unnamed."""
    return str(_names.get(kind, kind))
