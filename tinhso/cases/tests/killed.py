"""Who acts in the tests that kill writes of cases, and what a history has to look like after."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from tinhso.cases.models import Case, CaseEvent
from tinhso.cases.tests.factories import ONE_WORKING_DAY, Ward, make_case, make_version, make_ward
from tinhso.cases.tests.walk import SOON
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.core.tests.done_once import as_actor, check_done_once, is_done_again, with_key
from tinhso.identity.models import CitizenAccount, OfficerAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen, make_officer
from tinhso.ledger.api import find_entries
from tinhso.orgs.tests.factories import make_area
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.tests.factories import make_entry, publish


class Cast:
    """Two wards, a citizen, a procedure; counts the cuts, notes which acts a second click does."""

    def __init__(self) -> None:
        """Make everybody."""
        with acting_as(SYSTEM):
            self.ward: Ward = make_ward()
            self.helper: Ward = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)
            self.account: CitizenAccount = make_citizen()
            self.version: ProcedureVersion = make_version()
        self.writes = 0
        self.cuts = 0
        self.done_again: set[str] = set()

    @property
    def citizen(self) -> Actor:
        """Give the applicant as who acts."""
        return actor_of_account(self.account)

    def colleague(self, role: str = "SPECIALIST") -> OfficerAccount:
        """Make a second officer of a role at the ward."""
        agency = self.ward.office if role == "CLERK" else self.ward.committee
        with acting_as(SYSTEM):
            return make_officer(agency, role, full_name="Lê Thị Ba")

    def newest(self, **changes: Any) -> ProcedureVersion:
        """Publish a later version with changed parts."""
        with acting_as(SYSTEM):
            ways = {"ways": ONE_WORKING_DAY, **changes}
            return max(publish(make_entry(**ways), at=SOON), key=lambda found: found.number)

    def case(self, version: ProcedureVersion | None = None) -> Case:
        """File a case, undisturbed."""
        with acting_as(SYSTEM):
            return make_case(self.account, version or self.version)

    def once(
        self,
        actor: Actor,
        operation: Callable[..., Any],
        *,
        at: datetime = SOON,
        every: int = 1,
        **words: Any,
    ) -> None:
        """Let an act be done through everything that can cut it off; then try a second click."""
        self.writes += 1
        act = partial(operation, actor=actor, at=at, **words)
        key = f"{operation.__name__}-{self.writes}"
        self.cuts += check_done_once(with_key(actor, key, at, act), every=every)
        if is_done_again(as_actor(actor, act)):
            self.done_again.add(operation.__name__)


def fresh(case: Case) -> Case:
    """Read a case anew."""
    with acting_as(SYSTEM):
        return Case.objects.get(pk=case.pk)


def assert_whole(*cases: Case) -> None:
    """Expect histories without gaps, each event entered in the ledger, codes in one row."""
    with acting_as(SYSTEM):
        for case in cases:
            events = CaseEvent.objects.filter(case=case).order_by("ordinal")
            ordinals = list(events.values_list("ordinal", flat=True))
            assert ordinals == list(range(1, fresh(case).event_count + 1))
            assert len(find_entries(f"case:{case.pk}")) == len(ordinals)
        codes = Case.objects.exclude(code=None).values_list("code", flat=True)
        numbers = sorted(int(str(code).rsplit("-", 1)[1]) for code in codes)
    assert numbers == list(range(1, len(numbers) + 1))
