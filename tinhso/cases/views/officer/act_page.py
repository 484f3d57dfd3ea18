"""What a page of one act is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from tinhso.cases.api import Action, Case
from tinhso.cases.forms.officer import ActForm
from tinhso.core.actors import Actor

Run = Callable[[Case, ActForm, Actor, datetime], object]


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act: the button that leads to it, what its page says, what is said when it is done."""

    action: Action
    slug: str
    button: Promise
    title: Promise
    explanation: Promise
    done: Promise
    run: Run
    form: type[ActForm] = ActForm
    is_dangerous: bool = False
