"""Into the archive and out of it: packages of real dossiers, four eyes, nothing silently."""

import io
from datetime import timedelta

import pytest
from django.db.utils import IntegrityError

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import list_received, load_bytes, remove_forgotten_bytes
from tinhso.documents.models import StoredFile
from tinhso.ledger.models import LedgerEntry
from tinhso.notifications.models import Notification
from tinhso.records.gateways.package_files import read_package
from tinhso.records.models import Destruction, Dossier, OfficialDocument, Task
from tinhso.records.operations import note_progress, subject_of
from tinhso.records.operations.archiving import (
    NoArchivist,
    PackageNotReady,
    accept_dossier,
    end_hold,
    hand_over,
    hold_dossier,
    return_dossier,
)
from tinhso.records.operations.destroying import (
    DecisionMissing,
    DestructionMovedOn,
    NotDestroyable,
    OwnProposal,
    carry_out,
    decide_destruction,
    propose_destruction,
)
from tinhso.records.operations.dossiers import DossierMovedOn, close_dossier, put_task
from tinhso.records.operations.packing import check_package, pack
from tinhso.records.tests.archive_factories import archived, closed, filled, handed_over, path_of
from tinhso.records.tests.incoming_factories import AT, Office, assigned, registered

pytestmark = pytest.mark.django_db
YEARS_LATER = AT + timedelta(days=366 * 11)


def test_package_of_a_dossier_holds_every_file_and_its_history() -> None:
    office = Office()
    official = assigned(office).official
    dossier, keeper = filled(office, official), office.actor("SPECIALIST")
    head = office.actor("HEAD_OF_UNIT", at_department=True)
    task = Task.objects.get()
    with acting_as(head):
        note_progress(task=task, text="Đã thu số liệu", percent=40, actor=head, at=AT)
    office.account("ARCHIVIST")
    with acting_as(keeper):
        put_task(dossier=dossier, task=task, actor=keeper, at=AT)
        close_dossier(dossier=dossier, actor=keeper, at=AT)
        given = hand_over(dossier=dossier, actor=keeper, at=AT)

    with acting_as(SYSTEM):
        made = pack(hand_over_id=given.pk, at=AT)
        again = pack(hand_over_id=given.pk, at=AT)
        assert made.file is not None
        read = read_package(io.BytesIO(load_bytes(made.file.sha256)))
        received = list_received(subject_of(official))

    assert again.file_id == made.file_id
    assert (read.code, len(read.paths)) == (dossier.code, len(received))
    assert read.item_titles == (official.abstract, task.title)
    assert {"ARRIVED", "INCOMING_REGISTER", "PROGRESS", "CLOSED"} <= set(read.event_kinds)
    assert made.problems == []


def test_archivist_accepts_only_what_reads_back() -> None:
    office = Office()
    given = handed_over(office)
    archivist = office.actor("ARCHIVIST")
    assert given.file is not None
    path = path_of(given.file.sha256)
    whole = path.read_bytes()
    path.chmod(0o640)
    path.write_bytes(whole[:-30])
    with pytest.raises(PackageNotReady), acting_as(archivist):
        accept_dossier(dossier=given.dossier, note="", actor=archivist, at=AT)
    path.write_bytes(whole)

    with acting_as(archivist):
        accepted = accept_dossier(dossier=given.dossier, note="Đủ", actor=archivist, at=AT)

    assert (accepted.state, accepted.archived_at) == ("ARCHIVED", AT)
    assert Notification.objects.filter(template="dossier_archived").count() == 1
    assert LedgerEntry.objects.filter(kind="DOSSIER_ARCHIVED").exists()


def test_what_is_not_packed_yet_is_not_accepted() -> None:
    office = Office()
    office.account("ARCHIVIST")
    dossier, keeper = closed(office), office.actor("SPECIALIST")
    archivist = office.actor("ARCHIVIST")
    with acting_as(keeper):
        given = hand_over(dossier=dossier, actor=keeper, at=AT)
    with pytest.raises(PackageNotReady), acting_as(archivist):
        accept_dossier(dossier=dossier, note="", actor=archivist, at=AT)

    assert check_package(given)[0]["reason"] == "MISSING"


def test_bytes_lost_before_packing_are_said_and_the_dossier_goes_back() -> None:
    office = Office()
    office.account("ARCHIVIST")
    official = registered(office).official
    dossier, keeper = closed(office, official), office.actor("SPECIALIST")
    archivist = office.actor("ARCHIVIST")
    with acting_as(keeper):
        given = hand_over(dossier=dossier, actor=keeper, at=AT)
    with acting_as(SYSTEM):
        path_of(list_received(subject_of(official))[0].file.sha256).unlink()
        made = pack(hand_over_id=given.pk, at=AT)
    with acting_as(archivist):
        back = return_dossier(dossier=dossier, reason="Mất tệp", actor=archivist, at=AT)

    assert made.problems[0]["reason"] == "BYTES_LOST"
    assert (back.state, back.returned_reason) == ("OPEN", "Mất tệp")
    assert Notification.objects.filter(template="dossier_returned").count() == 1
    with pytest.raises(DossierMovedOn), acting_as(archivist):
        return_dossier(dossier=dossier, reason="", actor=archivist, at=AT)


