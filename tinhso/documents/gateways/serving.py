"""Handing out stored bytes so that a browser saves them and runs nothing in them."""

from io import BytesIO

from django.http import FileResponse, HttpResponse, HttpResponseBase

from tinhso.documents.gateways import file_store

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
