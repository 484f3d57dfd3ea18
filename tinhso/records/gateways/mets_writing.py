"""A dossier as METS 1.12: Dublin Core, PREMIS 3 events and checksums, files, order of contents."""

import re
from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from tinhso.core.clock import local
from tinhso.records.rules.packages import PackedDossier, PackedEvent, PackedFile, PackedItem

METS = "http://www.loc.gov/METS/"
XLINK = "http://www.w3.org/1999/xlink"
DC = "http://purl.org/dc/elements/1.1/"
PREMIS = "http://www.loc.gov/premis/v3"
PROFILE = "https://tinhso.example/profiles/dossier/1"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMES = {"mets": METS, "xlink": XLINK, "dc": DC, "premis": PREMIS}


def write_mets(dossier: PackedDossier) -> bytes:
    """Give the METS file of a package; the same dossier gives the same bytes."""
    root = etree.Element(
        f"{{{METS}}}mets",
        {"OBJID": dossier.code, "TYPE": "Dossier", "PROFILE": PROFILE},
        nsmap=_NAMES,
    )
    root.set("LABEL", _NOT_XML.sub("", dossier.title))
    _header(root, dossier)
    _description(root, "dmd-0", _of_dossier(dossier))
    for number, item in enumerate(dossier.items, start=1):
        _description(root, f"dmd-{number}", _of_item(item))
    _log(root, dossier)
    _files(root, dossier.items)
    _structure(root, dossier)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    prefix, _, local_name = name.partition(":")
    child = etree.SubElement(parent, f"{{{_NAMES[prefix]}}}{local_name}")
    for key, value in attributes.items():
        child.set(key, _NOT_XML.sub("", value))
    if text:
        child.text = _NOT_XML.sub("", text)
    return child


def _moment(at: datetime) -> str:
    return local(at).isoformat(timespec="seconds")


def _header(root: etree._Element, dossier: PackedDossier) -> None:
    header = _add(root, "mets:metsHdr", CREATEDATE=_moment(dossier.made_at), RECORDSTATUS="SIP")
    agent = _add(header, "mets:agent", ROLE="ARCHIVIST", TYPE="ORGANIZATION")
    _add(agent, "mets:name", dossier.agency_name)
    _add(agent, "mets:note", dossier.agency_code)
    person = _add(header, "mets:agent", ROLE="CREATOR", TYPE="INDIVIDUAL")
    _add(person, "mets:name", dossier.keeper)


def _of_dossier(dossier: PackedDossier) -> list[tuple[str, str]]:
    days = f"{local(dossier.opened_at):%Y-%m-%d}/{local(dossier.closed_at):%Y-%m-%d}"
    return [
        ("title", dossier.title),
        ("identifier", dossier.code),
        ("creator", dossier.agency_name),
        ("date", days),
        ("rights", dossier.retention),
        ("language", "vi"),
    ]


def _of_item(item: PackedItem) -> list[tuple[str, str]]:
    return [
        ("title", item.title),
        ("identifier", item.identifier),
        ("creator", item.author),
        ("date", item.day),
        ("type", item.kind),
    ]


def _description(root: etree._Element, name: str, facts: list[tuple[str, str]]) -> None:
    section = _add(root, "mets:dmdSec", ID=name)
    wrapped = _add(section, "mets:mdWrap", MDTYPE="DC")
    inner = _add(wrapped, "mets:xmlData")
    for key, text in facts:
        if text:
            _add(inner, f"dc:{key}", text)


def _log(root: etree._Element, dossier: PackedDossier) -> None:
    """Write what was done to the dossier and to each thing in it, as PREMIS events."""
    section = _add(root, "mets:amdSec", ID="amd-0")
    numbered: list[tuple[str, Iterable[PackedEvent]]] = [("0", dossier.events)]
    numbered += [(str(n), item.events) for n, item in enumerate(dossier.items, start=1)]
    for owner, events in numbered:
        for number, event in enumerate(events, start=1):
            _event(section, f"event-{owner}-{number}", event)


def _event(section: etree._Element, name: str, event: PackedEvent) -> None:
    digital = _add(section, "mets:digiprovMD", ID=name)
    inner = _add(_add(digital, "mets:mdWrap", MDTYPE="PREMIS:EVENT"), "mets:xmlData")
    written = _add(inner, "premis:event")
    identifier = _add(written, "premis:eventIdentifier")
    _add(identifier, "premis:eventIdentifierType", "local")
    _add(identifier, "premis:eventIdentifierValue", name)
    _add(written, "premis:eventType", event.kind)
    _add(written, "premis:eventDateTime", _moment(event.at))
    if event.note:
        detail = _add(written, "premis:eventDetailInformation")
        _add(detail, "premis:eventDetail", event.note)
    agent = _add(written, "premis:linkingAgentIdentifier")
    _add(agent, "premis:linkingAgentIdentifierType", "name")
    _add(agent, "premis:linkingAgentIdentifierValue", event.actor)


def _files(root: etree._Element, items: tuple[PackedItem, ...]) -> None:
    if not any(item.files for item in items):
        return
    section = _add(root, "mets:fileSec")
    for number, item in enumerate(items, start=1):
        if not item.files:
            continue
        group = _add(section, "mets:fileGrp", ID=f"grp-{number}", USE="original")
        for place, file in enumerate(item.files, start=1):
            _file(group, f"file-{number}-{place}", file)


def _file(group: etree._Element, name: str, file: PackedFile) -> None:
    written = _add(
        group,
        "mets:file",
        ID=name,
        MIMETYPE=file.media_type,
        SIZE=str(file.size),
        CHECKSUM=file.sha256,
        CHECKSUMTYPE="SHA-256",
    )
    place = _add(written, "mets:FLocat", LOCTYPE="URL")
    place.set(f"{{{XLINK}}}type", "simple")
    place.set(f"{{{XLINK}}}href", file.path)
    place.set(f"{{{XLINK}}}title", _NOT_XML.sub("", file.name))


def _structure(root: etree._Element, dossier: PackedDossier) -> None:
    structure = _add(root, "mets:structMap", TYPE="logical")
    whole = _add(structure, "mets:div", TYPE="dossier", LABEL=dossier.title, DMDID="dmd-0")
    for number, item in enumerate(dossier.items, start=1):
        part = _add(
            whole,
            "mets:div",
            TYPE=item.kind.lower(),
            ORDER=str(number),
            LABEL=item.title,
            DMDID=f"dmd-{number}",
        )
        for place in range(1, len(item.files) + 1):
            _add(part, "mets:fptr", FILEID=f"file-{number}-{place}")
