"""What an outside system is asked and answers, declared as an OpenAPI document beside its gateway.

>>> CONTRACT = Contract(Path(__file__).parents[1] / "contracts" / "population-register.json")
>>> CONTRACT.check_answer("ask_person", 200, answer)
"""

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import jsonschema_rs

_MOST_WORDS = 280


class ContractBroken(ValueError):
    """A body is not what the contract says; the message says where, nothing of what it holds."""


class Contract:
    """One OpenAPI 3.1 document, read when first needed."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._validators: dict[tuple[str, str], jsonschema_rs.Draft202012Validator] = {}

    @cached_property
    def document(self) -> dict[str, Any]:
        """Give the whole document."""
        read: dict[str, Any] = json.loads(self.file.read_text(encoding="utf-8"))
        return read

    def check_request(self, operation: str, body: Any) -> None:
        """Check what is asked, or what a webhook tells.

        :raises ContractBroken: it is not what the contract says.
        """
        self._check(operation, "request", body)

    def check_answer(self, operation: str, status: int, body: Any) -> None:
        """Check what is answered.

        :raises ContractBroken: this status is not declared, or the body is another.
        """
        self._check(operation, str(status), body)

    def _check(self, operation: str, part: str, body: Any) -> None:
        validator = self._validators.get((operation, part)) or self._make(operation, part)
        error = next(iter(validator.iter_errors(body)), None)
        if error is not None:
            where = "/".join(str(step) for step in error.instance_path)
            raise ContractBroken(f"{operation}: {where or 'body'}: {error.kind.name}"[:_MOST_WORDS])

    def _make(self, operation: str, part: str) -> jsonschema_rs.Draft202012Validator:
        declared = self._operation(operation)
        said = declared["requestBody"] if part == "request" else declared["responses"].get(part)
        if said is None or "content" not in said:
            raise ContractBroken(f"{operation}: nothing is declared for {part}")
        schema = {
            **said["content"]["application/json"]["schema"],
            "components": self.document["components"],
        }
        made = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        self._validators[operation, part] = made
        return made

    def _operation(self, name: str) -> dict[str, Any]:
        places = (*self.document["paths"].values(), *self.document.get("webhooks", {}).values())
        declared: dict[str, Any] = next(
            operation
            for place in places
            for operation in place.values()
            if operation["operationId"] == name
        )
        return declared
