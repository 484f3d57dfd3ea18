"""Handing out stored bytes so that a browser saves them and runs nothing in them."""

import re
from io import BytesIO

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse

from tinhso.documents.gateways import file_store

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def serve(sha256: str, media_type: str, name: str) -> HttpResponseBase:
    """Answer with stored bytes as an attachment of a name; bytes that were changed never leave.

    :raises StoredBytesBroken: they are missing or were changed where they are kept.
    """
    response = FileResponse(
        BytesIO(file_store.load(sha256)),
        as_attachment=True,
        filename=name,
        content_type=media_type,
    )
    _lock_down(response)
    response.headers["ETag"] = f'"{sha256}"'
    return response


def serve_large(sha256: str, media_type: str, name: str) -> HttpResponseBase:
    """Answer with a large file in parts; all of it is checked before the first part leaves.

    :raises StoredBytesBroken: it is missing or was changed where it is kept.
    """
    found = file_store.measure(sha256)
    if found is None or found[0] != sha256:
        raise file_store.StoredBytesBroken(f"The file {sha256} is missing or was changed.")
    response = StreamingHttpResponse(file_store.stream(sha256), content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Length"] = str(found[1])
    _lock_down(response)
    return response


def serve_bytes(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Answer with bytes made just now, as an attachment of a name."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    _lock_down(response)
    return response


def serve_picture(content: bytes) -> HttpResponse:
    """Answer with a small JPEG to be seen on a page of ours, kept by this reader's browser only."""
    response = HttpResponse(content, content_type="image/jpeg")
    _lock_down(response)
    response.headers["Cache-Control"] = "private, max-age=300"
    return response


def _lock_down(response: HttpResponseBase) -> None:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"


def serve_video(sha256: str, media_type: str, wanted: str = "") -> HttpResponse:
    """Answer with a video, or the part of it a player asks for (``Range``, RFC 9110, 14.2)."""
    content = file_store.load(sha256)
    found = _RANGE.fullmatch(wanted.strip())
    if found is None:
        response = HttpResponse(content, content_type=media_type)
    else:
        start = int(found[1]) if found[1] else max(0, len(content) - int(found[2] or 0))
        stop = min(int(found[2]) + 1, len(content)) if found[1] and found[2] else len(content)
        is_inside = start < stop
        response = HttpResponse(
            content[start:stop], status=206 if is_inside else 416, content_type=media_type
        )
        span = f"{start}-{stop - 1}" if is_inside else "*"
        response.headers["Content-Range"] = f"bytes {span}/{len(content)}"
    _lock_down(response)
    response.headers["Accept-Ranges"] = "bytes"
    return response
