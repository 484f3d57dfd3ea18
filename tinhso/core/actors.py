"""Who acts: the one value every permission, row policy and audit entry starts from."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class ActorKind(StrEnum):
    """The ways a person or the platform itself may act."""

    PUBLIC = "public"
    CITIZEN = "citizen"
    OFFICER = "officer"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Capacity:
    """In whose name a citizen acts (tư cách đại diện): the mandate, who is represented, how far.

    ``procedures`` are slugs, empty for all; without ``sees_all`` only what was begun under this
    mandate is open.
    """

    mandate_id: int
    represented_name: str
    representative_name: str = ""
    procedures: tuple[str, ...] = ()
    sees_all: bool = False

    def covers(self, procedure: str) -> bool:
        """Tell whether the mandate reaches a procedure."""
        return not self.procedures or procedure in self.procedures


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the platform) acting now, with what row-level security may show them.

    ``person_id`` and ``account_id`` are keys of the identity slice; ``agency_ids`` are keys of
    the orgs slice the actor works for; ``roles`` are codes such as ``CLERK`` or ``LEADER``.
    ``stands_in_for`` are persons in whose name the actor may act today, ``lent_roles`` the roles
    among ``roles`` held only by such a delegation.
    Who acts in another's name has that person's ``person_id``, their own ``account_id``, and a
    ``capacity``. ``needs_proof`` says that the officer must prove themselves again before what is
    sensitive.
    """

    kind: ActorKind
    name: str = ""
    person_id: int | None = None
    account_id: int | None = None
    position_id: int | None = None
    agency_ids: tuple[int, ...] = ()
    roles: frozenset[str] = frozenset()
    assurance: str = ""
    stands_in_for: tuple[int, ...] = ()
    lent_roles: frozenset[str] = frozenset()
    needs_proof: bool = False
    capacity: Capacity | None = None

    @property
    def agency_id(self) -> int | None:
        """Give the agency the actor works for, or ``None`` for citizens and the platform."""
        return self.agency_ids[0] if self.agency_ids else None

    @property
    def reference(self) -> str:
        """Give a short stable reference for audit rows, such as ``officer:12``."""
        identity = self.account_id or self.person_id
        return f"{self.kind}:{identity}" if identity else str(self.kind)

    @property
    def is_citizen(self) -> bool:
        """Tell whether a signed-in citizen acts."""
        return self.kind is ActorKind.CITIZEN

    @property
    def is_limited(self) -> bool:
        """Tell whether only what was begun under the actor's mandate is open to them."""
        return self.capacity is not None and not self.capacity.sees_all

    @property
    def is_officer(self) -> bool:
        """Tell whether an officer acts for an agency."""
        return self.kind is ActorKind.OFFICER

    def as_json(self) -> dict[str, Any]:
        """Give the actor as a task's arguments hold it."""
        return {
            **asdict(self),
            "kind": str(self.kind),
            "roles": sorted(self.roles),
            "lent_roles": sorted(self.lent_roles),
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Actor":
        """Give the actor a task was deferred with."""
        capacity = values.get("capacity")
        return cls(
            **{
                **values,
                "capacity": Capacity(**{**capacity, "procedures": tuple(capacity["procedures"])})
                if capacity
                else None,
                "kind": ActorKind(values["kind"]),
                "agency_ids": tuple(values["agency_ids"]),
                "roles": frozenset(values["roles"]),
                "stands_in_for": tuple(values.get("stands_in_for", ())),
                "lent_roles": frozenset(values.get("lent_roles", ())),
            }
        )

    def has_role(self, *roles: str) -> bool:
        """Tell whether the actor holds one of the given roles."""
        return not self.roles.isdisjoint(roles)


PUBLIC = Actor(kind=ActorKind.PUBLIC)
SYSTEM = Actor(kind=ActorKind.SYSTEM, name="Tỉnh Số")
