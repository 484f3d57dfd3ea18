"""The line in the words of Open311: categories as services, published reports as requests."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.contact.models import (
    OPEN_STATES,
    ApiKey,
    Category,
    Contact,
    ContactEvent,
    ContactKind,
    ContactPhoto,
    ContactState,
    Filing,
    PublicState,
)
from tinhso.contact.queries.catalogue import categories_by_code, category_name, category_tree
from tinhso.contact.rules.open311 import (
    Attribute,
    AttributeValue,
    Open311Refused,
    RequestQuery,
    RequestUpdate,
    Service,
    ServiceRequest,
)
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.orgs.api import agency_name_shown

ATTRIBUTES_FILE = "attributes.json"
_CLOSED_ACTS = ("ANSWERED", "REFUSED", "LINKED", "WITHDRAWN")


def key_index(key: str) -> bytes:
    """Give the keyed hash by which a key is known."""
    return blind_index(f"open311-key:{key}")


def find_key(key: str) -> ApiKey | None:
    """Give the key a program shows, ``None`` when it is unknown or switched off."""
    if not 0 < len(key) <= 200:
        return None
    with acting_as(SYSTEM):
        return ApiKey.objects.filter(key_index=key_index(key), is_active=True).first()


def list_services() -> list[Service]:
    """Give the categories somebody may report in, in the reader's language."""
    return [
        _service(one, category_name(root.code))
        for root, leaves in category_tree()
        for one in leaves
        if _takes_reports(one)
    ]


def _takes_reports(category: Category) -> bool:
    return not category.kinds or ContactKind.FIELD_REPORT in category.kinds


def _service(category: Category, group: str) -> Service:
    return Service(
        service_code=category.code,
        service_name=category_name(category.code),
        description=category.hint,
        metadata=bool(attributes_of(category.code)),
        keywords=tuple(category.words.split()),
        group=group,
    )


def get_service(code: str) -> Category:
    """Give a category by its code.

    :raises Open311Refused: 404, there is none that takes reports.
    """
    found = categories_by_code().get(code)
    if found is None or not _takes_reports(found) or found.parent_id is None:
        raise Open311Refused(404, "service_code was not found")
    return found


def attributes_of(code: str) -> tuple[Attribute, ...]:
    """Give what a category asks beside the description, in order."""
    asked = _attributes(Path(settings.PROVINCE_PACK)).get(code, [])
    return tuple(
        Attribute(
            code=one["code"],
            datatype=one["datatype"],
            description=one["description"],
            required=one.get("required", False),
            datatype_description=one.get("hint", ""),
            order=order,
            values=tuple(AttributeValue(key, name) for key, name in one.get("values", {}).items()),
        )
        for order, one in enumerate(asked, 1)
    )


@lru_cache(maxsize=2)
def _attributes(pack: Path) -> dict[str, list[dict[str, Any]]]:
    path = pack / "contact" / ATTRIBUTES_FILE
    read: dict[str, list[dict[str, Any]]] = json.loads(path.read_text("utf-8"))
    return read


def visible_to(key: ApiKey | None) -> QuerySet[Contact]:
    """Give the reports a program may see: published ones, and those it filed itself."""
    is_visible = Q(public_state=PublicState.PUBLISHED)
    if key is not None:
        is_visible |= Q(filing__api_key=key)
    rows = Contact.objects.filter(is_visible).exclude(kind=ContactKind.DENUNCIATION)
    return rows.select_related("category", "area", "filing")


def list_requests(query: RequestQuery, key: ApiKey | None) -> list[ServiceRequest]:
    """Give the requests a program asked for, the newest first, at most a thousand."""
    with acting_as(SYSTEM):
        rows = _filtered(visible_to(key), query).order_by("-received_at", "-id")
        found = list(rows[: query.size])
        photos = _public_photos([one.pk for one in found])
        return [_shown(one, key, photos.get(one.pk)) for one in found]


