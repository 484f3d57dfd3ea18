"""Reading scanned pages with Tesseract where it is installed; elsewhere a person has to look."""

import shutil
import subprocess
from functools import cache

_SECONDS = 60
_LANGUAGE = "vie"


class PageUnread(Exception):
    """Tesseract failed or took too long: nothing is known about the page."""


@cache
def can_read_scans() -> bool:
    """Tell whether Tesseract and its Vietnamese letters are installed here."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run(  # noqa: S603 - the program found above
        [program, "--list-langs"], capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    return _LANGUAGE in listed.stdout.split()


def read_picture(picture: bytes) -> str:
    """Give the text on a picture.

    :raises PageUnread: Tesseract is missing, failed, or took too long.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise PageUnread("tesseract is not installed")
    try:
        done = subprocess.run(  # noqa: S603 - the program found above
            [program, "stdin", "stdout", "-l", _LANGUAGE, "--psm", "3"],
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            env={"OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.SubprocessError as error:
        raise PageUnread("tesseract failed") from error
    return done.stdout.decode("utf-8", "replace")
