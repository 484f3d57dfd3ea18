"""Opening a contact: the one door of every channel, for whoever turns to the line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.contact.events import ContactOpened
from tinhso.contact.models import (
    Category,
    Channel,
    Contact,
    ContactKind,
    ContactPhoto,
    ContactState,
    Denunciation,
    Hop,
    PhotoRole,
    Priority,
    PublicState,
)
from tinhso.contact.operations.history import note
from tinhso.contact.operations.promising import Promise, known_calendar, promise
from tinhso.contact.permissions import centre_agency_id
from tinhso.contact.queries.catalogue import categories_by_code
from tinhso.contact.queries.places import nearest_communes
from tinhso.contact.queries.receivers import receiver_of
from tinhso.contact.queries.routes import Route, find_route
from tinhso.contact.rules.codes import new_code, secret_from
from tinhso.contact.rules.moves import OWN_PROCEDURE, PUBLISHABLE
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.idempotency import idempotent
from tinhso.core.identifiers import new_token
from tinhso.core.prepared import insert
from tinhso.core.rls import acting_as, acting_inside
from tinhso.core.sealed import blind_index
from tinhso.core.text import fold, nfc
from tinhso.core.working_time import WorkingCalendar
from tinhso.documents.api import refuse_secret_words, share_uploads_with
from tinhso.ledger.api import record
from tinhso.orgs.api import Area, area_chain, organisation_date

MOST_TEXT = 5_000
MOST_PHOTOS = 6


class TextMissing(DomainError):
    """Nothing, or far too much, was said."""

    code = "contact_text_missing"
    text = gettext_lazy("Hãy viết nội dung, từ 10 đến 5.000 ký tự.")


class KindUnknown(DomainError):
    """The kind or category is not one of ours, or is no longer used."""

    code = "contact_kind_unknown"
    text = gettext_lazy("Loại nội dung hoặc lĩnh vực không có trong danh mục. Hãy chọn lại.")


class PlaceMissing(DomainError):
    """The category needs a place and none, or an unknown one, was given."""

    code = "contact_place_missing"
    text = gettext_lazy("Hãy cho biết nơi xảy ra: chọn xã, phường hoặc vị trí trên bản đồ.")


class LineNotSetUp(DomainError):
    """No agency runs the citizen line yet."""

    code = "contact_line_not_set_up"
    text = gettext_lazy("Đường dây 1022 chưa được thiết lập. Hãy liên hệ cơ quan gần nhất.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is: a commune of that day by code, a point in degrees (WGS 84), words."""

    area_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who says it, who may know; ``phone`` as ``0912345678``, ``visitor`` a browser's code."""

    name: str = ""
    phone: str = ""
    email: str = ""
    person_id: int | None = None
    visitor: str = ""
    is_name_public: bool = False
    is_known_to_agency: bool = True


