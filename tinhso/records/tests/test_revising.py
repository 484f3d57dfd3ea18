"""A sent document is updated, replaced or taken back; its receiver decides; both books say so."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.dispatch.api import NothingToRevise, decide_revision, list_revisions
from tinhso.dispatch.models import InboundMessage
from tinhso.documents.api import list_received
from tinhso.identity.tests.factories import sign_in
from tinhso.records.models import Arrival, LinkKind, OfficialDocument, OutgoingDocument
from tinhso.records.operations import (
    GivenFile,
    NotIssued,
    NotYourStep,
    Update,
    approve_content,
    approve_layout,
    begin_follow_up,
    follow_decision,
    issue_outgoing,
    keep_draft,
    note_reading,
    send_recall,
    send_update,
    sign_outgoing,
    subject_of,
    submit_draft,
    take_in,
)
from tinhso.records.permissions import access_received
from tinhso.records.queries import list_events, list_links
from tinhso.records.queries.delivery import delivery_of
from tinhso.records.tests.factories import AT, Department
from tinhso.records.tests.incoming_factories import a_pdf
from tinhso.records.tests.test_outgoing_pages import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance(db: None) -> Department:
    return Department("H10.11", "Sở Tài chính tỉnh Bình Phước")


@pytest.fixture
def sent(department: Department, finance: Department) -> OutgoingDocument:
    found = department.issued(deliver_to=["H10.11"])
    with acting_as(SYSTEM):
        take_in(inbound_id=_inbound(finance), at=AT)
    return found


def _inbound(receiver: Department) -> int:
    found = InboundMessage.objects.filter(agency=receiver.agency).order_by("pk").last()
    assert found is not None
    return found.pk


def received(finance: Department) -> Arrival:
    with acting_as(SYSTEM):
        return (
            Arrival.objects.select_related("official")
            .order_by("pk")
            .filter(official__agency=finance.agency)[0]
        )


def decide(finance: Department, *, agrees: bool) -> None:
    clerk = finance.actor("REGISTRAR")
    with acting_as(clerk):
        request = list_revisions(received(finance).inbound_id or 0)[-1]
        decide_revision(
            message=request,
            agrees=agrees,
            reason="" if agrees else "Đã giải quyết xong",
            actor=clerk,
            at=AT,
        )
    for _ in range(2):
        follow_decision(inbound_id=request.pk, at=AT)


def kinds_of(official: OfficialDocument) -> list[str]:
    with acting_as(SYSTEM):
        return [event.kind for event in list_events(official)]


def states(sender: Department, found: OutgoingDocument) -> list[tuple[str, str]]:
    with acting_as(sender.actor("REGISTRAR")):
        return [(one.state, one.note) for one in delivery_of(found.official)]


def recalled(department: Department, sent: OutgoingDocument) -> None:
    clerk = department.actor("REGISTRAR")
    with acting_as(clerk):
        send_recall(outgoing=sent, reason="Ban hành nhầm", actor=clerk, at=AT)


def test_an_agreed_recall_closes_the_receivers_files(
    department: Department, finance: Department, sent: OutgoingDocument
) -> None:
    recalled(department, sent)

    decide(finance, agrees=True)

    arrival = received(finance)
    assert arrival.official.recalled_at == AT
    assert kinds_of(arrival.official).count("REVISION_RECALL_AGREED") == 1
    assert states(department, sent) == [("Đã thu hồi", "Thu hồi: Đồng ý")]
    reader = finance.actor("LEADER")
    with acting_as(SYSTEM):
        token = list_received(subject_of(arrival.official))[0].token
    with acting_as(reader), pytest.raises(Http404):
        access_received(reader, arrival.official.token, token)


def test_a_declined_recall_leaves_everything_open(
    department: Department, finance: Department, sent: OutgoingDocument
) -> None:
    recalled(department, sent)

    decide(finance, agrees=False)

    assert received(finance).official.recalled_at is None
    assert "REVISION_RECALL_DECLINED" in kinds_of(received(finance).official)
    assert states(department, sent) == [("Đã đến", "Thu hồi: Không đồng ý")]


def test_an_update_brings_its_files_to_the_receiver(
    department: Department, finance: Department, sent: OutgoingDocument
) -> None:
    clerk = department.actor("REGISTRAR")
    more = GivenFile("phu-luc.pdf", a_pdf("Phụ lục số liệu"))
    with acting_as(clerk):
        sealed = send_update(
            outgoing=sent, update=Update("Bổ sung phụ lục", files=(more,)), actor=clerk, at=AT
        )

    decide(finance, agrees=True)

    with acting_as(SYSTEM):
        names = [file.name for file in list_received(subject_of(received(finance).official))]
    assert sealed is None
    assert "phu-luc.pdf" in names
    assert states(department, sent)[0][1] == "Cập nhật: Đồng ý"


def test_a_marked_file_stops_the_update(department: Department, sent: OutgoingDocument) -> None:
    clerk = department.actor("REGISTRAR")
    marked = GivenFile("a.pdf", a_pdf("MẬT", "Phụ lục"))
    with acting_as(clerk):
        sealed = send_update(
            outgoing=sent, update=Update("Bổ sung", files=(marked,)), actor=clerk, at=AT
        )

    assert sealed is not None
    assert states(department, sent)[0][1] == ""


def follow_up(department: Department, sent: OutgoingDocument, kind: LinkKind) -> OutgoingDocument:
    author = department.actor("SPECIALIST")
    with acting_as(author):
        begun = begin_follow_up(
            former=sent, kind=kind, actor=author, agency=department.agency, at=AT
        )
        change = department.change(deliver_to=["H10.11"])
        found = keep_draft(
            outgoing=begun, version=begun.version, change=change, actor=author, at=AT
        )
    steps = (
        ("SPECIALIST", submit_draft),
        ("HEAD_OF_UNIT", approve_content),
        ("REGISTRAR", approve_layout),
    )
    for role, operation in steps:
        with acting_as(department.actor(role)):
            found = operation(outgoing=found, actor=department.actor(role), at=AT)
    leader, clerk = department.actor("LEADER"), department.actor("REGISTRAR")
    with acting_as(leader):
        note_reading(outgoing=found, actor=leader, at=AT)
        found = sign_outgoing(outgoing=found, actor=leader, at=AT)
    with acting_as(clerk):
        return issue_outgoing(outgoing=found, actor=clerk, at=AT)


def test_a_replacement_is_linked_in_both_books(
    department: Department, finance: Department, sent: OutgoingDocument
) -> None:
    newer = follow_up(department, sent, LinkKind.REPLACES)
    with acting_as(SYSTEM):
        take_in(inbound_id=_inbound(finance), at=AT)

    decide(finance, agrees=True)

    with acting_as(finance.actor("REGISTRAR")):
        links = list_links(received(finance).official)
    with acting_as(department.actor("REGISTRAR")):
        ours = list_links(newer.official)
    assert [(link.kind, link.source.notation) for link in links] == [
        (LinkKind.REPLACES, newer.official.notation)
    ]
    assert [link.target_id for link in ours] == [sent.pk]


def test_a_letter_that_recalls_asks_the_document_back(
    department: Department, finance: Department, sent: OutgoingDocument
) -> None:
    follow_up(department, sent, LinkKind.RECALLS)

    with acting_as(SYSTEM):
        asked = list_revisions(received(finance).inbound_id or 0)
    assert [message.act for message in asked] == ["RECALL"]


def test_what_is_not_out_or_not_theirs_is_not_changed(
    department: Department, sent: OutgoingDocument
) -> None:
    clerk, leader = department.actor("REGISTRAR"), department.actor("LEADER")
    alone, draft = department.issued(), department.draft()
    with acting_as(clerk):
        with pytest.raises(NotIssued):
            send_recall(outgoing=draft, reason="Nhầm", actor=clerk, at=AT)
        with pytest.raises(NothingToRevise):
            send_recall(outgoing=alone, reason="Nhầm", actor=clerk, at=AT)
        with pytest.raises(NothingToRevise):
            send_update(outgoing=alone, update=Update("Thêm"), actor=clerk, at=AT)
    with acting_as(leader), pytest.raises(NotYourStep):
        send_recall(outgoing=sent, reason="Nhầm", actor=leader, at=AT)


def test_the_pages_send_and_the_receivers_page_shows_it(
    client: Client, department: Department, finance: Department, sent: OutgoingDocument
) -> None:
    sign_in(client, department.accounts["REGISTRAR"])
    assert client.post(address(sent, "cap-nhat/"), {"reason": ""}).status_code == 422
    more = SimpleUploadedFile("them.pdf", a_pdf("Phụ lục"))
    client.post(address(sent, "cap-nhat/"), {"reason": "Bổ sung phụ lục", "files": more})
    asked_twice = client.post(address(sent, "thu-hoi/"), {"reason": "Ban hành nhầm"})
    shown = client.get(address(sent)).content.decode()
    sign_in(client, finance.accounts["REGISTRAR"])
    arrival = received(finance)

    page = client.get(f"/can-bo/van-ban-den/{arrival.official.token}/").content.decode()

    assert asked_twice.status_code == 422
    assert "Cập nhật: Chờ quyết định" in shown
    assert "Nơi gửi đề nghị cập nhật văn bản" in page
    assert "Bổ sung phụ lục" in page


def test_passing_on_and_printing(client: Client, department: Department) -> None:
    found = department.issued()
    head = department.actor("HEAD_OF_UNIT")
    sign_in(client, department.accounts["SPECIALIST"])

    nobody = client.post(address(found, "chuyen/"), {"note": "Xem giúp"})
    client.post(address(found, "chuyen/"), {"people": [str(head.person_id)], "note": "Xem giúp"})
    printed = client.get(address(found, "in/")).content.decode()

    assert nobody.status_code == 422
    assert "FORWARDED_INSIDE" in kinds_of(found.official)
    assert found.official.notation in printed
    assert client.get(address(found, "trang/1.png")).content.startswith(b"\x89PNG")
    assert client.get(address(department.draft(), "chuyen/")).status_code == 404
    sign_in(client, Department("H10.11", "Sở Tài chính").accounts["LEADER"])
    for rest in ("chuyen/", "in/", "cap-nhat/", "thu-hoi/"):
        assert client.get(address(found, rest)).status_code in {403, 404}
