"""Handing out uploads and documents; the caller has checked who asks."""

from django.http import Http404, HttpResponseBase

from tinhso.documents.gateways import file_store, pictures, serving
from tinhso.documents.gateways.serving import serve, serve_picture
from tinhso.documents.models import Document, ScanPage, Upload
from tinhso.documents.queries import latest_rendition


def serve_upload(upload: Upload) -> HttpResponseBase:
    """Answer with an upload as an attachment."""
    return serve(upload.file.sha256, upload.file.media_type, upload.name)


def serve_document(document: Document) -> HttpResponseBase:
    """Answer with the newest bytes of a document as an attachment.

    :raises Http404: it has none yet.
    """
    rendition = latest_rendition(document)
    if rendition is None:
        raise Http404
    notation = document.notation.replace("/", "-") or "du-thao"
    return serve(rendition.file.sha256, rendition.file.media_type, f"{notation}.pdf")


def serve_page_picture(page: ScanPage) -> HttpResponseBase:
    """Answer with a small picture of a scanned page, turned as it will be.

    :raises Http404: nothing can be drawn from it.
    """
    file = page.upload.file
    try:
        drawn = pictures.small_picture(
            file_store.load(file.sha256), file.media_type, 360, page.file_page, page.rotation
        )
    except ValueError as error:
        raise Http404 from error
    return serve_picture(drawn)


def serve_small_picture(upload: Upload) -> HttpResponseBase:
    """Answer with a small picture of an upload: itself, or its first page.

    :raises Http404: nothing can be drawn from it.
    """
    try:
        content = file_store.load(upload.file.sha256)
        return serve_picture(pictures.small_picture(content, upload.file.media_type))
    except ValueError as error:
        raise Http404 from error


def play_video(upload: Upload, wanted: str = "") -> HttpResponseBase:
    """Answer with an uploaded video, or the part a player asks for by its ``Range`` header.

    :raises Http404: it is no video.
    """
    if not upload.file.media_type.startswith("video/"):
        raise Http404
    return serving.serve_video(upload.file.sha256, upload.file.media_type, wanted)
