"""What each act on a contact does, and when its button shows."""

from typing import Any

from django.http import HttpRequest

from tinhso.contact import operations as do
from tinhso.contact.models import Contact, PhotoRole, QualityReview, SubTask
from tinhso.contact.permissions import access_contact, is_centre_officer
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.documents.api import Upload
from tinhso.ui.navigation import actor_of


def by_whom(request: HttpRequest, contact: Contact) -> dict[str, Any]:
    return {"contact": contact, "actor": actor_of(request), "at": now()}


def take(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    do.take(**by_whom(request, contact))


def forward(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    values = form.cleaned_data
    do.forward(to=values["agency"], because=values["text"], **by_whom(request, contact))


def give_back(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    do.give_back(because=form.cleaned_data["text"], **by_whom(request, contact))


def ask(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    do.ask_citizen(question=form.cleaned_data["text"], **by_whom(request, contact))


def submit(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    by = by_whom(request, contact)
    if upload is not None:
        do.add_photo(upload_id=upload.pk, role=PhotoRole.AFTER, **by)
    values = form.cleaned_data
    do.submit_answer(text=values["text"], is_refusal=values["is_refusal"], **by)


def approve(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    do.publish_answer(**by_whom(request, contact))


def return_draft(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    do.return_answer(remark=form.cleaned_data["text"], **by_whom(request, contact))


def at_once(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    do.answer_at_once(text=form.cleaned_data["text"], **by_whom(request, contact))


def refuse(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    do.refuse(because=form.cleaned_data["text"], **by_whom(request, contact))


def time(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    because = form.cleaned_data["text"]
    do.ask_for_time(until=form.until_at, because=because, **by_whom(request, contact))


def decide_time(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    values = form.cleaned_data
    by = by_whom(request, contact)
    do.decide_extension(grants=values["grants"] == "yes", answer=values["text"], **by)


def ask_help(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    values = form.cleaned_data
    do.ask_agency(agency=values["agency"], question=values["text"], **by_whom(request, contact))


def contribute(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    actor = actor_of(request)
    subtask = waiting_help(contact, actor)
    if subtask is None:
        raise do.ContactMovedOn
    do.contribute(subtask=subtask, answer=form.cleaned_data["text"], actor=actor, at=now())


def waiting_help(contact: Contact, actor: Actor) -> SubTask | None:
    rows = contact.subtasks.filter(agency_id__in=actor.agency_ids, answered_at__isnull=True)
    return rows.first()


def publish(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    values = form.cleaned_data
    photos = tuple(int(one) for one in values.get("photos", ()))
    do.publish_contact(text=values["text"], photo_ids=photos, **by_whom(request, contact))


def hide(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    do.hide_contact(because=form.cleaned_data["text"], **by_whom(request, contact))


def link(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    original = access_contact(actor_of(request), form.cleaned_data["code"])
    do.link_duplicate(original=original, **by_whom(request, contact))


def unlink(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    do.unlink_duplicate(because=form.cleaned_data["text"], **by_whom(request, contact))


def reopen(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    values = form.cleaned_data
    by = by_whom(request, contact)
    do.decide_reopening(grants=values["grants"] == "yes", answer=values["text"], **by)


def hand_over(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    do.hand_over(because=form.cleaned_data["text"], **by_whom(request, contact))


def review(request: HttpRequest, contact: Contact, form: Any, upload: Upload | None) -> None:
    values = form.cleaned_data
    do.review_quality(
        marks=do.Marks(values["courtesy"], values["correctness"], values["completeness"]),
        text=values["text"],
        **by_whom(request, contact),
    )


def waits_time(contact: Contact, actor: Actor) -> bool:
    return contact.extensions.filter(state="ASKED").exists()


def may_ask_time(contact: Contact, actor: Actor) -> bool:
    return contact.closed_at is None and contact.due_at is not None


def is_assigned_elsewhere(contact: Contact, actor: Actor) -> bool:
    return contact.assignee_id != actor.person_id


def may_forward(contact: Contact, actor: Actor) -> bool:
    return contact.assignee_id is None or is_centre_officer(actor)


def asks_again(contact: Contact, actor: Actor) -> bool:
    return contact.reopenings.filter(state="ASKED").exists()


def may_publish(contact: Contact, actor: Actor) -> bool:
    return contact.public_state in ("WAITING", "WITHDRAWN", "PUBLISHED") and bool(contact.text)


def may_review(contact: Contact, actor: Actor) -> bool:
    is_reviewed = QualityReview.objects.filter(contact=contact).exists()
    return contact.closed_at is not None and not is_reviewed and actor.has_role("HEAD_OF_UNIT")
