"""Processes as tables of steps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


class UnknownStep(LookupError):
    """The process has no step of that code."""


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
