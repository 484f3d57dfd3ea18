"""The national ID peer passes its own tests (they are written in its language)."""

import subprocess
from pathlib import Path

PEER = Path(__file__).parent.parent / "national_id"


def test_the_provider_and_its_misbehaviour_work() -> None:
    done = subprocess.run(
        ["node", "--test"],  # noqa: S607
        cwd=PEER,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-4000:]
    assert "# fail 0" in done.stdout
