"""Starts other Python processes on the running test's database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

_PREPARE = "import django; django.setup()\n"


def start_python(code: str) -> subprocess.Popen[str]:
    """Start a process that runs code inside Django, on the test database."""
    database = connection.settings_dict
    user, password = (quote(str(database[part])) for part in ("USER", "PASSWORD"))
    address = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    environment = {
        **os.environ,
        "TINHSO_TEST_DATABASE_URL": f"postgresql://{user}:{password}@{address}",
    }
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", _PREPARE + code],
        env=environment,
        cwd=Path(settings.PROVINCE_PACK).parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def running_python(code: str) -> Iterator[subprocess.Popen[str]]:
    """Run a process beside a block; whatever happens, it is gone afterwards."""
    process = start_python(code)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
