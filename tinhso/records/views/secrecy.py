"""The same refusal at every entry: words or files with a mark of secrecy are sealed, not kept."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.core.clock import now
from tinhso.records.operations import GivenFile, screen, shut_away
from tinhso.ui.navigation import actor_of


def refused_if_secret(
    request: HttpRequest, given: dict[str, Any], files: Sequence[GivenFile] = ()
) -> HttpResponse | None:
    """Give the notice when answers or files bear a mark of secrecy; they are sealed by then.

    ``given`` are a form's cleaned answers. Nothing found gives ``None``: the act goes on.
    """
    actor = actor_of(request)
    found = screen(fields=_texts(given.values()), files=files)
    if found.level is None or actor.agency_id is None:
        return None
    item = shut_away(
        agency_id=actor.agency_id,
        files=files,
        level=found.level,
        door=found.door,
        actor=actor,
        at=now(),
    )
    context = {"item": item}
    page = "records/incoming/refused_secret.html"
    return render(request, page, context, status=HTTPStatus.CONFLICT)


def _texts(answers: Iterable[Any]) -> list[str]:
    return [answer for answer in answers if isinstance(answer, str)]
