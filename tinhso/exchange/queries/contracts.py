"""Connectors as declared contracts: one folder each with ``connector.json`` and its schemas.

A connector of kind ``exchanged`` is spoken to by this slice: its OpenAPI document says the
addresses, a JSON Schema each what a message holds. An ``observed`` one is spoken to by the slice
whose meaning it is; here it is only watched.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from django.conf import settings
from django.utils.translation import get_language

from tinhso.core.contracts import ContractBroken

FOLDER = Path(__file__).resolve().parent.parent / "contracts"
_PROJECT = FOLDER.parents[2]
_MOST_WORDS = 280


class UnknownConnector(Exception):
    """No contract is declared under this code, or it knows no such topic."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One kind of message: where it goes (out), its schema, its name in both languages."""

    code: str
    title: Mapping[str, str]
    schema: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Connector:
    """A declared connector: how its partner is reached and what passes.

    ``signature`` is HMAC, JWS or OWN (spoken by another slice); ``destinations`` are the names of
    the outbox its messages leave by; ``files`` the documents of the contract, as paths from the
    project's folder; ``certainty`` says how sure we are that the partner's interface is like this.
    """

    code: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    owner: str
    signature: str
    address_setting: str
    key_setting: str
    health_path: str
    destinations: tuple[str, ...]
    files: tuple[str, ...]
    certainty: str
    outbound: Mapping[str, Topic]
    inbound: Mapping[str, Topic]
    timeout_seconds: float = 8.0

    @property
    def name(self) -> str:
        """Give its name in the language of the moment."""
        return in_language(self.title)

    @property
    def is_exchanged(self) -> bool:
        """Tell whether this slice speaks to the partner."""
        return bool(self.outbound or self.inbound)

    @property
    def destination(self) -> str:
        """Give the outbox's name of the way to the partner."""
        return f"exchange:{self.code}"

    @property
    def address(self) -> str:
        """Give the partner's address; empty when this installation is not connected."""
        return str(getattr(settings, self.address_setting, "")).rstrip("/")

    @property
    def key(self) -> str:
        """Give the key we sign with."""
        return str(getattr(settings, self.key_setting, "")) if self.key_setting else ""

    def topic(self, code: str) -> Topic:
        """Give one of its topics, of either direction.

        :raises UnknownConnector: the contract knows none of this code.
        """
        found = self.outbound.get(code) or self.inbound.get(code)
        if found is None:
            raise UnknownConnector(f"{self.code}: {code}")
        return found


def in_language(words: Mapping[str, str]) -> str:
    """Give a text in the language of the moment, in Vietnamese when there is none."""
    return words.get((get_language() or "vi")[:2]) or words["vi"]


def list_connectors() -> list[Connector]:
    """List every declared connector, in the order of their folders."""
    return list(_read_all().values())


def get_connector(code: str) -> Connector:
    """Give a declared connector.

    :raises UnknownConnector: none has this code.
    """
    try:
        return _read_all()[code]
    except KeyError as error:
        raise UnknownConnector(code) from error


def find_file(connector: Connector, number: int) -> str | None:
    """Give the text of a contract's file by its place in the list, ``None`` beyond it."""
    if number >= len(connector.files):
        return None
    return (_PROJECT / connector.files[number]).read_text(encoding="utf-8")


def check_body(connector: Connector, topic: str, body: Any) -> None:
    """Check a body against the contract.

    :raises ContractBroken: it is not what the schema says.
    :raises UnknownConnector: the contract knows no such topic.
    """
    validator = _validator(connector.code, connector.topic(topic).schema)
    error = next(iter(validator.iter_errors(body)), None)
    if error is not None:
        where = "/".join(str(part) for part in error.instance_path)
        raise ContractBroken(f"{where or topic}: {error.kind.name}"[:_MOST_WORDS])


@cache
def _validator(code: str, schema: str) -> jsonschema_rs.Draft202012Validator:
    text = (FOLDER / code / schema).read_text(encoding="utf-8")
    return jsonschema_rs.Draft202012Validator(json.loads(text), validate_formats=True)


@cache
def _read_all() -> dict[str, Connector]:
    return {path.parent.name: _read(path) for path in sorted(FOLDER.glob("*/connector.json"))}


def _read(path: Path) -> Connector:
    row: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Connector(
        code=path.parent.name,
        title=row["title"],
        about=row["about"],
        owner=row["owner"],
        signature=row["signature"],
        address_setting=row["address_setting"],
        key_setting=row.get("key_setting", ""),
        health_path=row.get("health_path", "/health"),
        destinations=tuple(row.get("destinations", [])),
        files=tuple(row.get("files", [])),
        certainty=row["certainty"],
        outbound=_topics(row.get("outbound", {})),
        inbound=_topics(row.get("inbound", {})),
        timeout_seconds=float(row.get("timeout_seconds", 8)),
    )


def _topics(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Topic]:
    return {
        code: Topic(code, row["title"], row["schema"], row.get("path", ""))
        for code, row in rows.items()
    }
