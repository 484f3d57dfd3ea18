"""Limits while a file streams in: what is over the limit is never written anywhere."""

import time

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

#: How long a file that is already too large may go on arriving before the line is cut. A browser
#: shows an answer only after it has sent everything, so who sends fast reads why it was refused;
#: who sends slowly is told by the page before sending, and may not keep a process busy for hours.
PATIENCE_SECONDS = 30.0


class LimitedUploadHandler(FileUploadHandler):
    """Stands before Django's own handlers and passes on at most one byte over the limit.

    The cut file is then refused by name as too large. A sender who goes on for longer than
    ``PATIENCE_SECONDS`` is cut off, and the request is marked.
    """

    chunk_size = 64 * 1024
    _too_large_since: float | None = None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass a chunk on, cut it at the limit, or swallow it."""
        room = settings.UPLOAD_MAX_BYTES + 1 - start
        if room > 0:
            return raw_data[:room]
        self._stop_who_goes_on()
        return None

    def _stop_who_goes_on(self) -> None:
        now = time.monotonic()
        if self._too_large_since is None:
            self._too_large_since = now
        if now - self._too_large_since > PATIENCE_SECONDS:
            if self.request is not None:
                self.request.META["tinhso.upload_too_large"] = "1"
            raise StopUpload(connection_reset=True)

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
