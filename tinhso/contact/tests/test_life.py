"""A contact's life: forwarded, taken, asked, answered, approved by another, reopened, escalated."""

from datetime import timedelta

import pytest

from tinhso.contact import operations as do
from tinhso.contact.models import Contact, Escalation, Follower, PhotoRole
from tinhso.contact.permissions import NotYourContact
from tinhso.contact.tests.factories import AT, CENTRE, OFFICE, ROADS, WARD, Line, report
from tinhso.core.actors import PUBLIC, SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.models import StoredFile, Upload
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.notifications.models import Notification

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=2)
ANSWER = "Đã vá ổ gà trước cổng trường sáng nay."


def fresh(contact: Contact) -> Contact:
    return Contact.objects.get(pk=contact.pk)


def photo(contact: Contact, role: str = PhotoRole.AFTER) -> None:
    file = StoredFile.objects.create(
        sha256=f"{contact.pk:064d}", size=1, media_type="image/jpeg", created_at=AT
    )
    upload = Upload.objects.create(
        token=f"{contact.pk:026d}",
        file=file,
        name="anh.jpg",
        purpose="contact",
        original_sha256="0" * 64,
        created_at=AT,
    )
    do.add_photo(contact=contact, upload_id=upload.pk, role=role, actor=SYSTEM, at=AT)


def taken(line: Line) -> Contact:
    actor = line.actor(WARD)
    with acting_as(actor):
        return do.take(contact=report().contact, actor=actor, at=LATER)


def submitted(line: Line) -> Contact:
    contact, actor = taken(line), line.actor(WARD)
    photo(contact)
    with acting_as(actor):
        do.submit_answer(contact=contact, text=ANSWER, is_refusal=False, actor=actor, at=LATER)
    return fresh(contact)


def answered(line: Line) -> Contact:
    contact, leader = submitted(line), line.actor(WARD, "LEADER")
    with acting_as(leader):
        do.publish_answer(contact=contact, actor=leader, at=LATER)
    return fresh(contact)


def test_answer_needs_a_picture_then_a_second_person_and_reaches_the_citizen() -> None:
    line = Line()
    contact, specialist = taken(line), line.actor(WARD)

    with acting_as(specialist), pytest.raises(do.AfterPhotoMissing):
        do.submit_answer(contact=contact, text=ANSWER, is_refusal=False, actor=specialist, at=LATER)
    photo(contact)
    with acting_as(specialist):
        do.submit_answer(contact=contact, text=ANSWER, is_refusal=False, actor=specialist, at=LATER)
        with pytest.raises(NotYourContact):
            do.publish_answer(contact=contact, actor=specialist, at=LATER)
    leader = line.actor(WARD, "LEADER")
    with acting_as(leader):
        do.publish_answer(contact=contact, actor=leader, at=LATER)

    row = fresh(contact)
    assert (row.state, row.closed_at) == ("ANSWERED", LATER)
    assert row.public_answer == ANSWER


def test_who_wrote_the_answer_cannot_approve_it() -> None:
    line = Line()
    contact, leader = report().contact, line.actor(WARD, "LEADER")
    photo(contact)

    with acting_as(leader):
        do.take(contact=contact, actor=leader, at=LATER)
        do.submit_answer(contact=contact, text=ANSWER, is_refusal=False, actor=leader, at=LATER)
        with pytest.raises(do.SamePersonApproves):
            do.publish_answer(contact=contact, actor=leader, at=LATER)


def test_answer_sent_back_returns_to_work_with_a_remark() -> None:
    line = Line()
    contact, leader = submitted(line), line.actor(WARD, "LEADER")

    with acting_as(leader):
        with pytest.raises(do.ReasonMissing):
            do.return_answer(contact=contact, remark=" ", actor=leader, at=LATER)
        do.return_answer(contact=contact, remark="Nói rõ ngày vá.", actor=leader, at=LATER)

    assert fresh(contact).state == "IN_PROGRESS"


def test_other_agencies_can_do_nothing() -> None:
    line = Line()
    contact, stranger = report().contact, line.actor(ROADS)

    with acting_as(stranger):
        with pytest.raises(Contact.DoesNotExist):
            do.take(contact=contact, actor=stranger, at=LATER)
        with pytest.raises(NotYourContact):
            do.forward(
                contact=contact, to=line.agencies[OFFICE], because="x", actor=stranger, at=LATER
            )
        with pytest.raises(NotYourContact):
            do.refuse(contact=contact, because="Không rõ ở đâu", actor=stranger, at=LATER)


