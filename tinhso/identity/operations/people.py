"""People: found or created at the counter, shown to the agencies that serve them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.conf import settings
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.readers import add_readers, add_readers_by_key
from tinhso.core.rls import acting_as, current_actor
from tinhso.core.sealed import blind_index
from tinhso.core.text import fold, squeeze
from tinhso.identity.models import Person
from tinhso.identity.queries import person_of


class PersonMismatch(DomainError):
    """The identity number belongs to somebody with another name or birth date."""

    code = "person_mismatch"
    text = gettext_lazy(
        "Số định danh này đã thuộc về người có họ tên hoặc ngày sinh khác."
        " Hãy đối chiếu lại với giấy tờ gốc."
    )


class UnknownLanguage(DomainError):
    """The platform does not speak this language."""

    code = "unknown_language"
    text = gettext_lazy("Ngôn ngữ này chưa có. Hãy chọn tiếng Việt hoặc tiếng Anh.")


class PersonDetails(TypedDict):
    """What a clerk reads from a person's paper; ``identity_number`` may be empty."""

    full_name: str
    identity_number: str
    birth_date: date | None
    phone: str
    email: str
    address: str
    area_code: str


def find_or_create_person(*, at: datetime, **details: Unpack[PersonDetails]) -> Person:
    """Give the person with this identity number, new if the platform did not know them.

    Without a number a new person is made each time. The acting officer's agencies may read the
    person from now on. A known person's contact data are not overwritten from the counter.

    :raises PersonMismatch: the number belongs to somebody else.
    """
    full_name, identity_number = squeeze(details["full_name"]), details["identity_number"]
    readers = list(current_actor().agency_ids)
    fresh = {
        **details,
        "full_name": full_name,
        "reader_agency_ids": readers,
        "created_at": at,
    }
    with acting_as(SYSTEM):
        if not identity_number:
            return Person.objects.create(**fresh)
        person, is_new = Person.objects.get_or_create(
            identity_index=blind_index(identity_number), defaults=fresh
        )
        if not is_new:
            _check_same(person, fold(full_name), details["birth_date"])
            share_person(person_id=person.id, agency_ids=readers)
        return person


def _check_same(person: Person, folded_name: str, birth_date: date | None) -> None:
    is_same_name = fold(person.full_name) == folded_name
    is_same_day = not (person.birth_date and birth_date) or person.birth_date == birth_date
    if not (is_same_name and is_same_day):
        raise PersonMismatch


def share_person(*, person_id: int, agency_ids: Iterable[int]) -> None:
    """Let agencies read a person, because they handle one of the person's affairs.

    Runs as the current actor: whoever may not read the person cannot show them to others.
    """
    add_readers(Person, [person_id], agency_ids)


def share_people(pairs: Iterable[tuple[int, int]]) -> int:
    """Let each person's own agency read them: pairs of person and agency; run as the platform."""
    return add_readers_by_key(Person, "id", pairs)


def choose_language(*, actor: Actor, language: str) -> None:
    """Set the language in which the acting person is written to.

    :raises UnknownLanguage: the interface has no such language.
    """
    if language not in dict(settings.LANGUAGES):
        raise UnknownLanguage
    with acting_as(SYSTEM):
        person = person_of(actor)
        person.language = language
        person.save(update_fields=["language"])
