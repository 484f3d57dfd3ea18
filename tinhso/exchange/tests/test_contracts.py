"""Contracts: every file is there, valid, and what the partners' OpenAPI documents say."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tinhso.core.contracts import Contract, ContractBroken
from tinhso.exchange.queries.contracts import (
    FOLDER,
    Connector,
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


OBSERVED = {
    name: Contract(ROOT / name)
    for one in list_connectors()
    for name in one.files
    if not one.is_exchanged and name.endswith(".json")
}


@pytest.mark.parametrize("name", OBSERVED)
def test_what_other_slices_speak_is_declared(name: str) -> None:
    OpenAPIV31SpecValidator(OBSERVED[name].document).validate()


CAPTURED = {
    "order_code": "TT-1", "status": "CAPTURED", "amount_vnd": 16_000, "transaction": "GD1",
    "at": "2026-11-27T08:00:00+07:00", "failure": "",
}  # fmt: skip
ENTERPRISE = {
    "tax_code": "3800000001", "name": "Công ty", "status": "ACTIVE",
    "representatives": ["000083000112"],
}  # fmt: skip
ANSWERS = [
    ("population-register", "ask_person", {"fields": {"full_name": "Lê Thị Bưởi"}}),
    ("business-register", "find_enterprise", ENTERPRISE),
    ("payment", "query_order", CAPTURED),
    ("payment", "query_order", {"order_code": "TT-1", "status": "PENDING", "transaction": ""}),
    ("payment", "statement", {"lines": []}),
]
GARBAGE = [
    ("population-register", "ask_person", ["not", "an", "answer"]),
    ("population-register", "ask_person", {"fields": {"full_name": 7}}),
    ("population-register", "ask_person", {"fields": {"password": "x"}}),
    ("population-register", "ask_person", {"fields": {"birth_date": "31/12/1990"}}),
    ("business-register", "find_enterprise", {**ENTERPRISE, "representatives": "000083000112"}),
    ("business-register", "find_enterprise", {**ENTERPRISE, "name": ""}),
    ("payment", "query_order", {**CAPTURED, "amount_vnd": 0}),
    ("payment", "query_order", {**CAPTURED, "amount_vnd": "16000"}),
    ("payment", "query_order", {**CAPTURED, "at": "hôm qua"}),
    ("payment", "query_order", {**CAPTURED, "status": "PAID"}),
    ("payment", "create_order", {"payment_url": ""}),
    ("payment", "statement", {"lines": [{"kind": "CAPTURE"}]}),
]


def declared(code: str) -> Contract:
    return next(OBSERVED[name] for name in get_connector(code).files)


@pytest.mark.parametrize(("code", "operation", "body"), ANSWERS)
def test_a_declared_answer_is_taken(code: str, operation: str, body: Any) -> None:
    declared(code).check_answer(operation, 200, body)


@pytest.mark.parametrize(("code", "operation", "body"), GARBAGE)
def test_any_other_answer_is_refused(code: str, operation: str, body: Any) -> None:
    with pytest.raises(ContractBroken) as refusal:
        declared(code).check_answer(operation, 200, body)
    assert "hôm qua" not in str(refusal.value)


def test_a_status_nobody_declared_is_refused() -> None:
    with pytest.raises(ContractBroken):
        declared("payment").check_answer("query_order", 418, CAPTURED)


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
