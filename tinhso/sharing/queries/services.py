"""The catalogue: which data services the province offers; each slice registers its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext_lazy
from ninja import Schema
from pydantic import Field

from tinhso.orgs.api import Agency
from tinhso.sharing.models import ServiceOwner
from tinhso.sharing.rules import Sensitivity


class Question(Schema):
    """What every service asks beside its own questions."""

    reference: str = Field("", max_length=60, description="The asker's own file number.")
    cursor: str = Field("", max_length=600, description="Where the next page begins.")


@dataclass(frozen=True, slots=True)
class SharedRecord:
    """One record with all its fields; whose data it is, and what it is about if that changes."""

    values: dict[str, Any]
    person_id: int | None = None
    subject: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A page of records."""

    records: Sequence[SharedRecord]
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """How a question is put to people: its label, a hint, and what may be chosen, if not typed."""

    label: object
    hint: object = ""
    options: Sequence[tuple[str, object]] = ()


class Answer(Protocol):
    """Answers a question as the platform."""

    def __call__(self, question: Any, /) -> SharedPage:
        """Give a page of whole records; the agreement takes away what was not agreed."""
        ...


@dataclass(frozen=True, slots=True)
class DataService:
    """A data service (dịch vụ dữ liệu).

    ``record`` declares the fields, all optional; ``personal`` those that say something of a
    person. ``states`` gives the present state of subjects, for services whose records change.
    ``asks`` puts the questions to people, by their names.
    """

    code: str
    name: object
    about: object
    sensitivity: Sensitivity
    record: type[Schema]
    question: type[Question]
    answer: Answer
    personal: frozenset[str] = frozenset()
    states: Callable[[list[str]], dict[str, str]] | None = None
    labels: dict[str, object] = field(default_factory=dict)
    asks: dict[str, Ask] = field(default_factory=dict)

    def find_owner(self) -> Agency | None:
        """Give the agency that answers for the data; ``None`` while nobody is named."""
        named = ServiceOwner.objects.select_related("agency").filter(service=self.code).first()
        return named.agency if named else None

    def ask_of(self, name: str) -> Ask:
        """Give how a question is put to people."""
        return self.asks.get(name) or _ASKS.get(name) or Ask(name)

    @property
    def topic(self) -> str:
        """Give the topic under which changes are told; empty when none are."""
        return f"{self.code}.changed" if self.states else ""

    @property
    def field_names(self) -> list[str]:
        """Give the fields of a record in their order."""
        return list(self.record.model_fields)

    def label_of(self, name: str) -> str:
        """Give a field's name for people."""
        return str(self.labels.get(name, name))


_ASKS = {
    "reference": Ask(
        gettext_lazy("Số hồ sơ của cơ quan bạn"),
        gettext_lazy("Hồ sơ đang giải quyết cần dữ liệu này. Người dân đọc được số này."),
    ),
}
_services: dict[str, DataService] = {}


def register_service(service: DataService) -> None:
    """Offer a data service; called once, from the slice's ``apps.ready()``."""
    _services[service.code] = service


def list_services() -> list[DataService]:
    """Give the catalogue in order of code."""
    return [_services[code] for code in sorted(_services)]


def find_service(code: str) -> DataService | None:
    """Give a service by its code."""
    return _services.get(code)


def get_service(code: str) -> DataService:
    """Give a service that an agreement names.

    :raises KeyError: no slice offers it any more.
    """
    return _services[code]
