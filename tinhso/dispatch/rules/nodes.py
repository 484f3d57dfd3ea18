"""An element of a stranger's XML asked by local name, whatever its prefix and case."""

from collections.abc import Iterator
from typing import Protocol, Self

from tinhso.core.text import squeeze
from tinhso.dispatch.rules.limits import LIMITS


class Element(Protocol):
    """What an element of a parsed tree gives."""

    @property
    def tag(self) -> object:
        """Give ``{namespace}name``; comments have no text for it."""

    @property
    def text(self) -> str | None:
        """Give the text before the first child."""

    def __iter__(self) -> Iterator[Self]:
        """Give the children."""


class Node:
    """One element, or none at all, which answers everything with nothing."""

    def __init__(self, element: Element | None) -> None:
        self._element = element
        self.name = local_name(element)

    def child(self, *names: str) -> "Node | None":
        """Give the first child of one of the names."""
        return next(self.children(*names), None)

    def child_or_empty(self, *names: str) -> "Node":
        """Give the first child of one of the names, or a node without anything."""
        return self.child(*names) or Node(None)

    def children(self, *names: str) -> "Iterator[Node]":
        """Give the children of the names, in order."""
        wanted = {name.lower() for name in names}
        for element in self._element if self._element is not None else ():
            if local_name(element) in wanted:
                yield Node(element)

    def descend(self, name: str) -> "Node | None":
        """Give the child of a name, or the grandchild: some senders leave a level out."""
        found = self.child(name)
        if found is not None:
            return found
        for element in self._element if self._element is not None else ():
            found = Node(element).child(name)
            if found is not None:
                return found
        return None

    def text(self, *names: str) -> str:
        """Give the text of the first child of one of the names, without surplus spaces."""
        found = self.child(*names)
        return squeeze(found.raw()[: LIMITS.text]) if found else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Give the texts of all children of a name, empty ones left out, 500 at most."""
        found = [squeeze(node.raw()[: LIMITS.text]) for node in self.children(name)]
        return tuple(text for text in found if text)[:500]

    def raw(self) -> str:
        """Give the element's own text as it stands."""
        return (self._element.text or "") if self._element is not None else ""


def local_name(element: Element | None) -> str:
    """Give the name without namespace, in lower case; empty for what is no element."""
    tag = element.tag if element is not None else None
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
