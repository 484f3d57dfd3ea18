"""Marks views that answer everybody alike: no session is read, so any cache may keep the answer."""

from collections.abc import Callable
from typing import TypeVar

from django.http.response import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
_MARK = "answers_everybody_alike"


def for_everybody(view: View) -> View:
    """Mark a view: nobody is signed in while it answers, and its answer has no language."""
    setattr(view, _MARK, True)
    return view


def answers_everybody_alike(view: Callable[..., HttpResponseBase]) -> bool:
    """Tell whether a view was marked."""
    return bool(getattr(view, _MARK, False))