def _filtered(rows: QuerySet[Contact], query: RequestQuery) -> QuerySet[Contact]:
    if query.ids:
        return rows.filter(code__in=query.ids)
    if query.start:
        rows = rows.filter(received_at__gte=query.start)
    if query.end:
        rows = rows.filter(received_at__lt=query.end)
    if query.service_codes:
        rows = rows.filter(category_id__in=query.service_codes)
    if len(query.statuses) == 1:
        is_open = query.statuses[0] == "open"
        rows = (
            rows.filter(state__in=OPEN_STATES) if is_open else rows.exclude(state__in=OPEN_STATES)
        )
    return rows


def get_request(code: str, key: ApiKey | None) -> ServiceRequest:
    """Give one request.

    :raises Open311Refused: 404, there is none the program may see.
    """
    with acting_as(SYSTEM):
        found = visible_to(key).filter(code=code).first()
        if found is None:
            raise Open311Refused(404, "service_request_id was not found")
        return _shown(found, key, _public_photos([found.pk]).get(found.pk))


def request_of_token(token: str, key: ApiKey | None) -> str:
    """Give the number of a request a token stands for.

    :raises Open311Refused: 404, the token is unknown.
    """
    with acting_as(SYSTEM):
        found = visible_to(key).filter(filing__token=token).first() if token else None
    if found is None:
        raise Open311Refused(404, "token was not found")
    return found.code


def list_updates(query: RequestQuery, key: ApiKey | None) -> list[RequestUpdate]:
    """Give what citizens were told of visible requests within a span, the oldest first."""
    with acting_as(SYSTEM):
        seen = visible_to(key)
        if query.ids:
            seen = seen.filter(code__in=query.ids)
        rows = ContactEvent.objects.filter(is_public=True, contact__in=seen)
        if query.start:
            rows = rows.filter(at__gte=query.start)
        if query.end:
            rows = rows.filter(at__lt=query.end)
        found = list(rows.select_related("contact").order_by("at", "id")[: query.size])
    return [_update(one) for one in found]


def _update(event: ContactEvent) -> RequestUpdate:
    is_closed = event.act in _CLOSED_ACTS
    published = event.contact.public_state == PublicState.PUBLISHED
    return RequestUpdate(
        update_id=str(event.pk),
        service_request_id=event.contact.code,
        status="closed" if is_closed else "open",
        updated_datetime=local(event.at),
        description=event.contact.public_answer if is_closed and published else "",
    )


def _public_photos(contact_ids: list[int]) -> dict[int, ContactPhoto]:
    rows = ContactPhoto.objects.filter(contact_id__in=contact_ids, is_public=True)
    return {one.contact_id: one for one in rows.order_by("-id")}


def _shown(contact: Contact, key: ApiKey | None, photo: ContactPhoto | None) -> ServiceRequest:
    is_public = contact.public_state == PublicState.PUBLISHED
    is_own = key is not None and _filed_by(contact, key)
    is_open = contact.state in OPEN_STATES
    return ServiceRequest(
        service_request_id=contact.code,
        status="open" if is_open else "closed",
        status_notes=_status_notes(contact, is_public=is_public),
        service_name=category_name(contact.category_id),
        service_code=contact.category_id or "",
        description=contact.text if is_own else contact.public_text,
        agency_responsible=agency_name_shown(contact.agency_id),
        requested_datetime=local(contact.received_at),
        updated_datetime=local(contact.closed_at or contact.published_at or contact.received_at),
        expected_datetime=local(contact.due_at) if contact.due_at else None,
        address=contact.address,
        address_id=contact.area.code if contact.area else "",
        lat=contact.latitude,
        long=contact.longitude,
        media_url=_photo_url(photo),
    )


def _filed_by(contact: Contact, key: ApiKey) -> bool:
    filing: Filing | None = getattr(contact, "filing", None)
    return filing is not None and filing.api_key_id == key.pk


def _status_notes(contact: Contact, *, is_public: bool) -> str:
    notes = str(ContactState(contact.state).label)
    if is_public and contact.public_answer:
        return f"{notes}: {contact.public_answer}"
    if contact.public_state == PublicState.WAITING:
        return f"{notes}. " + _("Nội dung chờ duyệt trước khi công khai.")
    return notes


def _photo_url(photo: ContactPhoto | None) -> str:
    if photo is None:
        return ""
    return f"{settings.SITE_URL}{reverse('contact:photo', args=[photo.pk])}"
