"""Modules loaded when first used, so that starting a process does not pay for what it may not do.

A package that holds modules with heavy libraries says so in its ``__init__``::

    __getattr__ = deferred_modules(__name__, "pades", "typesetting")

and whoever needs one imports the module, not names out of it::

    from tinhso.documents.gateways import pades

The modules themselves keep plain imports at their top, and types are known to the type checker.
"""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

_put_off: set[str] = set()


class _Deferred(ModuleType):
    """Stands for a module until one of its names is asked for."""

    def __getattr__(self, name: str) -> Any:
        # The import system lets one thread load and the others wait.
        return getattr(import_module(self.__name__), name)


def deferred_modules(package: str, *names: str) -> Callable[[str], ModuleType]:
    """Give the ``__getattr__`` of a package whose named modules load when first used."""
    _put_off.update(f"{package}.{name}" for name in names)

    def find(name: str) -> ModuleType:
        if name in names:
            return _Deferred(f"{package}.{name}")
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return find


def deferred_library(name: str) -> ModuleType:
    """Give a stand-in for a library that loads when one of its names is first asked for."""
    _put_off.add(name)
    return _Deferred(name)


def load_deferred() -> None:
    """Load everything put off so far: a server does so once it serves, before people wait."""
    for name in sorted(_put_off):
        import_module(name)
