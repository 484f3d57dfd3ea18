"""Answers as a document prints them."""

from collections.abc import Mapping
from typing import Any

from tinhso.core.money import format_vnd


def printable_answers(
    properties: Mapping[str, Mapping[str, Any]],
    answers: Mapping[str, Any],
    area_names: Mapping[str, str],
) -> dict[str, Any]:
    """Give answers as a document prints them: choices by label, areas by name, money grouped.

    :param properties: the JSON Schema properties the answers were given to.
    :param area_names: names of the areas among the answers, by code.
    """
    return {
        name: _printable(properties.get(name, {}), answer, area_names)
        for name, answer in answers.items()
    }


def _printable(prop: Mapping[str, Any], answer: Any, area_names: Mapping[str, str]) -> Any:
    labels = {option["value"]: option["vi"] for option in prop.get("x-options", [])}
    if isinstance(answer, str) and answer in labels:
        return labels[answer]
    widget = prop.get("x-widget")
    if widget == "area":
        return area_names.get(str(answer), answer)
    if widget == "money" and isinstance(answer, int):
        return format_vnd(answer)
    return answer
