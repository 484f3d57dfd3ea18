"""Gateways: typesetting, stored bytes, cleaning of uploads, keys, signatures."""

from tinhso.core.deferred import deferred_modules

__getattr__ = deferred_modules(
    __name__,
    "authority",
    "first_page",
    "images",
    "interrupted",
    "object_files",
    "pades",
    "pdf_validation",
    "protection",
    "pictures",
    "typesetting",
)
