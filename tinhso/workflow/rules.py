"""Processes as tables of steps, and state machines as tables of transitions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


class UnknownStep(LookupError):
    """The process has no step of that code."""


class TransitionRefused(Exception):
    """The table has no such transition from the present state."""

    def __init__(self, action: str, state: str) -> None:
        super().__init__(f"{action} from {state}")
        self.action = action
        self.state = state


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an internal process: who does it (role) and its share of the time (hours)."""

    code: str
    name_vi: str
    name_en: str
    role: str
    hours: int

    def name(self, language: str) -> str:
        """Give the step's name in Vietnamese (``vi``) or English."""
        return self.name_vi if language == "vi" else self.name_en


@dataclass(frozen=True, slots=True)
class ProcessDefinition:
    """The steps of a process in order; 8 hours make a working day."""

    steps: tuple[Step, ...]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, Any]]) -> "ProcessDefinition":
        """Read the table as the province pack writes it.

        :raises ValueError: when a step code occurs twice or there is no step.
        """
        steps = tuple(
            Step(
                code=str(row["code"]),
                name_vi=str(row["name"]["vi"]),
                name_en=str(row["name"]["en"]),
                role=str(row["role"]),
                hours=int(row["hours"]),
            )
            for row in rows
        )
        if not steps or len({step.code for step in steps}) != len(steps):
            raise ValueError("a process needs steps with distinct codes")
        return cls(steps)

    @property
    def total_hours(self) -> int:
        """Give the sum of all steps' hours."""
        return sum(step.hours for step in self.steps)

    def step(self, code: str) -> Step:
        """Give the step of that code.

        :raises UnknownStep: when there is none.
        """
        return self.steps[self._position(code)]

    def find_after(self, code: str) -> Step | None:
        """Give the step that follows, or ``None`` after the last."""
        position = self._position(code) + 1
        return self.steps[position] if position < len(self.steps) else None

    def find_before(self, code: str) -> Step | None:
        """Give the step that precedes, or ``None`` before the first."""
        position = self._position(code)
        return self.steps[position - 1] if position else None

    def find_role(self, role: str) -> Step | None:
        """Give the first step done by that role, or ``None``."""
        return next((step for step in self.steps if step.role == role), None)

    def _position(self, code: str) -> int:
        for position, step in enumerate(self.steps):
            if step.code == code:
                return position
        raise UnknownStep(code)


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a state machine: an action, where it may start, where it may end."""

    action: str
    sources: frozenset[str]
    targets: tuple[str, ...]


class StateMachine:
    """A table of transitions; the only place that knows which move is legal."""

    def __init__(self, transitions: Iterable[Transition]) -> None:
        self._by_action = {transition.action: transition for transition in transitions}

    def target(self, *, action: str, state: str, wanted: str | None = None) -> str:
        """Give the state after the action; an empty target row keeps the present state.

        :param wanted: which of several targets is meant; the first when left out.
        :raises TransitionRefused: when the table has no such move.
        """
        transition = self._by_action.get(action)
        if transition is None or state not in transition.sources:
            raise TransitionRefused(action, state)
        targets = transition.targets or (state,)
        target = wanted or targets[0]
        if target not in targets:
            raise TransitionRefused(action, state)
        return target

    def allows(self, *, action: str, state: str) -> bool:
        """Tell whether the action may start from the state."""
        transition = self._by_action.get(action)
        return transition is not None and state in transition.sources

    def actions_from(self, state: str) -> frozenset[str]:
        """Give every action that may start from the state."""
        return frozenset(
            transition.action
            for transition in self._by_action.values()
            if state in transition.sources
        )