def test_an_agency_without_archivist_is_told_so() -> None:
    office = Office()
    dossier, keeper = closed(office), office.actor("SPECIALIST")

    with pytest.raises(NoArchivist), acting_as(keeper):
        hand_over(dossier=dossier, actor=keeper, at=AT)
    dossier.refresh_from_db()
    assert dossier.state == "CLOSED"


def propose(office: Office, *dossiers: Dossier, at: object = YEARS_LATER) -> Destruction:
    archivist = office.actor("ARCHIVIST")
    with acting_as(archivist):
        return propose_destruction(
            agency_id=office.agency.pk,
            tokens=[dossier.token for dossier in dossiers],
            reason="Hết thời hạn bảo quản",
            actor=archivist,
            at=at,  # type: ignore[arg-type] # a moment
        )


def test_what_must_be_kept_is_never_proposed() -> None:
    office = Office()
    for_ever = archived(office, registered(office).official, code="CHE-DO")
    running = archived(office, registered(office).official)
    held = archived(office, registered(office).official)
    archivist = office.actor("ARCHIVIST")
    with acting_as(archivist):
        hold_dossier(dossier=held, reason="Đang thanh tra", actor=archivist, at=AT)

    for dossiers, at in (
        ((for_ever,), YEARS_LATER),
        ((running,), AT + timedelta(days=400)),
        ((held,), YEARS_LATER),
        ((running, held), YEARS_LATER),
        ((), YEARS_LATER),
    ):
        with pytest.raises(NotDestroyable):
            propose(office, *dossiers, at=at)
    with acting_as(archivist):
        end_hold(dossier=held, reason="Thanh tra xong", actor=archivist, at=AT)
    assert propose(office, held).state == "PROPOSED"


def a_decision(office: Office, notation: str = "12/QĐ-UBND") -> None:
    with acting_as(SYSTEM):
        OfficialDocument.objects.create(
            token="q" * 32, direction="OUTGOING", kind="QD", agency=office.agency,
            author_name="UBND tỉnh", abstract="Hủy tài liệu", notation=notation, number=12,
            year=2021, register="QD", created_at=AT,
        )  # fmt: skip


def test_destruction_needs_another_person_and_an_issued_decision() -> None:
    office = Office()
    proposal = propose(office, archived(office))
    archivist, leader = office.actor("ARCHIVIST"), office.actor("LEADER")
    with pytest.raises(OwnProposal), acting_as(archivist):
        decide_destruction(
            proposal=proposal, decision="12/QĐ-UBND", answer="", actor=archivist, at=AT
        )
    with pytest.raises(DecisionMissing), acting_as(leader):
        decide_destruction(proposal=proposal, decision="12/QĐ-UBND", answer="", actor=leader, at=AT)
    with pytest.raises(DestructionMovedOn), acting_as(archivist):
        carry_out(proposal=proposal, actor=archivist, at=AT)
    with pytest.raises(IntegrityError), acting_as(SYSTEM):
        Destruction.objects.filter(pk=proposal.pk).update(state="DONE")


def test_refused_destruction_leaves_everything_where_it_is() -> None:
    office = Office()
    dossier = archived(office)
    proposal, leader = propose(office, dossier), office.actor("LEADER")

    with acting_as(leader):
        decide_destruction(proposal=proposal, decision="", answer="Giữ", actor=leader, at=AT)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.handovers.get().file_id is not None) == ("ARCHIVED", True)


def test_approved_destruction_removes_bytes_and_keeps_the_record() -> None:
    office = Office()
    gone, shared = registered(office).official, registered(office, notation="2/BXD").official
    dossier, other = archived(office, gone, shared), archived(office, shared)
    a_decision(office)
    proposal = propose(office, dossier)
    archivist, leader = office.actor("ARCHIVIST"), office.actor("LEADER")
    with acting_as(SYSTEM):
        package = dossier.handovers.get().file
        assert package is not None
    with acting_as(leader):
        decide_destruction(proposal=proposal, decision="12/QĐ-UBND", answer="", actor=leader, at=AT)
    with acting_as(archivist):
        done = carry_out(proposal=proposal, actor=archivist, at=AT)

    dossier.refresh_from_db()
    other.refresh_from_db()
    assert (done.state, done.file_count) == ("DONE", 2)
    assert (dossier.state, other.state) == ("DESTROYED", "ARCHIVED")
    with acting_as(SYSTEM):  # as a task of the same transaction does
        remove_forgotten_bytes(sha256=package.sha256, at=AT)
    assert not path_of(package.sha256).exists()
    assert not StoredFile.objects.filter(pk=package.pk).exists()
    with acting_as(SYSTEM):
        assert list_received(subject_of(gone)) == []
        assert len(list_received(subject_of(shared))) == 1
        kinds = set(dossier.events.values_list("kind", flat=True))
    assert {"DESTRUCTION_PROPOSED", "DESTRUCTION_APPROVED", "DESTROYED"} <= kinds
    assert LedgerEntry.objects.filter(kind="DOSSIERS_DESTROYED").exists()
