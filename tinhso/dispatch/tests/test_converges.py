"""However messages are doubled, overtaken, delayed or lost and sent again: both sides agree.

A rule-based state machine plays the sender's and the receiver's halves over a line that does what
it likes. In the end, when everything has come, the sender knows exactly what the receiver did.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tinhso.dispatch.rules import (
    RECEIVER,
    REPORTS,
    Act,
    Decision,
    Sent,
    Status,
    StatusNote,
    Taken,
    sent_decision,
    sent_state,
)
from tinhso.dispatch.rules.digests import content_digest, note_digest
from tinhso.dispatch.tests.messages import AT, message, note

_STEPS = st.sampled_from(["receive", "return", "assign", "start", "finish"])
_REACHED = {
    Taken.ARRIVED: Sent.ARRIVED,
    Taken.RECEIVED: Sent.RECEIVED,
    Taken.ASSIGNED: Sent.ASSIGNED,
    Taken.IN_PROGRESS: Sent.IN_PROGRESS,
    Taken.DONE: Sent.DONE,
    Taken.RETURNED: Sent.RETURNED,
    Taken.RECALLED: Sent.TAKEN_BACK,
}


class Line(RuleBasedStateMachine):
    """Two ends and a line between them; ``told`` holds what the receiver reported, once each."""

    def __init__(self) -> None:
        super().__init__()
        self.is_recalled = False
        self.on_the_way: list[str] = ["document"]
        self.came: set[str] = set()
        self.state: Taken | None = None
        self.decision = Decision.NONE
        self.told: list[StatusNote] = []
        self.heard: dict[str, Status] = {}

    @rule()
    def recall(self) -> None:
        """The sender asks to recall, once."""
        if not self.is_recalled:
            self.is_recalled = True
            self.on_the_way.append("recall")

    @rule(which=st.integers(0, 9), keep=st.booleans())
    def message_comes(self, which: int, keep: bool) -> None:
        """One message of those on the way comes; a copy may stay behind and come again."""
        if not self.on_the_way:
            return
        arrived = self.on_the_way[which % len(self.on_the_way)]
        if not keep:
            self.on_the_way.remove(arrived)
        if arrived in self.came:
            return
        self.came.add(arrived)
        if arrived == "document":
            self.state = Taken.ARRIVED
            self._report(Status.ARRIVED)
        else:
            self.decision = Decision.OPEN

    @rule(step=_STEPS)
    def receiver_works(self, step: str) -> None:
        """The receiver does what its table allows."""
        if self.state is None or not RECEIVER.allows(action=step, state=self.state):
            return
        reached = Taken(RECEIVER.target(action=step, state=self.state))
        self.state = reached
        self._report(REPORTS[step])

    @rule(agrees=st.booleans())
    def receiver_decides(self, agrees: bool) -> None:
        """The receiver answers a recall, if the document is there."""
        if self.decision is not Decision.OPEN or self.state is None:
            return
        if agrees and not RECEIVER.allows(action="recall", state=self.state):
            return
        self.decision = Decision.AGREED if agrees else Decision.DECLINED
        self._report(Status.AGREED if agrees else Status.DECLINED)
        if agrees:
            self.state = Taken.RECALLED
            self._report(Status.TAKEN_BACK)

    def _report(self, status: Status) -> None:
        at = AT + timedelta(minutes=len(self.told))
        told = note(status, at=at)
        if status not in {earlier.status for earlier in self.told}:
            self.told.append(told)

    @rule(which=st.integers(0, 9), copies=st.integers(1, 3))
    def status_comes(self, which: int, copies: int) -> None:
        """One status of those waiting comes, perhaps several times, in any order."""
        if not self.told:
            return
        told = self.told[which % len(self.told)]
        for _ in range(copies):
            self.heard[note_digest(told)] = told.status

    @invariant()
    def nothing_is_heard_that_was_not_told(self) -> None:
        """The sender never knows more than was said, and each thing once."""
        assert len(self.heard) <= len(self.told)
        assert set(self.heard.values()) <= {told.status for told in self.told}

    @invariant()
    def the_sender_is_never_ahead(self) -> None:
        """What the sender shows was reached at the receiver."""
        statuses = {told.status for told in self.told}
        ahead = sent_state(Sent.SENT, set(self.heard.values()))
        assert ahead in {sent_state(Sent.SENT, {each}) for each in statuses} | {Sent.SENT}

    def teardown(self) -> None:
        """Everything comes in the end: both sides agree."""
        for arrived in [*self.on_the_way, "document", *(["recall"] * self.is_recalled)]:
            self.on_the_way = [arrived]
            self.message_comes(0, keep=False)
        for told in reversed(self.told):
            self.heard[note_digest(told)] = told.status
        statuses = set(self.heard.values())
        assert statuses == {told.status for told in self.told}
        if self.state is Taken.RECALLED:
            assert sent_state(Sent.SENT, statuses) is Sent.TAKEN_BACK
        elif self.state in {Taken.ARRIVED, Taken.RECEIVED, Taken.RETURNED, Taken.DONE}:
            assert sent_state(Sent.SENT, statuses) is _REACHED[self.state]
        if self.decision in {Decision.AGREED, Decision.DECLINED}:
            assert sent_decision(statuses) is self.decision


TestLine = Line.TestCase
TestLine.settings = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.parametrize("own", [Sent.QUEUED, Sent.SENT, Sent.FAILED])
def test_a_status_proves_arrival_whatever_sending_said(own: Sent) -> None:
    assert sent_state(own, {Status.RECEIVED}) is Sent.RECEIVED
    assert sent_state(own, set()) is own


def test_the_way_a_message_took_does_not_make_it_another() -> None:
    plain = message()

    assert content_digest(plain) == content_digest(replace(plain, trace=()))
    assert content_digest(plain) != content_digest(message(Act.RECALL))
    assert content_digest(plain) != content_digest(replace(plain, files=()))
