"""An office with a leader, two administrators and staff, and a citizen it does not serve."""

from datetime import UTC, datetime

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount, OfficerAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen, make_officer
from tinhso.orgs.tests.factories import make_agency

AT = datetime(2021, 6, 1, 2, 0, tzinfo=UTC)
REASON = "Đồng chí mới nhận công tác từ tháng này"


class Office:
    """An agency and its people by role; ``number`` tells two of one role apart."""

    def __init__(self, code: str = "H10.77", name: str = "Sở Thử nghiệm") -> None:
        with acting_as(SYSTEM):
            self.agency = make_agency(code, name=name, short_name=name)
        self._accounts: dict[tuple[str, int], OfficerAccount] = {}

    def account(self, role: str = "LEADER", number: int = 0) -> OfficerAccount:
        """Give an officer of a role, the same one when asked again."""
        key = (role, number)
        if key not in self._accounts:
            with acting_as(SYSTEM):
                self._accounts[key] = make_officer(
                    self.agency, role, full_name=f"{role} {number}", is_demo=True
                )
        return self._accounts[key]

    def actor(self, role: str = "LEADER", number: int = 0) -> Actor:
        """Give who acts as that officer."""
        return actor_of_account(self.account(role, number))


def make_stranger() -> CitizenAccount:
    """Make a citizen no agency here serves."""
    with acting_as(SYSTEM):
        return make_citizen(full_name="Võ Thị Kín Đáo", identity_number="000190555666")
