"""Contracts: every file is there, valid, and what the partners' OpenAPI documents say."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tinhso.exchange.queries.contracts import (
    FOLDER,
    Connector,
    ContractBroken,
    UnknownConnector,
    check_body,
    get_connector,
    list_connectors,
)
from tinhso.exchange.tests.pipe import state_body

ROOT = Path(__file__).resolve().parents[3]
EXCHANGED = [one for one in list_connectors() if one.is_exchanged]


@pytest.mark.parametrize("connector", list_connectors(), ids=lambda one: str(one.code))
def test_a_contract_is_whole(connector: Connector) -> None:
    assert {"vi", "en"} == set(connector.title) == set(connector.about)
    for name in connector.files:
        assert (ROOT / name).exists()
    for topic in (*connector.outbound.values(), *connector.inbound.values()):
        assert {"vi", "en"} == set(topic.title)
        jsonschema_rs.meta.validate(read(connector.code, topic.schema))


@pytest.mark.parametrize("connector", EXCHANGED, ids=lambda one: str(one.code))
def test_the_openapi_document_is_valid_and_has_every_address(connector: Connector) -> None:
    document = read(connector.code, "openapi.json")

    for topic in connector.outbound.values():
        asked = document["paths"][topic.path]["post"]["requestBody"]["content"]
        assert asked["application/json"]["schema"]["$ref"] == topic.schema
        asked["application/json"]["schema"] = read(connector.code, topic.schema)
    OpenAPIV31SpecValidator(document).validate()


def test_a_body_is_checked() -> None:
    portal = get_connector("national-portal")
    check_body(portal, "case-state", state_body())

    for broken in ({"state": 0}, {"state": "1"}, {"unasked": 1}, {"at": "hôm qua"}):
        with pytest.raises(ContractBroken):
            check_body(portal, "case-state", {**state_body(), **broken})
    with pytest.raises(UnknownConnector):
        check_body(portal, "unheard-of", {})
    with pytest.raises(UnknownConnector):
        get_connector("unheard-of")


def read(code: str, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / code / name).read_text(encoding="utf-8"))
    return content
