"""Public pages of the log: what it is, each entry with its proof, who witnesses it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tinhso.core import clock
from tinhso.ledger import queries
from tinhso.ledger.gateways import key_files
from tinhso.ledger.models import LedgerEntry
from tinhso.ledger.rules import notes
from tinhso.ledger.rules.kinds import kind_name

_SHOWN = 10
_MOST_INDEX_DIGITS = 15


@require_safe
def show_ledger(request: HttpRequest) -> HttpResponse:
    """Explain the log, show its newest checkpoint and entries, and look an entry up."""
    wanted = request.GET.get("so", "").strip()
    if wanted.isascii() and wanted.isdigit() and len(wanted) <= _MOST_INDEX_DIGITS:
        return redirect("ledger:entry", index=int(wanted))
    public_key = key_files.find_public_key()
    return render(
        request,
        "ledger/ledger.html",
        {
            "checkpoint": queries.latest_checkpoint(),
            "entries": [_line(entry) for entry in queries.list_latest_entries(_SHOWN)],
            "verifier_key": public_key and notes.verifier_key(settings.LEDGER_ORIGIN, public_key),
            "witnesses": queries.list_witness_states(),
            "witnessed": queries.list_witnessed_logs(),
            "site_url": settings.SITE_URL,
            "wanted": wanted,
            "problem": gettext("Nhập số thứ tự bằng chữ số, ví dụ 12.") if wanted else "",
        },
    )


@require_safe
def show_entry(request: HttpRequest, index: int) -> HttpResponse:
    """Show an entry and the proof that it is in the log."""
    whole = _proof(index)
    proof = whole.inclusion
    details: dict[str, Any] = {
        "proof": proof,
        "whole": whole,
        "line": _line(proof.entry),
        "is_included": proof.is_valid(),
        "has_grown": whole.has_only_grown(),
        "path": [item.hex() for item in proof.path],
        "commitment": bytes(proof.entry.commitment).hex(),
        "root": bytes(proof.checkpoint.root).hex(),
        "leaf_hash": proof.leaf_hash.hex(),
        "leaf": proof.leaf.decode(),
        "growth": [item.hex() for item in whole.growth],
    }
    return render(request, "ledger/entry.html", details)


@require_safe
def download_proof(request: HttpRequest, index: int) -> HttpResponse:
    """Give the proof for a program."""
    response = JsonResponse(_proof(index).as_json(), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="so-cai-{index}.json"'
    return response


def _proof(index: int) -> queries.WholeProof:
    entry = queries.find_entry(index) if index < 10**_MOST_INDEX_DIGITS else None
    if entry is None:
        raise Http404(gettext("Sổ cái chưa có mục mang số thứ tự này."))
    return queries.whole_proof(entry.id)


def _line(entry: LedgerEntry) -> dict[str, Any]:
    return {
        "index": entry.index,
        "kind": kind_name(entry.kind),
        "recorded_at": clock.local(entry.recorded_at),
    }