def test_three_hops_then_the_centre_decides_and_the_citizens_clock_goes_on() -> None:
    line = Line()
    contact = report().contact
    due_at = contact.due_at
    for code, to in ((WARD, ROADS), (ROADS, OFFICE)):
        actor = line.actor(code)
        with acting_as(actor):
            do.forward(
                contact=contact, to=line.agencies[to], because="Đường tỉnh", actor=actor, at=LATER
            )
    office, centre = line.actor(OFFICE), line.actor(CENTRE)

    with acting_as(office), pytest.raises(do.TooManyHops):
        do.forward(contact=contact, to=line.agencies[WARD], because="Lại", actor=office, at=LATER)
    with acting_as(centre):
        do.forward(contact=contact, to=line.agencies[ROADS], because="Chốt", actor=centre, at=LATER)

    row = fresh(contact)
    assert row.agency == line.agencies[ROADS]
    assert row.due_at == due_at
    assert row.step_due_at is not None
    assert row.hops.count() == 4


def test_a_person_who_took_it_keeps_it() -> None:
    line = Line()
    contact, actor = taken(line), line.actor(WARD)

    with acting_as(actor), pytest.raises(do.ContactMovedOn):
        do.forward(
            contact=contact, to=line.agencies[ROADS], because="Đẩy đi", actor=actor, at=LATER
        )


def test_clock_stands_still_only_while_waiting_for_the_citizen() -> None:
    line = Line()
    contact, actor = taken(line), line.actor(WARD)
    before = contact.due_at

    with acting_as(actor):
        do.ask_citizen(contact=contact, question="Chỗ nào?", actor=actor, at=LATER)
    assert fresh(contact).state == "WAITING"
    reply_at = LATER + timedelta(days=1)
    do.hear_citizen(contact=contact, reply="Trước số nhà 12", actor=PUBLIC, at=reply_at)

    row = fresh(contact)
    assert row.state == "IN_PROGRESS"
    assert before is not None
    assert row.due_at == before + timedelta(days=3)  # a working day lost before a weekend
    with pytest.raises(do.ContactMovedOn):
        do.hear_citizen(contact=contact, reply="Nữa đây", actor=PUBLIC, at=reply_at)


def test_waiting_has_a_cap() -> None:
    line = Line()
    contact, actor = taken(line), line.actor(WARD)
    with acting_as(actor):
        do.ask_citizen(contact=contact, question="Chỗ nào?", actor=actor, at=LATER)

    assert do.end_overdue_pauses(at=AT + timedelta(days=3)) == 0
    assert do.end_overdue_pauses(at=AT + timedelta(days=30)) == 1
    assert fresh(contact).state == "IN_PROGRESS"


def test_more_time_is_asked_of_the_centre() -> None:
    line = Line()
    contact, actor, centre = taken(line), line.actor(WARD), line.actor(CENTRE)
    assert contact.due_at is not None
    until = contact.due_at + timedelta(days=7)

    with acting_as(actor):
        with pytest.raises(do.BadExtension):
            do.ask_for_time(contact=contact, until=AT, because="Mưa", actor=actor, at=LATER)
        do.ask_for_time(contact=contact, until=until, because="Mưa", actor=actor, at=LATER)
        with pytest.raises(NotYourContact):
            do.decide_extension(contact=contact, grants=True, answer="", actor=actor, at=LATER)
    with acting_as(centre):
        do.decide_extension(contact=contact, grants=True, answer="", actor=centre, at=LATER)

    assert fresh(contact).due_at == until


def test_asked_agency_contributes_and_the_lead_stays() -> None:
    line = Line()
    contact, lead, other = taken(line), line.actor(WARD), line.actor(ROADS)

    with acting_as(lead):
        subtask = do.ask_agency(
            contact=contact,
            agency=line.agencies[ROADS],
            question="Đường này ai quản lý?",
            actor=lead,
            at=LATER,
        )
        with pytest.raises(NotYourContact):
            do.contribute(subtask=subtask, answer="x", actor=lead, at=LATER)
    with acting_as(other):
        do.contribute(subtask=subtask, answer="Sở quản lý.", actor=other, at=LATER)

    row = fresh(contact)
    assert row.agency == line.agencies[WARD]
    assert row.subtasks.get().answered_by == other.name


def test_refusal_tells_its_reason() -> None:
    line = Line()
    citizen = make_citizen()
    contact = report(
        actor=actor_of_account(citizen),
        category="quoc-lo-tinh-lo",
        reporter=do.Reporter(person_id=citizen.person_id),
    ).contact
    centre = line.actor(CENTRE)

    with acting_as(centre):
        with pytest.raises(do.ReasonMissing):
            do.refuse(contact=contact, because="", actor=centre, at=LATER)
        do.refuse(contact=contact, because="Không thấy hư hỏng như mô tả.", actor=centre, at=LATER)

    assert fresh(contact).state == "REFUSED"
    told = Notification.objects.get(person=citizen.person, template="contact_refused")
    assert told.facts["reason"].startswith("Không thấy")


