"""XML from strangers: no document type, no entities, no network; depth and count have limits."""

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from tinhso.dispatch.rules.limits import LIMITS, Limits
from tinhso.dispatch.rules.refusals import EnvelopeRefused, Reason

#: Up to here libxml2 keeps its own limits; larger envelopes hold text nodes beyond 10 MB, and for
#: those only ours remain (size, depth, count; no document type, so nothing can grow).
_OWN_LIMITS_UP_TO = 9 * 1024 * 1024


def parse(content: bytes, limits: Limits = LIMITS) -> etree._Element:
    """Give the root element of an envelope.

    :raises EnvelopeRefused: EMPTY, TOO_LARGE, NOT_XML, DTD, TOO_DEEP or TOO_MANY_ELEMENTS.
    """
    if not content.strip():
        raise EnvelopeRefused(Reason.EMPTY)
    if len(content) > limits.envelope:
        raise EnvelopeRefused(Reason.TOO_LARGE)
    events = etree.iterparse(
        BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=len(content) > _OWN_LIMITS_UP_TO,
    )
    try:
        return _walk(events, limits)
    except (etree.LxmlError, ValueError, LookupError, SyntaxError) as error:
        raise EnvelopeRefused(Reason.NOT_XML, str(error)) from error


def _walk(events: "Iterator[tuple[str, etree._Element]]", limits: Limits) -> etree._Element:
    depth = count = 0
    root: etree._Element | None = None
    for event, element in events:
        if event == "end":
            depth -= 1
            continue
        depth, count = depth + 1, count + 1
        if root is None:
            root = element
            _refuse_document_type(root)
        if depth > limits.depth:
            raise EnvelopeRefused(Reason.TOO_DEEP)
        if count > limits.elements:
            raise EnvelopeRefused(Reason.TOO_MANY_ELEMENTS)
    if root is None:
        raise EnvelopeRefused(Reason.NOT_XML)
    return root


def _refuse_document_type(root: etree._Element) -> None:
    found = root.getroottree().docinfo
    if found.doctype or found.internalDTD is not None or found.externalDTD is not None:
        raise EnvelopeRefused(Reason.DTD)
