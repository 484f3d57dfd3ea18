"""PDF files from outside: read by a process of its own that can take neither memory nor time.

Run as a script it reads a PDF from standard input and writes one line of JSON with the verdict,
then the cleaned bytes. A file that makes the parser swell or loop ends that process only.
"""

import io
import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MEMORY = 768 * 1024 * 1024
_SECONDS = 15
_MOST_OBJECTS = 60_000
_MOST_PAGES = 500
_MOST_DEPTH = 40
_RUNS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMedia"}
_CARRIES = {"/JS", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}


@dataclass(frozen=True, slots=True)
class PdfVerdict:
    """What the inspection found: ``ok``, ``locked``, ``unsafe``, ``broken`` or ``too_large``."""

    verdict: str
    page_count: int = 0
    content: bytes = b""


def inspect_pdf(content: bytes) -> PdfVerdict:
    """Inspect and clean a PDF in a process with limits on memory and time."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and this very file
            [sys.executable, "-I", str(Path(__file__).resolve())],
            input=content,
            capture_output=True,
            timeout=_SECONDS * 2,
            check=True,
        )
        first, _, cleaned = done.stdout.partition(b"\n")
        found = json.loads(first)
    except (subprocess.SubprocessError, ValueError):
        return PdfVerdict("broken")
    return PdfVerdict(found["verdict"], found["page_count"], cleaned)


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    import pikepdf

    content = sys.stdin.buffer.read()
    try:
        verdict, page_count, cleaned = _inspect(pikepdf, content)
    except pikepdf.PasswordError:
        verdict, page_count, cleaned = "locked", 0, b""
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, MemoryError):
        verdict, page_count, cleaned = "broken", 0, b""
    head = json.dumps({"verdict": verdict, "page_count": page_count}).encode()
    sys.stdout.buffer.write(head + b"\n" + cleaned)


def _inspect(pikepdf: Any, content: bytes) -> tuple[str, int, bytes]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if pdf.is_encrypted:
            return "locked", 0, b""
        page_count = len(pdf.pages)
        if page_count > _MOST_PAGES or len(pdf.objects) > _MOST_OBJECTS:
            return "too_large", page_count, b""
        if page_count == 0:
            return "broken", 0, b""
        findings = {finding for item in pdf.objects for finding in _findings(pikepdf, item, 0)}
        if "unsafe" in findings:
            return "unsafe", page_count, b""
        if "signature" in findings and _is_bare(content):
            return "ok", page_count, content
        output = io.BytesIO()
        pdf.save(output, deterministic_id=True)
        return "ok", page_count, output.getvalue()


def _is_bare(content: bytes) -> bool:
    """Tell whether nothing stands before the first or after the last mark of the file."""
    return content.startswith(b"%PDF-") and content.rstrip(b"\r\n").endswith(b"%%EOF")


def _findings(pikepdf: Any, item: Any, depth: int) -> set[str]:
    if depth > _MOST_DEPTH:
        return {"unsafe"}
    if isinstance(item, pikepdf.Array):
        children = [child for child in item if not _is_shared(child)]
        return {found for child in children for found in _findings(pikepdf, child, depth + 1)}
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return set()
    pairs = dict(item.items())
    found = _of_dictionary(pairs)
    for child in pairs.values():
        if not _is_shared(child):
            found |= _findings(pikepdf, child, depth + 1)
    return found


def _of_dictionary(pairs: dict[str, Any]) -> set[str]:
    found = set()
    if _CARRIES & pairs.keys() or str(pairs.get("/S", "")) in _RUNS:
        found.add("unsafe")
    if str(pairs.get("/Subtype", "")) in {"/RichMedia", "/FileAttachment", "/Movie", "/Screen"}:
        found.add("unsafe")
    if "/ByteRange" in pairs:
        found.add("signature")
    return found


def _is_shared(item: Any) -> bool:
    """Tell whether an object is listed on its own and so is looked at once."""
    return bool(getattr(item, "is_indirect", False))


if __name__ == "__main__":
    _main()
