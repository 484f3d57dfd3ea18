"""The door of access: slices say what they hold about a person and what may be erased."""

from tinhso.access.operations import LargeFile, release_address
from tinhso.access.queries import DataHolder, plain_rows, register_holder
from tinhso.access.queries.pages import register_look_page

__all__ = [
    "DataHolder",
    "LargeFile",
    "plain_rows",
    "register_holder",
    "register_look_page",
    "release_address",
]
