"""Open311 GeoReport v2 in its two formats: XML, which every server must speak, and JSON."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from tinhso.contact.rules.open311 import (
    Attribute,
    Filed,
    RequestUpdate,
    Service,
    ServiceRequest,
)

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
XML, JSON = "xml", "json"
MEDIA_TYPES = {XML: "text/xml; charset=utf-8", JSON: "application/json; charset=utf-8"}
# What XML 1.0 cannot hold, even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Row = Mapping[str, Any]


def write_services(services: Iterable[Service], form: str) -> bytes:
    """Write the list of services."""
    rows = [
        {
            "service_code": service.service_code,
            "service_name": service.service_name,
            "description": service.description,
            "metadata": service.metadata,
            "type": service.type,
            "keywords": ", ".join(service.keywords),
            "group": service.group,
        }
        for service in services
    ]
    return _rows("services", "service", rows, form)


def write_definition(code: str, attributes: Iterable[Attribute], form: str) -> bytes:
    """Write what a service asks beside the description."""
    asked = [
        {
            "variable": attribute.variable,
            "code": attribute.code,
            "datatype": attribute.datatype,
            "required": attribute.required,
            "datatype_description": attribute.datatype_description,
            "order": attribute.order,
            "description": attribute.description,
            "values": [{"key": value.key, "name": value.name} for value in attribute.values],
        }
        for attribute in attributes
    ]
    if form == JSON:
        return _json({"service_code": code, "attributes": asked})
    root = Element("service_definition")
    _add(root, "service_code", code)
    _add_rows(SubElement(root, "attributes"), "attribute", asked)
    return _xml(root)


def write_requests(requests: Iterable[ServiceRequest], form: str) -> bytes:
    """Write requests."""
    names = ServiceRequest.__dataclass_fields__
    rows = [{name: getattr(request, name) for name in names} for request in requests]
    return _rows("service_requests", "request", rows, form)


def write_filed(filed: Filed, form: str) -> bytes:
    """Write the answer to a new request, or to a token: a number or a token, never both empty."""
    row: dict[str, Any] = {"account_id": filed.account_id, "service_notice": filed.service_notice}
    if filed.token:
        row = {"token": filed.token, **row}
    if filed.service_request_id:
        row = {"service_request_id": filed.service_request_id, **row}
    return _rows("service_requests", "request", [row], form)


def write_updates(updates: Iterable[RequestUpdate], form: str) -> bytes:
    """Write what happened to requests."""
    names = RequestUpdate.__dataclass_fields__
    rows = [{name: getattr(update, name) for name in names} for update in updates]
    return _rows("service_request_updates", "request_update", rows, form)


def write_errors(code: int, description: str, form: str) -> bytes:
    """Write a refusal."""
    return _rows("errors", "error", [{"code": code, "description": description}], form)


def write_discovery(*, url: str, contact: str, changed_at: datetime, form: str) -> bytes:
    """Write where the service is, for clients that look for it."""
    changeset = _text(changed_at)
    endpoint = {
        "specification": SPECIFICATION,
        "url": url,
        "changeset": changeset,
        "type": "production",
        "formats": ["text/xml", "application/json"],
    }
    key_service = "The key is given by the province's 1022 centre."
    if form == JSON:
        return _json(
            {
                "changeset": changeset,
                "contact": contact,
                "key_service": key_service,
                "endpoints": [endpoint],
            }
        )
    root = Element("discovery", {"xmlns": "http://wiki.open311.org/discovery/"})
    for name, text in (
        ("changeset", changeset),
        ("contact", contact),
        ("key_service", key_service),
    ):
        _add(root, name, text)
    shown = SubElement(SubElement(root, "endpoints"), "endpoint")
    for name in ("specification", "url", "changeset", "type"):
        _add(shown, name, endpoint[name])
    formats = SubElement(shown, "formats")
    for kind in ("text/xml", "application/json"):
        _add(formats, "format", kind)
    return _xml(root)


def _rows(root_name: str, row_name: str, rows: Sequence[Row], form: str) -> bytes:
    if form == JSON:
        return _json([{name: _plain(value) for name, value in row.items()} for row in rows])
    root = Element(root_name)
    _add_rows(root, row_name, rows)
    return _xml(root)


def _add_rows(parent: Element, row_name: str, rows: Iterable[Row]) -> None:
    for row in rows:
        shown = SubElement(parent, row_name)
        for name, value in row.items():
            if isinstance(value, list):
                if value:
                    _add_rows(SubElement(shown, name), "value", value)
            else:
                _add(shown, name, value)


def _add(parent: Element, name: str, value: object) -> None:
    SubElement(parent, name).text = _UNWRITABLE.sub("\ufffd", _text(value))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.replace(microsecond=0).isoformat()
    return "" if value is None else str(value)


def _plain(value: object) -> object:
    return _text(value) if isinstance(value, datetime) else value


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def _xml(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
