"""State machines as tables of transitions: pure, one table per workflow."""

from collections.abc import Iterable
from dataclasses import dataclass


class TransitionRefused(Exception):
    """The table has no such transition from the present state."""

    def __init__(self, action: str, state: str) -> None:
        super().__init__(f"{action} from {state}")
        self.action = action
        self.state = state


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