@dataclass(frozen=True, slots=True)
class ContactRequest:
    """What somebody says to the line; ``upload_ids`` are checked uploads of ``documents``."""

    kind: str
    text: str
    channel: str = Channel.WEB
    category: str = ""
    place: Place = field(default_factory=Place)
    reporter: Reporter = field(default_factory=Reporter)
    priority: str = Priority.NORMAL
    language: str = "vi"
    upload_ids: tuple[int, ...] = ()
    accused: str = ""
    accused_agency_code: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the citizen keeps: the contact, and the secret that opens it (told this once)."""

    contact: Contact
    secret: str


def open_contact(*, asked: ContactRequest, actor: Actor, at: datetime, key: str = "") -> Receipt:
    """Take what somebody says, give it a code, a secret, a due date and an owner.

    A complaint or denunciation goes to its own procedure's receiver, a denunciation never to the
    unit it is about. With an idempotency ``key`` a repetition gives the first receipt again.
    Either way it is one transaction.

    :raises TextMissing, KindUnknown, PlaceMissing: say what to mend; nothing is written.
    :raises WordsSecret: a mark of secrecy stands in it; it is sealed.
    :raises LineNotSetUp: no agency runs the line.
    """
    given = _checked(asked)
    refuse_secret_words(
        (given.text, asked.place.address, asked.accused),
        actor=actor,
        at=at,
        agency_id=centre_agency_id(),
    )
    secret = secret_from(blind_index(f"contact-secret:{actor.reference}:{key or new_token()}"))
    if not key:
        with acting_as(SYSTEM):
            return Receipt(_open(given, secret, actor, at), secret)

    made: list[Contact] = []

    def work() -> Mapping[str, object]:
        with acting_inside(SYSTEM):  # a point to go back to is what the key's own block has
            made.append(_open(given, secret, actor, at))
            return {"contact": made[0].pk}

    answer = idempotent(
        actor=actor,
        key=key,
        operation="open_contact",
        request=_without_person(given.asked),
        at=at,
        work=work,
    )
    if made:
        return Receipt(made[0], secret)
    with acting_as(SYSTEM):
        return Receipt(Contact.objects.get(pk=answer.response["contact"]), secret)


def _without_person(asked: ContactRequest) -> dict[str, object]:
    """Give what makes two requests the same, the reporter by a keyed hash alone."""
    place = asked.place
    return {
        "kind": asked.kind,
        "text": asked.text,
        "channel": asked.channel,
        "category": asked.category,
        "place": [place.area_code, place.latitude, place.longitude, place.address],
        "reporter": blind_index(str(asked.reporter)).hex(),
        "priority": asked.priority,
        "language": asked.language,
        "upload_ids": asked.upload_ids,
        "accused": asked.accused,
        "accused_agency_code": asked.accused_agency_code,
    }


@dataclass(frozen=True, slots=True)
class _Given:
    """A request found fit to keep."""

    asked: ContactRequest
    text: str
    category: Category | None
    area: Area | None


def _checked(asked: ContactRequest) -> _Given:
    text = nfc(asked.text).strip()
    if not 10 <= len(text) <= MOST_TEXT:
        raise TextMissing
    if asked.kind not in ContactKind.values or asked.channel not in Channel.values:
        raise KindUnknown
    category = categories_by_code().get(asked.category) if asked.category else None
    if asked.category and category is None:
        raise KindUnknown
    return _Given(asked, text, category, _area(asked.place, category))


def _area(place: Place, category: Category | None) -> Area | None:
    chain = area_chain(place.area_code, organisation_date()) if place.area_code else []
    if place.area_code and not chain:
        raise PlaceMissing
    if place.latitude is not None and not (
        -90 <= place.latitude <= 90 and -180 <= (place.longitude or 0) <= 180
    ):
        raise PlaceMissing
    has_point = place.latitude is not None and place.longitude is not None
    if category is not None and category.needs_place and not chain and not has_point:
        raise PlaceMissing
    if chain:
        return chain[0]
    if place.latitude is None or place.longitude is None:
        return None
    near = nearest_communes(place.latitude, place.longitude, on=organisation_date(), most=1)
    return near[0].area if near else None


def _open(given: _Given, secret: str, actor: Actor, at: datetime) -> Contact:
    centre_id = centre_agency_id()
    if centre_id is None:
        raise LineNotSetUp
    asked = given.asked
    route = find_route(
        kind=asked.kind,
        category=asked.category,
        area_code=given.area.code if given.area else "",
        on=organisation_date(),
    )
    contact = _contact(given, at)
    contact.secret_index = secret_index(contact.code, secret)
    _give_owner(contact, asked, route, centre_id)
    calendar = known_calendar()
    promised = promise(kind=asked.kind, category=asked.category, received_at=at, calendar=calendar)
    _promise(contact, promised)
    insert(contact)
    if asked.kind == ContactKind.DENUNCIATION:
        _seal_denunciation(contact, given, at)
    _begin_turn(contact, centre_id, at, calendar)
    _keep_uploads(contact, asked.upload_ids, at)
    note(contact, "RECEIVED", actor=actor, at=at, is_public=True, promise=contact.promise)
    record(
        kind="CONTACT_RECEIVED",
        subject=f"contact:{contact.code}",
        payload={"kind": contact.kind, "channel": contact.channel},
        actor=actor,
        at=at,
    )
    publish(ContactOpened(contact.pk, contact.code, contact.kind, contact.channel))
    return contact


def secret_index(code: str, secret: str) -> bytes:
    """Give the keyed hash (32 bytes) by which a code's secret is known again."""
    return blind_index(f"contact:{code}:{secret}")


