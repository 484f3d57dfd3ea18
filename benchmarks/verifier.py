"""The verifier over this installation's own files: `python -m benchmarks.verifier folder [each]`.

Takes ``each`` files of every kind and state this installation keeps (results, slips, official
documents, annexes, copies, receipts; as issued, with archive stamps, stamped again, received from
others), makes attacks from them, and has every one verified as ``make verify-corpus`` does. Ends
with 1 when an attack is valid or an honest file is not. The files stay in the folder for pdfsig,
openssl and qpdf.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

EACH = 2


def main() -> None:
    """Gather, attack, verify, print."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    folder = Path(sys.argv[1])
    each = int(sys.argv[2]) if len(sys.argv) > 2 else EACH
    from django.core.management import call_command

    from benchmarks.verifier_inside import gather
    from tinhso.documents.tests.corpus import failures, make_corpus

    files = gather(each)
    attacked = make_corpus(files, folder)
    print(f"{len(files)} honest files, {attacked} attacks on them")
    began = perf_counter()
    call_command("verify_documents", str(folder), out=folder / "verdicts.json")
    rows = json.loads((folder / "verdicts.json").read_text(encoding="utf-8"))["files"]
    print(f"{len(rows)} files in {perf_counter() - began:.0f} s")
    for part in ("honest", "attacks"):
        found = Counter(row["conclusion"] for row in rows if f"/{part}/" in row["file"])
        print(part, dict(found))
    wrong = failures(rows)
    print("judged wrongly:", wrong or "none")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
