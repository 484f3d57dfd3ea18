"""Checks a transparency log: ``tinhso verify SITE --key KEY`` (see README.md)."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tinhso_verify import checks, notes
from tinhso_verify.tiles import Log, Source, Unreachable

HOLDS, CHANGED, NOT_CHECKED = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Check, print every finding, and give the code to end with."""
    given = _parser().parse_args(arguments)
    try:
        key = notes.read_key(given.key)
        witnesses = [notes.read_key(text) for text in given.witness]
    except notes.NoteRefused as error:
        print(f"cannot check: {error}", file=sys.stderr)
        return NOT_CHECKED
    try:
        findings = list(_findings(given, key, witnesses))
    except (Unreachable, OSError) as error:
        print(f"cannot check: {error}", file=sys.stderr)
        return NOT_CHECKED
    for finding in findings:
        print(finding)
    print(f"{len(findings)} findings" if findings else "everything checked holds")
    return CHANGED if findings else HOLDS


def _findings(
    given: argparse.Namespace, key: notes.Key, witnesses: list[notes.Key]
) -> Iterator[str]:
    if given.proof:
        yield from checks.check_proof(given.proof, key, given.file)
    if given.site == "-":
        return
    source = Source(given.site)
    try:
        note, checkpoint = _checkpoint(source, "checkpoint", key)
    except notes.NoteRefused as error:
        yield f"CHECKPOINT {error}"
        return
    print(f"{checkpoint.origin}: {checkpoint.size} entries")
    log = Log(source, checkpoint.size)
    yield from _log_findings(given, log, checkpoint, key)
    yield from _witness_findings(source, log, checkpoint, key, witnesses)
    if given.remember:
        yield from _growth(log, checkpoint, given.remember, key, note)


def _log_findings(
    given: argparse.Namespace, log: Log, checkpoint: notes.Checkpoint, key: notes.Key
) -> Iterator[str]:
    yield from checks.check_top(log, checkpoint)
    if given.all:
        yield from checks.check_everything(log, checkpoint)
    if given.entry is not None:
        yield from checks.check_entry(log, checkpoint, given.entry, given.details)
    for file in given.anchor:
        yield from _growth(log, checkpoint, file, key)


def _growth(
    log: Log, checkpoint: notes.Checkpoint, file: Path, key: notes.Key, note: str = ""
) -> Iterator[str]:
    """Compare with a checkpoint kept before; ``note`` replaces it once everything holds."""
    findings: list[str] = []
    if file.exists():
        try:
            old = notes.open_checkpoint(file.read_text(encoding="utf-8"), key)
            findings = list(checks.check_growth(log, checkpoint, old))
        except (notes.NoteRefused, ValueError) as error:
            findings = [f"KEPT {file}: {error}"]
    elif not note:
        findings = [f"KEPT {file} is not there"]
    yield from findings
    if note and not findings:
        file.write_text(note, encoding="utf-8")


def _witness_findings(
    source: Source,
    log: Log,
    checkpoint: notes.Checkpoint,
    key: notes.Key,
    witnesses: list[notes.Key],
) -> Iterator[str]:
    """Ask for the newest checkpoint witnesses signed: signed by each, a beginning of today's."""
    if not witnesses:
        return
    try:
        note, seen = _checkpoint(source, "witnessed", key)
    except notes.NoteRefused as error:
        yield f"WITNESSED {error}"
        return
    for witness in witnesses:
        try:
            notes.cosigned_at(note, witness)
        except notes.NoteRefused as error:
            yield f"WITNESS {error}"
    if seen.size > checkpoint.size:
        log = Log(source, seen.size)
        checkpoint, seen = seen, checkpoint
    yield from checks.check_growth(log, checkpoint, seen)


def _checkpoint(source: Source, name: str, key: notes.Key) -> tuple[str, notes.Checkpoint]:
    raw = source.read(name)
    if raw is None:
        raise notes.NoteRefused(f"there is no {name}")
    try:
        note = raw.decode()
    except UnicodeDecodeError as error:
        raise notes.NoteRefused("the checkpoint is not text") from error
    return note, notes.open_checkpoint(note, key)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tinhso")
    commands = parser.add_subparsers(required=True, metavar="verify")
    verify = commands.add_parser("verify", help="check a transparency log")
    verify.add_argument("site", help="address of the site, a folder with a copy, or - for none")
    verify.add_argument("--key", required=True, help="the log's public key: origin+id+base64")
    verify.add_argument("--all", action="store_true", help="compute the whole log again")
    verify.add_argument("--entry", type=_index, help="prove that this entry is in the log")
    verify.add_argument("--details", type=Path, help="salt and details of that entry (JSON)")
    verify.add_argument("--proof", type=Path, help="a proof downloaded before (JSON)")
    verify.add_argument("--file", type=Path, help="the document the proof's entry must name")
    verify.add_argument("--remember", type=Path, help="keep the checkpoint, compare next time")
    verify.add_argument("--anchor", type=Path, action="append", default=[], help="a daily anchor")
    verify.add_argument("--witness", action="append", default=[], help="a witness's public key")
    return parser


def _index(text: str) -> int:
    index = int(text)
    if index < 0:
        raise argparse.ArgumentTypeError("an entry's number is not negative")
    return index


if __name__ == "__main__":
    sys.exit(main())
