"""Debian packages the tests use: installed when missing and allowed, otherwise named."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.console import Problem, step

# A program or file of each package shows that it is there.
PACKAGES: dict[str, Sequence[str]] = {
    "chromium": ("/usr/bin/chromium",),
    "softhsm2": ("softhsm2-util",),
    "poppler-utils": ("pdfsig", "pdftotext"),
    "qpdf": ("qpdf",),
    "gettext": ("xgettext",),
    "openssl": ("openssl",),
    "tesseract-ocr": ("tesseract",),
    "tesseract-ocr-vie": ("/usr/share/tesseract-ocr/5/tessdata/vie.traineddata",),
    "sip-tester": ("sipp",),
    "pgbouncer": ("/usr/sbin/pgbouncer",),
}


def missing_packages() -> list[str]:
    """List the packages of which a program is missing."""
    return [
        package
        for package, programs in PACKAGES.items()
        if not all(shutil.which(program) or Path(program).exists() for program in programs)
    ]


def install_missing() -> None:
    """Install what is missing as root on Debian, or say what to install."""
    missing = missing_packages()
    if not missing:
        return
    names = " ".join(missing)
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Problem(
            f"Thiếu các gói cho kiểm thử: {names}. Hãy chạy: sudo apt-get install {names}",
            f"The tests need these packages: {names}. Run: sudo apt-get install {names}",
        )
    with step(f"Cài gói hệ thống · System packages: {names}"):
        _apt("update")
        _apt("install", "-y", "--no-install-recommends", *missing)


def _apt(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-q", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Problem(
            f"apt-get {arguments[0]} không chạy được:\n{done.stderr.strip()}",
            "apt-get failed, see above: check the network and the package sources.",
        )
