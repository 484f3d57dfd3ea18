"""Answers typed into a page whose session had ended: kept until the same person is back."""

from collections.abc import Mapping

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict

_KEY = "parked_answers"
_MOST_CHARACTERS = 50_000
_MOST_PAGES = 3


def park_answers(session: SessionBase, path: str, post: QueryDict) -> None:
    """Keep what was sent to a page in the visitor's session; signing in keeps the session.

    Few pages and bounded, because anybody can send this. The answers are given back only to
    who may open the page they were sent to.
    """
    answers = {name: value for name, value in post.items() if name != "csrfmiddlewaretoken"}
    if sum(len(name) + len(str(value)) for name, value in answers.items()) > _MOST_CHARACTERS:
        return
    parked = {**session.get(_KEY, {}), path: answers}
    session[_KEY] = dict(list(parked.items())[-_MOST_PAGES:])


def take_parked_answers(session: SessionBase, path: str) -> Mapping[str, str] | None:
    """Give back, once, what was kept for a page; ``None`` when nothing was."""
    parked = session.get(_KEY)
    if not parked or path not in parked:
        return None
    answers: Mapping[str, str] = parked.pop(path)
    session[_KEY] = parked
    return answers
