"""The client for calls over HTTP, loaded when first used.

Modules that call outside systems are loaded at every start; the client itself costs a tenth of a
second. Write ``from tinhso.core.http import httpx`` and quote its names in annotations.
"""

from typing import TYPE_CHECKING

from tinhso.core.deferred import deferred_library

if TYPE_CHECKING:
    import httpx
else:
    httpx = deferred_library("httpx")

__all__ = ["httpx"]
