"""Gateways of dispatch: edXML in bytes, signatures of envelopes, the axis over HTTP."""

from tinhso.core.deferred import deferred_modules

__getattr__ = deferred_modules(
    __name__, "edxml_parsing", "edxml_reading", "edxml_signing", "edxml_writing"
)