def test_rating_and_reopening_judged_by_somebody_else() -> None:
    line = Line()
    contact = answered(line)

    with pytest.raises(do.ScoreOutOfRange):
        do.rate(contact=contact, score=6, comment="", actor=PUBLIC, at=LATER)
    do.rate(contact=contact, score=2, comment="Vá ẩu", actor=PUBLIC, at=LATER)
    with pytest.raises(do.RatedAlready):
        do.rate(contact=contact, score=5, comment="", actor=PUBLIC, at=LATER)
    do.ask_reopening(contact=contact, because="Hôm sau lại bong ra", actor=PUBLIC, at=LATER)
    handler, centre = line.actor(WARD, "LEADER"), line.actor(CENTRE)
    with acting_as(handler), pytest.raises(NotYourContact):
        do.decide_reopening(contact=contact, grants=False, answer="x", actor=handler, at=LATER)
    with acting_as(centre):
        do.decide_reopening(contact=contact, grants=True, answer="", actor=centre, at=LATER)

    row = fresh(contact)
    assert (row.state, row.closed_at) == ("IN_PROGRESS", None)


def test_duplicate_follows_and_hears_the_answer_but_is_not_merged() -> None:
    line = Line()
    citizen = make_citizen()
    first = report().contact
    second = report(
        actor=actor_of_account(citizen), reporter=do.Reporter(person_id=citizen.person_id)
    ).contact

    do.link_duplicate(contact=second, original=first, actor=PUBLIC, at=LATER)

    assert fresh(second).state == "LINKED"
    assert fresh(first).follower_count == 1
    with pytest.raises(do.ContactMovedOn):
        do.link_duplicate(contact=first, original=second, actor=PUBLIC, at=LATER)
    do.unlink_duplicate(contact=second, because="Hai ổ gà", actor=PUBLIC, at=LATER)
    assert fresh(second).state == "NEW"
    assert not Follower.objects.exists()
    assert line is not None


def test_each_rung_tells_once_and_nothing_changes_hands() -> None:
    Line()
    contact = report().contact
    assert contact.due_at is not None

    assert do.escalate_due(at=AT + timedelta(minutes=5)) == 0
    assert do.escalate_due(at=contact.due_at + timedelta(minutes=1)) == 1
    assert do.escalate_due(at=contact.due_at + timedelta(minutes=2)) == 0

    assert set(Escalation.objects.values_list("percent", flat=True)) == {50, 80, 100}
    assert fresh(contact).agency_id == contact.agency_id


def test_publishing_masks_and_refuses_what_still_names_somebody() -> None:
    line = Line()
    contact = report(text="Gọi tôi 0912345678, ổ gà trước nhà Nguyễn Văn An").contact
    centre, ward = line.actor(CENTRE), line.actor(WARD)
    draft = do.public_draft(contact)

    assert "0912345678" not in draft
    assert "Nguyễn Văn An" not in draft
    with acting_as(ward), pytest.raises(NotYourContact):
        do.publish_contact(contact=contact, text=draft, photo_ids=(), actor=ward, at=LATER)
    with acting_as(centre):
        with pytest.raises(do.StillPersonal):
            do.publish_contact(
                contact=contact, text=contact.text, photo_ids=(), actor=centre, at=LATER
            )
        do.publish_contact(contact=contact, text=draft, photo_ids=(), actor=centre, at=LATER)

    row = fresh(contact)
    assert row.public_state == "PUBLISHED"
    assert "0912345678" not in row.search_text
    do.hide_contact(contact=contact, actor=PUBLIC, at=LATER)
    assert fresh(contact).public_state == "WITHDRAWN"


def test_private_kinds_are_never_published() -> None:
    line = Line()
    centre = line.actor(CENTRE)
    for kind in ("COMPLAINT", "DENUNCIATION", "EMERGENCY"):
        contact = report(kind=kind, category="").contact
        with acting_as(centre), pytest.raises(do.NotPublishable):
            do.publish_contact(
                contact=contact, text="Một nội dung đủ dài", photo_ids=(), actor=centre, at=LATER
            )


def test_looking_at_the_reporter_needs_a_reason_and_leaves_a_line() -> None:
    line = Line()
    hidden = report(
        reporter=do.Reporter(name="Trần Thị Bé", phone="0987654321", is_known_to_agency=False)
    ).contact
    ward, centre = line.actor(WARD), line.actor(CENTRE)

    with acting_as(ward), pytest.raises(NotYourContact):
        do.reveal_reporter(contact=hidden, because="Gọi hỏi", actor=ward, at=LATER)
    with acting_as(centre):
        with pytest.raises(do.ReasonMissing):
            do.reveal_reporter(contact=hidden, because=" ", actor=centre, at=LATER)
        shown = do.reveal_reporter(contact=hidden, because="Gọi hỏi", actor=centre, at=LATER)

    assert shown.phone == "0987654321"
    assert hidden.events.filter(act="LOOKED", note="Gọi hỏi").exists()


def test_author_withdraws_before_an_answer_waits() -> None:
    line = Line()
    contact = report().contact

    do.withdraw(contact=contact, actor=PUBLIC, at=LATER)

    assert fresh(contact).state == "WITHDRAWN"
    with pytest.raises(do.ContactMovedOn):
        do.withdraw(contact=submitted(line), actor=PUBLIC, at=LATER)
