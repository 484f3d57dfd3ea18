"""Following without an account: an address of mail or a telephone, proved by a code sent to it.

Whoever proves it becomes a follower like any other; what they are told goes the ways every message
of the province goes, and stops at the address of the page that confirmed it.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tinhso.contact.models import Contact, Follower, FollowRequest
from tinhso.contact.operations.history import note
from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.identity.api import find_or_create_person
from tinhso.notifications.api import notify

CODE_DIGITS = 6
KEPT = timedelta(minutes=30)
MOST_TRIES = 5
MOST_AN_HOUR = 3
_NAME = "Người theo dõi phản ánh"


class TooManyCodes(DomainError):
    """This address was sent as many codes as it may within the hour."""

    code = "contact_too_many_codes"
    text = gettext_lazy("Đã gửi nhiều mã tới địa chỉ này. Hãy dùng mã mới nhất, hoặc thử lại sau.")


class CodeWrong(DomainError):
    """The code is not the one that was sent, or it is too old, or was tried too often."""

    code = "contact_code_wrong"
    text = gettext_lazy("Mã không đúng hoặc đã hết hạn. Hãy xem lại tin, hoặc xin mã mới.")


@transaction.atomic
def ask_to_follow(
    *, contact: Contact, email: str = "", phone: str = "", at: datetime
) -> FollowRequest:
    """Send a code to an address; only who reads it there becomes a follower.

    :raises TooManyCodes: the address was sent several within the hour.
    """
    index = address_index(email, phone)
    with acting_as(SYSTEM):
        recent = FollowRequest.objects.filter(
            address_index=index, asked_at__gt=at - timedelta(hours=1)
        )
        if recent.count() >= MOST_AN_HOUR:
            raise TooManyCodes
        person = find_or_create_person(
            full_name=_NAME,
            identity_number="",
            birth_date=None,
            phone=phone,
            email=email,
            address="",
            area_code="",
            at=at,
        )
        code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
        asked = FollowRequest(
            contact=contact,
            person_id=person.pk,
            address_index=index,
            token=new_token(),
            asked_at=at,
        )
        asked.code_index = _code_index(asked.token, code)
        asked.save()
        notify(
            person_id=person.pk,
            template="contact_follow_code",
            context={"code": contact.code, "proof": code},
            url=reverse("contact:confirm_follow", args=[asked.token]),
            at=at,
            idempotency_key=f"contact:follow:{asked.token}",
        )
    return asked


def address_index(email: str, phone: str) -> bytes:
    """Give the keyed hash (32 bytes) of an address of mail or a telephone number."""
    return blind_index(f"contact-follow:{email.lower()}:{phone}")


def _code_index(token: str, code: str) -> bytes:
    return blind_index(f"contact-follow-code:{token}:{code}")


def confirm_follow(*, asked: FollowRequest, code: str, at: datetime) -> Follower:
    """Take the code that was sent; proved again it changes nothing. Wrong ones are counted.

    :raises CodeWrong: another code, too old, or tried too often.
    """
    follower = _confirm(asked, code, at)
    if follower is None:
        raise CodeWrong
    return follower


@transaction.atomic
def _confirm(asked: FollowRequest, code: str, at: datetime) -> Follower | None:
    """Give the follower, or ``None`` with the try counted: a refusal must not undo the count."""
    with acting_as(SYSTEM):
        row = FollowRequest.objects.select_for_update().get(pk=asked.pk)
        known = Follower.objects.filter(contact_id=row.contact_id, address_index=row.address_index)
        if row.confirmed_at is not None:
            return known.first()
        is_open = row.tries < MOST_TRIES and at - row.asked_at <= KEPT
        row.tries += 1
        if not is_open or bytes(row.code_index) != _code_index(row.token, code):
            row.save(update_fields=["tries"])
            return None
        row.confirmed_at = at
        row.save(update_fields=["tries", "confirmed_at"])
        follower = known.first()
        if follower is None:
            follower = Follower.objects.create(
                contact_id=row.contact_id,
                person_id=row.person_id,
                address_index=row.address_index,
                token=row.token,
                since_at=at,
            )
            rows = Contact.objects.filter(pk=row.contact_id)
            rows.update(follower_count=F("follower_count") + 1)
            note(rows.get(), "FOLLOWED", actor=SYSTEM, at=at)
        return follower


@transaction.atomic
def stop_following(*, token: str) -> Contact | None:
    """End what a confirmed address follows by its page; gives the contact, ``None`` if unknown."""
    with acting_as(SYSTEM):
        follower = Follower.objects.select_related("contact").filter(token=token).first()
        if follower is None:
            return None
        Contact.objects.filter(pk=follower.contact_id).update(
            follower_count=F("follower_count") - 1
        )
        contact: Contact = follower.contact
        follower.delete()
    return contact
