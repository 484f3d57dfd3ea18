"""What the person's account already knows, put into the answers that ask for it."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tinhso.identity.api import Person

_SOURCES = (
    "full_name",
    "birth_date",
    "sex",
    "identity_number",
    "phone",
    "email",
    "address",
    "area_code",
)


def known_answers(schema: Mapping[str, Any], person: "Person") -> dict[str, Any]:
    """Give the answers of a form the person's account knows, by field name.

    A field says where its answer comes from by ``x-autofill``, such as ``person.full_name``.
    A choice the account knows but the form does not offer is left open.
    """
    known = {f"person.{name}": _as_answer(getattr(person, name)) for name in _SOURCES}
    found = {
        name: known.get(field.get("x-autofill", ""), "")
        for name, field in schema.get("properties", {}).items()
    }
    return {
        name: value
        for name, value in found.items()
        if value and value in schema["properties"][name].get("enum", [value])
    }


def words_for(schema: Mapping[str, Any], text: str) -> dict[str, str]:
    """Give what somebody said already as the answer of the first question for free words."""
    for name, field in schema.get("properties", {}).items():
        if field.get("x-widget") == "textarea" and "x-autofill" not in field:
            return {name: text[: int(field.get("maxLength", 2000))]}
    return {}


def _as_answer(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def register_answers(schema: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    """Give the answers of a form the population register vouches for, by question.

    :param said: what the register said and the person does not dispute, by field.
    """
    known = {f"person.{name}": text for name, text in said.items()}
    found = {
        name: known.get(question.get("x-autofill", ""), "")
        for name, question in schema.get("properties", {}).items()
    }
    return {
        name: text
        for name, text in found.items()
        if text and text in schema["properties"][name].get("enum", [text])
    }


def register_field_of(schema: Mapping[str, Any], question: str) -> str:
    """Give which field of the register answers a question, or an empty text."""
    source = schema.get("properties", {}).get(question, {}).get("x-autofill", "")
    return str(source).removeprefix("person.")
