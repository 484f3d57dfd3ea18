"""Foreign keys point down only, as imports do: the order is read from the import contract."""

import configparser
from collections.abc import Iterable

from django.apps import apps
from django.db.models import Field, ForeignObject

from tools.folders import ROOT

OWN = "tinhso."


def _levels() -> dict[str, int]:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    lines = parser["importlinter:contract:slices"]["layers"].split("\n")
    rows = [line.replace("(", " ").replace(")", " ").split("|") for line in lines if line.strip()]
    return {name.strip(): height for height, row in enumerate(reversed(rows)) for name in row}


def _keys() -> Iterable[tuple[str, str, str]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_parents=False):
            if isinstance(field, ForeignObject) and isinstance(field, Field):
                yield (
                    model._meta.app_config.name if model._meta.app_config else "",
                    f"{model._meta.label}.{field.name}",
                    field.related_model._meta.app_config.name,
                )


def test_every_slice_has_a_level() -> None:
    names = {
        config.name.removeprefix(OWN)
        for config in apps.get_app_configs()
        if config.name.startswith(OWN)
    }

    assert names <= set(_levels())


def test_foreign_keys_point_down() -> None:
    levels = _levels()
    upward = [
        f"{label} -> {target}"
        for source, label, target in _keys()
        if source.startswith(OWN)
        and source != target
        and not (
            target.startswith(OWN)
            and levels[target.removeprefix(OWN)] < levels[source.removeprefix(OWN)]
        )
    ]

    assert upward == []
