"""Hearing of the published reports of an area: signed in, or by a proved address of mail.

An address is told nothing before somebody opened the letter sent there and agreed on the page it
leads to (double opt-in): nobody subscribes another, and programs that only open links do not.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from tinhso.contact.models import Contact, Subscription
from tinhso.contact.queries.subscriptions import area_chosen, codes_heard_in
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rates import is_within
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.identity.api import find_or_create_person
from tinhso.notifications.api import notify

#: How long a letter may be agreed to, and how many leave to one address within an hour.
KEPT = timedelta(days=2)
MOST_AN_HOUR = 3
_TELL = "tinhso.contact.tasks.tell_area_task"
_NAME = "Người nhận tin theo khu vực"


class TooManyLetters(DomainError):
    """This address was sent as many letters asking to agree as it may within the hour."""

    code = "contact_too_many_letters"
    text = gettext_lazy("Đã gửi nhiều thư tới địa chỉ này. Hãy mở thư mới nhất, hoặc thử lại sau.")


@transaction.atomic
def subscribe_area(*, area_code: str, actor: Actor, at: datetime) -> Subscription:
    """Let the acting citizen hear of a commune; twice changes nothing."""
    found, _is_new = Subscription.objects.get_or_create(
        person_id=actor.person_id or 0,
        area_code=area_code,
        category=None,
        defaults={"token": new_token(), "created_at": at, "confirmed_at": at},
    )
    return found


def unsubscribe(*, area_code: str, actor: Actor) -> None:
    """Let the acting citizen hear no more of a commune."""
    Subscription.objects.filter(person_id=actor.person_id or 0, area_code=area_code).delete()


@transaction.atomic
def ask_area_by_email(*, area_code: str, email: str, at: datetime) -> None:
    """Send a letter whose reader may agree to hear of a commune.

    Who agreed before gets the page of that subscription again; which it was is told nobody else.

    :raises TooManyLetters: the address was sent several within the hour.
    """
    index, area = blind_index(f"contact-area:{email.lower()}"), area_chosen(area_code)
    with acting_as(SYSTEM):
        key = f"contact-area:{index.hex()}"
        if not is_within(key, allowed=MOST_AN_HOUR, span=timedelta(hours=1), at=at):
            raise TooManyLetters
        known = Subscription.objects.filter(email_index=index, area_code=area_code).first()
        asked = known or _ask(area_code, email, index, at)
        if asked.confirmed_at is None:
            Subscription.objects.filter(pk=asked.pk).update(created_at=at)
        notify(
            person_id=asked.person_id or 0,
            template="contact_area_confirm",
            context={"area": area.name if area else area_code},
            url=reverse("contact:area_by_mail", args=[asked.token]),
            at=at,
            idempotency_key=f"contact:area:{asked.token}:{at.isoformat()}",
        )


def _ask(area_code: str, email: str, index: bytes, at: datetime) -> Subscription:
    person = find_or_create_person(
        full_name=_NAME,
        identity_number="",
        birth_date=None,
        phone="",
        email=email,
        address="",
        area_code="",
        at=at,
    )
    return Subscription.objects.create(
        person_id=person.pk,
        email=email,
        email_index=index,
        area_code=area_code,
        token=new_token(),
        created_at=at,
    )


def find_asked(token: str, *, at: datetime) -> Subscription | None:
    """Give what a letter leads to, ``None`` when it ended, is unknown, or was left too long."""
    with acting_as(SYSTEM):
        found = Subscription.objects.filter(token=token, email_index__isnull=False).first()
    if found is None or (found.confirmed_at is None and at - found.created_at > KEPT):
        return None
    return found


def agree(*, asked: Subscription, at: datetime) -> None:
    """Let the address hear of its commune from now on; twice changes nothing."""
    with acting_as(SYSTEM):
        Subscription.objects.filter(pk=asked.pk, confirmed_at=None).update(confirmed_at=at)


def end(*, asked: Subscription) -> None:
    """Let the address hear no more of its commune, and forget it."""
    with acting_as(SYSTEM):
        Subscription.objects.filter(pk=asked.pk).delete()


def forget_unanswered(*, at: datetime) -> int:
    """Forget what nobody agreed to in time; gives how many."""
    with acting_as(SYSTEM):
        rows = Subscription.objects.filter(confirmed_at=None, created_at__lt=at - KEPT)
        return rows.delete()[0]


def have_subscribers_told(contact: Contact) -> None:
    """Leave telling of a contact just published to a task: an area may have many subscribers."""
    if contact.area_id is not None:
        app.configure_task(_TELL).defer(contact_id=contact.pk)


def tell_subscribers(*, contact_id: int, at: datetime) -> int:
    """Tell those who hear of the commune of a published contact; run twice, each is told once.

    Gives how many; nothing is told of what was hidden in the meantime.
    """
    with acting_as(SYSTEM):
        contact = Contact.objects.select_related("area").get(pk=contact_id)
        if contact.area is None or contact.public_state != "PUBLISHED":
            return 0
        rows = Subscription.objects.filter(
            area_code__in=codes_heard_in(contact.area),
            person__isnull=False,
            confirmed_at__isnull=False,
        )
        people = list(rows.values_list("person_id", flat=True).distinct())
        for person_id in people:
            notify(
                person_id=person_id or 0,
                template="contact_news",
                context={"code": contact.code, "news": contact.public_text[:300]},
                url=reverse("contact:published", args=[contact.code]),
                at=at,
                idempotency_key=f"contact:{contact.code}:area:{person_id}",
            )
    return len(people)
