"""Limits while a file streams in: what is over the limit is never written anywhere."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

_PATIENCE = 4


class LimitedUploadHandler(FileUploadHandler):
    """Stands before Django's own handlers and passes on at most one byte over the limit.

    The cut file is then refused by name as too large. A sender who goes on for several times
    the limit is cut off, and the request is marked.
    """

    chunk_size = 64 * 1024

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass a chunk on, cut it at the limit, or swallow it."""
        limit = settings.UPLOAD_MAX_BYTES
        if start > limit * _PATIENCE:
            if self.request is not None:
                self.request.META["tinhso.upload_too_large"] = "1"
            raise StopUpload(connection_reset=True)
        room = limit + 1 - start
        return raw_data[:room] if room > 0 else None

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
