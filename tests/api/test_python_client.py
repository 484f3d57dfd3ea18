"""The Python client in the repository is that of today's API."""

import json

from tools.client import FOLDER, description


def test_client_was_generated_from_todays_description() -> None:
    kept = json.loads((FOLDER / "openapi.json").read_text(encoding="utf-8"))

    assert kept == description(), "run `make client`"
