"""Reports other programs file by Open311: the same door as every channel, answered by number."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.contact.models import ApiKey, Category, Channel, ContactKind, Filing
from tinhso.contact.operations.history import note
from tinhso.contact.operations.opening import (
    ContactRequest,
    Place,
    PlaceMissing,
    Receipt,
    Reporter,
    TextMissing,
    open_contact,
)
from tinhso.contact.queries.catalogue import category_name
from tinhso.contact.queries.open311 import attributes_of, key_index, visible_to
from tinhso.contact.rules.open311 import Attribute, Open311Refused, Report, check_attributes
from tinhso.contact.rules.telephone import national_number, read_number
from tinhso.core.actors import PUBLIC, SYSTEM
from tinhso.core.identifiers import new_token
from tinhso.core.prepared import insert
from tinhso.core.rls import acting_as
from tinhso.documents.api import WordsSecret, seal_secret_words

_LEAST_TEXT = 10


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A filed report: the receipt for the citizen, and how the program is answered."""

    receipt: Receipt
    filing: Filing


@transaction.atomic
def file_report(
    *,
    report: Report,
    category: Category,
    key: ApiKey,
    upload_ids: tuple[int, ...],
    at: datetime,
    request_key: str = "",
) -> FiledReport:
    """Open a contact of what another program files; with a request key once only.

    :raises Open311Refused: 400 says what is missing, in the specification's words.
    """
    asked = attributes_of(category.code)
    answers = check_attributes(report, asked)
    try:
        receipt = open_contact(
            asked=_request(report, category, _told(asked, answers), upload_ids),
            actor=PUBLIC,
            at=at,
            key=f"open311:{key.pk}:{request_key}" if request_key else "",
        )
    except PlaceMissing as refusal:
        raise Open311Refused(400, f"address_id or lat and long: {refusal.message}") from refusal
    except WordsSecret as refusal:
        raise Open311Refused(400, f"description: {refusal.message}") from refusal
    except TextMissing as refusal:
        raise Open311Refused(400, f"description: {refusal.message}") from refusal
    with acting_as(SYSTEM):
        known = Filing.objects.filter(contact=receipt.contact).first() if request_key else None
        if known is not None:
            return FiledReport(receipt, known)
        filing = Filing(
            contact=receipt.contact,
            api_key=key,
            token=new_token(),
            account_id=report.account_id,
            media_url=report.media_url,
            answers=answers,
            created_at=at,
        )
        insert(filing)
    return FiledReport(receipt, filing)


def _request(
    report: Report, category: Category, told: str, upload_ids: tuple[int, ...]
) -> ContactRequest:
    picture = f"{_('Ảnh ở nơi khác:')} {report.media_url}" if report.media_url else ""
    text = "\n".join(part for part in (report.description, told, picture) if part)
    if len(text) < _LEAST_TEXT:
        text = f"{category_name(category.code)}. {text}".strip()
    return ContactRequest(
        kind=ContactKind.FIELD_REPORT,
        text=text,
        channel=Channel.OPEN311,
        category=category.code,
        place=Place(report.address_id, report.lat, report.long, report.address[:300]),
        reporter=Reporter(
            name=report.full_name,
            phone=national_number(read_number(report.phone).e164) if report.phone else "",
            email=report.email,
        ),
        upload_ids=upload_ids,
    )


def _told(asked: tuple[Attribute, ...], answers: dict[str, list[str]]) -> str:
    """Write the answers as lines a handler reads: question and chosen names."""
    lines = []
    for attribute in asked:
        names = {value.key: value.name for value in attribute.values}
        given = [names.get(text, text) for text in answers.get(attribute.code, [])]
        if given:
            lines.append(f"{attribute.description}: {', '.join(given)}")
    return "\n".join(lines)


@transaction.atomic
def add_update(*, code: str, text: str, key: ApiKey, at: datetime) -> str:
    """Add what a citizen says later to a request the program filed itself; gives its number.

    :raises Open311Refused: 404, 403 or 400 by the specification.
    """
    with acting_as(SYSTEM):
        found = visible_to(key).filter(code=code).first()
        if found is None:
            raise Open311Refused(404, "service_request_id was not found")
        filing = Filing.objects.filter(contact=found, api_key=key).first()
        if filing is None:
            raise Open311Refused(403, "only the program that filed a request adds to it")
        if not _LEAST_TEXT <= len(text) <= 4000:
            raise Open311Refused(400, "description must have 10 to 4000 characters")
        if seal_secret_words([text], actor=PUBLIC, at=at, agency_id=found.agency_id):
            raise Open311Refused(400, f"description: {WordsSecret.text}")
        line = note(found, "ADDED_BY_AUTHOR", actor=PUBLIC, at=at, text=text)
    return str(line.pk)


def make_key(*, name: str, key: str, at: datetime, answers_with_token: bool = False) -> ApiKey:
    """Keep a key for a program; said again, the same key keeps its row."""
    with acting_as(SYSTEM):
        made, _is_new = ApiKey.objects.get_or_create(
            key_index=key_index(key),
            defaults={
                "name": name,
                "answers_with_token": answers_with_token,
                "created_at": at,
            },
        )
    return made


def service_notice(receipt: Receipt, address: str) -> str:
    """Give what a citizen is told with the number: how to follow, and the secret, told once."""
    return _("Theo dõi tại %(address)s bằng mã %(code)s và mã bí mật %(secret)s.") % {
        "address": address,
        "code": receipt.contact.code,
        "secret": receipt.secret,
    }
