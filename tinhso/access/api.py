"""The door of access: slices say what they hold about a person and what may be erased."""

from tinhso.access.queries import DataHolder, plain_rows, register_holder

__all__ = ["DataHolder", "plain_rows", "register_holder"]
