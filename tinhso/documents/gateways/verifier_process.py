"""Checking a file from outside in a process of its own: run as a script it writes the facts."""

import json
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tinhso.documents.gateways.anchors import Anchors, anchors_as_json, anchors_from_json
from tinhso.documents.gateways.limited_process import (
    LimitReached,
    ScriptFailed,
    begin_script,
    run_limited,
)
from tinhso.documents.rules.evidence import FileFacts, Obstacle, facts_as_json, facts_from_json


def read_facts_apart(pdf: bytes, anchors: Anchors) -> FileFacts:
    """Give what a file holds; one that takes too much or breaks the reader says so."""
    try:
        answer = run_limited(Path(__file__).resolve(), anchors_as_json(anchors), pdf)
        return facts_from_json(json.loads(answer))
    except LimitReached:
        return FileFacts(Obstacle.TOO_HEAVY)
    except (ScriptFailed, KeyError, TypeError, ValueError):
        return FileFacts(Obstacle.DAMAGED)


def _main() -> None:
    order, content = begin_script()
    from tinhso.documents.gateways.pdf_validation import read_facts

    facts = read_facts(content, anchors_from_json(order))
    sys.stdout.write(json.dumps(facts_as_json(facts)))


if __name__ == "__main__":
    _main()
