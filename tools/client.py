"""Writes the Python client of data sharing from the API's own description.

Usage: python -m tools.client
"""

import json
import os
import shutil
import subprocess
from typing import Any

from tools.console import run_tool, step
from tools.folders import ROOT, VAR, VENV

FOLDER = ROOT / "clients" / "python"
PACKAGE = "tinhso_sharing"
PREFIX = "/api/v1/sharing/"


def main() -> None:
    """Describe, generate, replace what was generated before."""
    described, config = FOLDER / "openapi.json", VAR / "client.json"
    text = json.dumps(description(), ensure_ascii=False, indent=1)
    described.write_text(text + "\n", encoding="utf-8")
    config.write_text(json.dumps({"post_hooks": []}), encoding="utf-8")
    made = FOLDER / PACKAGE / "generated"
    with step("Sinh thư viện Python · Python client"):
        shutil.rmtree(made, ignore_errors=True)
        command = [str(VENV / "bin" / "openapi-python-client"), "generate", "--meta", "none"]
        command += ["--path", str(described), "--config", str(config), "--output-path", str(made)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def description() -> dict[str, Any]:
    """Give the part of the API's description that other agencies call."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from config.api import api

    whole: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    paths = whole["paths"].items()
    whole["paths"] = {path: said for path, said in paths if path.startswith(PREFIX)}
    used = _used(whole["paths"], whole["components"]["schemas"])
    schemas = {name: said for name, said in whole["components"]["schemas"].items() if name in used}
    security = whole["components"]["securitySchemes"]
    whole["components"] = {
        "schemas": schemas,
        "securitySchemes": {"AgreementAuth": security["AgreementAuth"]},
    }
    return whole


def _used(part: object, schemas: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    waiting: list[object] = [part]
    while waiting:
        for name in _references(waiting.pop()):
            if name not in found:
                found.add(name)
                waiting.append(schemas[name])
    return found


def _references(part: object) -> list[str]:
    if isinstance(part, dict):
        own = [str(part["$ref"]).rsplit("/", 1)[-1]] if "$ref" in part else []
        return own + [name for value in part.values() for name in _references(value)]
    if isinstance(part, list):
        return [name for value in part for name in _references(value)]
    return []


if __name__ == "__main__":
    run_tool(main)
