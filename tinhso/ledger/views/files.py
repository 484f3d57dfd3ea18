"""The log's files for verifiers under /log/, as C2SP tlog-tiles says; nothing can be written."""

import re
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tinhso.core.for_everybody import for_everybody
from tinhso.ledger import queries
from tinhso.ledger.gateways import anchor_files
from tinhso.ledger.rules import tree

_TILE_NUMBER = re.compile(r"((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?", re.ASCII)
_MOST_DIGITS = 15
_LEVELS = frozenset("01234567")
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"
_TEXT = "text/plain; charset=utf-8"


@for_everybody
@require_safe
def show_checkpoint(request: HttpRequest) -> HttpResponse:
    """Give the newest signed checkpoint, with what witnesses signed of it."""
    return _note(queries.newest_note())


@for_everybody
@require_safe
def show_witnessed(request: HttpRequest) -> HttpResponse:
    """Give the newest checkpoint a witness signed."""
    return _note(queries.witnessed_note())


@for_everybody
@require_safe
def show_tile(request: HttpRequest, level: str, number: str) -> HttpResponse:
    """Give a tile of hashes, cut to the width asked for."""
    tile_number, width = _tile_number(number)
    if level not in _LEVELS:
        raise Http404
    hashes = queries.find_tile(int(level), tile_number)[: width * tree.HASH_BYTES]
    return _tile(hashes, is_whole=len(hashes) == width * tree.HASH_BYTES)


@for_everybody
@require_safe
def show_entry_bundle(request: HttpRequest, number: str) -> HttpResponse:
    """Give the leaves of a tile, each after its length in two bytes."""
    tile_number, width = _tile_number(number)
    first = tile_number * tree.TILE_WIDTH
    leaves = [
        queries.leaf_of(entry) for entry in queries.list_entries_between(first, first + width)
    ]
    bundle = b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)
    return _tile(bundle, is_whole=len(leaves) == width)


@for_everybody
@require_safe
def list_anchors(request: HttpRequest) -> HttpResponse:
    """List the days that have an anchor, one a line, newest first."""
    lines = "".join(f"{day}\n" for day in anchor_files.list_anchor_days())
    return _file(lines, _TEXT, _ASK_AGAIN)


@for_everybody
@require_safe
def show_anchor(request: HttpRequest, day: str) -> HttpResponse:
    """Give the anchor of a day."""
    try:
        note = anchor_files.find_anchor(date.fromisoformat(day))
    except ValueError as error:
        raise Http404 from error
    if note is None:
        raise Http404
    return _file(note, _TEXT, _FOREVER)


def _note(note: str | None) -> HttpResponse:
    if note is None:
        raise Http404
    return _file(note, _TEXT, _ASK_AGAIN)


def _tile(content: bytes, *, is_whole: bool) -> HttpResponse:
    if not is_whole:
        raise Http404
    return _file(content, "application/octet-stream", _FOREVER)


def _file(content: bytes | str, content_type: str, caching: str) -> HttpResponse:
    """Give a file any cache may keep and any page may read."""
    response = HttpResponse(content, content_type=content_type)
    response["Cache-Control"] = caching
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _tile_number(path: str) -> tuple[int, int]:
    """Read a tile's number and width; a number has one written form only."""
    match = _TILE_NUMBER.fullmatch(path)
    if not match or len(path) > 40:
        raise Http404
    number, width = int(re.sub(r"\D", "", match[1])), int(match[2] or tree.TILE_WIDTH)
    is_part = match[2] is not None
    if width > tree.TILE_WIDTH - is_part or number >= 10**_MOST_DIGITS:
        raise Http404
    if match[1].startswith("x000/"):
        raise Http404
    return number, width
