"""What a recall, update or replacement changes, for the clerk who decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from tinhso.core.side_by_side import LinePair, side_by_side
from tinhso.dispatch.models import InboundFile, InboundMessage
from tinhso.documents.api import load_bytes, read_file_text

_MOST_LINES = 2_000


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One thing the header says, before and after; ``name`` is a column of the message."""

    name: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Tell whether it changes."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One file by its name: ``SAME`` bytes, ``CHANGED``, ``ADDED`` or ``MISSING`` afterwards."""

    name: str
    change: str
    before_size: int | None
    after_size: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A document as it is held and as its sender wants it; ``lines`` are its text's."""

    fields: tuple[ChangedField, ...]
    files: tuple[ChangedFile, ...]
    lines: tuple[LinePair, ...]

    @property
    def changes_text(self) -> bool:
        """Tell whether the text of the document itself changes."""
        return any(line.differs for line in self.lines)


_FIELDS = ("code", "type_name", "subject", "signer_name", "issued_on", "due_on", "priority")


def compare_with_original(request: InboundMessage, original: InboundMessage) -> Comparison:
    """Lay an update or a replacement beside the document it is about."""
    before = list(original.files.select_related("file").order_by("ordinal"))
    after = list(request.files.select_related("file").order_by("ordinal"))
    return Comparison(
        fields=tuple(_field(name, original, request) for name in _FIELDS),
        files=_files(before, after),
        lines=_lines(before, after),
    )


def _field(name: str, before: InboundMessage, after: InboundMessage) -> ChangedField:
    said = (getattr(before, name), getattr(after, name))
    old, new = (f"{value:%d/%m/%Y}" if name.endswith("_on") and value else value for value in said)
    return ChangedField(name, "" if old is None else str(old), "" if new is None else str(new))


def _files(before: Sequence[InboundFile], after: Sequence[InboundFile]) -> tuple[ChangedFile, ...]:
    old = {one.name: one.file for one in before}
    new = {one.name: one.file for one in after}
    found = []
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        if was is None or now is None:
            change = "ADDED" if was is None else "MISSING"
        else:
            change = "SAME" if was.sha256 == now.sha256 else "CHANGED"
        found.append(
            ChangedFile(name, change, was.size if was else None, now.size if now else None)
        )
    return tuple(found)


def _lines(before: Sequence[InboundFile], after: Sequence[InboundFile]) -> tuple[LinePair, ...]:
    """Lay the text of the first file of each beside the other; nothing when the bytes are equal."""
    if not before or not after or before[0].file.sha256 == after[0].file.sha256:
        return ()
    texts = [_text(files[0]) for files in (before, after)]
    return tuple(side_by_side(*texts))


def _text(file: InboundFile) -> str:
    said = read_file_text(load_bytes(file.file.sha256)).text
    lines = (" ".join(line.split()) for line in said.splitlines())
    return "\n".join([line for line in lines if line][:_MOST_LINES])