def _contact(given: _Given, at: datetime) -> Contact:
    asked, place, reporter = given.asked, given.asked.place, given.asked.reporter
    is_secret = asked.kind == ContactKind.DENUNCIATION
    has_point = place.latitude is not None and place.longitude is not None and not is_secret
    is_public = asked.kind in PUBLISHABLE and (
        given.category is None or given.category.is_publishable
    )
    return Contact(
        code=new_code(),
        kind=asked.kind,
        channel=asked.channel,
        priority=Priority.URGENT if asked.kind == ContactKind.EMERGENCY else asked.priority,
        category=given.category,
        text="" if is_secret else given.text,
        search_text="" if is_secret else f" {fold(f'{given.text} {place.address}')} ",
        language=asked.language,
        area=given.area,
        latitude=place.latitude if has_point else None,
        longitude=place.longitude if has_point else None,
        address="" if is_secret else nfc(place.address)[:300],
        person_id=reporter.person_id,
        reporter_name=reporter.name[:120],
        reporter_phone=reporter.phone,
        reporter_email=reporter.email,
        phone_index=_index("phone", reporter.phone),
        email_index=_index("email", reporter.email.lower()),
        visitor_index=_index("visitor", reporter.visitor),
        is_name_public=reporter.is_name_public and not is_secret,
        is_known_to_agency=reporter.is_known_to_agency,
        received_at=at,
        public_state=PublicState.WAITING if is_public else PublicState.HIDDEN,
    )


def _index(kind: str, text: str) -> bytes | None:
    return blind_index(f"contact-{kind}:{text}") if text else None


def _give_owner(contact: Contact, asked: ContactRequest, route: Route, centre_id: int) -> None:
    contact.route_reasons = route.reasons()
    routed_id = route.agency.pk if route.agency else centre_id
    if contact.kind in OWN_PROCEDURE:
        contact.agency_id = receiver_of(contact.kind, asked.accused_agency_code, routed_id)
        contact.state = ContactState.HANDED_OVER
        contact.closed_at = contact.received_at
        return
    contact.proposed_agency_id = routed_id
    contact.agency_id = routed_id if route.is_direct else centre_id
    contact.reader_agency_ids = [centre_id]
    if contact.agency_id != centre_id:
        contact.state = ContactState.FORWARDED
        contact.hop_count = 1


def _promise(contact: Contact, promised: Promise | None) -> None:
    if promised is not None:
        contact.due_at = promised.due.at
        contact.promise = promised.as_json()


def _begin_turn(contact: Contact, centre_id: int, at: datetime, calendar: WorkingCalendar) -> None:
    clock = "FORWARD" if contact.agency_id == centre_id else "STEP"
    step = promise(
        kind=contact.kind,
        category=contact.category_id or "",
        received_at=at,
        clock=clock,
        calendar=calendar,
    )
    insert(
        Hop(
            contact=contact,
            ordinal=1,
            agency_id=contact.agency_id,
            reasons=contact.route_reasons,
            from_at=at,
            due_at=step.due.at if step else None,
            to_at=at if contact.kind in OWN_PROCEDURE else None,
        )
    )


def _seal_denunciation(contact: Contact, given: _Given, at: datetime) -> None:
    place = given.asked.place
    Denunciation.objects.create(
        contact=contact,
        agency_id=contact.agency_id,
        text=given.text,
        place=place.address,
        accused=given.asked.accused,
        created_at=at,
    )


def _keep_uploads(contact: Contact, upload_ids: tuple[int, ...], at: datetime) -> None:
    chosen = upload_ids[:MOST_PHOTOS]
    if not chosen:
        return
    ContactPhoto.objects.bulk_create(
        ContactPhoto(contact=contact, upload_id=pk, role=PhotoRole.BEFORE, created_at=at)
        for pk in chosen
    )
    readers = {contact.agency_id, *contact.reader_agency_ids}
    share_uploads_with([(pk, agency_id) for pk in chosen for agency_id in readers])
