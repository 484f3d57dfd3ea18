"""A directive becomes a document: drafted without retyping, signed the ordinary way, linked."""

from datetime import datetime

import pytest
from django.test import Client

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.records.models import Directive, OutgoingDocument, OutgoingState
from tinhso.records.operations import (
    AlreadyCarried,
    Assignee,
    Assignment,
    EvidenceMissing,
    NoSuchPaper,
    NotYourDirective,
    Opinion,
    Paper,
    SecretDraft,
    approve_content,
    approve_layout,
    close_all_carried,
    confirm_done,
    draft_paper,
    give_directive,
    issue_outgoing,
    note_reading,
    report_done,
    sign_outgoing,
    submit_draft,
    withdraw_draft,
)
from tinhso.records.queries.carrying import carrying_document, lacks_document
from tinhso.records.rules.carrying import CARRYING_KINDS, Carried, Work, carrying_content
from tinhso.records.rules.layout import blocking, check_draft
from tinhso.records.tests.incoming_factories import AT, Office, hours

DUE = datetime.fromisoformat("2021-06-08T17:00:00+07:00")
WORKS = (
    Work("Sở Y tế", "tiêm bù", ("Sở Tài chính",), DUE),
    Work("Sở Nội vụ", "rà soát.\n\nbáo cáo;"),
)


class TestWords:
    def test_work_deadline_and_evidence_stand_in_the_text(self) -> None:
        carried = Carried("UBND tỉnh", "xử lý dịch", ("Số ca tăng.",), WORKS, "báo cáo có chữ ký")

        content = carrying_content("CV", carried, ["H10.22"])

        assert content["body"].split("\n")[:5] == [
            "Số ca tăng.",
            "UBND tỉnh yêu cầu:",
            "1. Sở Y tế chủ trì, phối hợp với Sở Tài chính: tiêm bù. Hoàn thành trước 17 giờ 00"
            " ngày 08/06/2021.",
            "2. Sở Nội vụ chủ trì: rà soát. báo cáo.",
            "3. Kết quả phải kèm minh chứng: báo cáo có chữ ký.",
        ]
        assert content["addressees"] == ["Sở Y tế", "Sở Tài chính", "Sở Nội vụ"]
        assert (content["recipients"], content["deliver_to"]) == (["Như trên"], ["H10.22"])

    @pytest.mark.parametrize("kind", CARRYING_KINDS)
    def test_every_kind_comes_ready_for_review(self, kind: str) -> None:
        content = carrying_content(kind, Carried("UBND", "xử lý", (), WORKS), [])

        assert blocking(check_draft(kind, content["abstract"], content)) == []


class Directed:
    """A directive of the committee's leader to the department, with its people."""

    def __init__(self, paper: Paper | None = None, evidence: str = "") -> None:
        self.office = Office()
        self.leader = self.office.actor("LEADER")
        self.specialist = self.office.actor("SPECIALIST", at_department=True)
        for role in ("HEAD_OF_UNIT", "REGISTRAR"):
            self.office.account(role)
        lead = Assignee(self.office.department.pk, "Sở Xây dựng")
        work = [Assignment(lead, "Rà soát nhà ở xã hội", due_at=DUE)]
        with acting_as(self.leader):
            self.directive = give_directive(
                title="Rà soát nhà ở xã hội", paper=paper, actor=self.leader, at=AT,
                opinion=Opinion("Rà soát, báo cáo.", work, DUE, evidence),
            )  # fmt: skip

    def again(self) -> Directive:
        with acting_as(SYSTEM):
            return Directive.objects.get(pk=self.directive.pk)

    def draft(self) -> OutgoingDocument:
        with acting_as(SYSTEM):
            rows = OutgoingDocument.objects.select_related("official__agency__area")
            return rows.get(pk=self.again().carried_by_id)

    def finish(self) -> None:
        with acting_as(SYSTEM):
            task = self.directive.tasks.get()
        with acting_as(self.leader):
            confirm_done(task=task, text="", actor=self.leader, at=hours(1))

    def issue(self) -> None:
        """Take the draft the ordinary way out."""
        found = self.draft()
        for role, act in (
            ("LEADER", submit_draft), ("HEAD_OF_UNIT", approve_content),
            ("REGISTRAR", approve_layout), ("LEADER", sign_outgoing),
            ("REGISTRAR", issue_outgoing),
        ):  # fmt: skip
            actor = self.office.actor(role)
            with acting_as(actor):
                note_reading(outgoing=found, actor=actor, at=hours(2))
                found = act(outgoing=found, actor=actor, at=hours(2))


@pytest.mark.django_db
class TestLife:
    def test_its_draft_is_filled_in_and_waits_for_the_leader(self) -> None:
        given = Directed(Paper("CD", grounds=("Giá nhà tăng.",), urgency=1))

        draft = given.draft()
        assert (draft.official.kind, draft.official.urgency) == ("CD", 1)
        assert (draft.signer_id, draft.official.due_at) == (given.leader.person_id, DUE)
        assert draft.content["deliver_to"] == ["H10.16"]
        assert "Sở Xây dựng chủ trì: Rà soát nhà ở xã hội." in draft.content["body"]
        assert lacks_document(given.again())
        assert draft.official.events.filter(kind="CARRIES_DIRECTIVE").exists()

    def test_work_done_does_not_end_it_before_the_document_is_out(self) -> None:
        given = Directed(Paper("CV"))
        given.finish()
        assert given.again().closed_at is None

        given.issue()
        with acting_as(SYSTEM):
            counts = [close_all_carried(at=hours(3)) for _time in range(2)]

        assert counts == [1, 0]
        assert given.again().closed_at is not None
        shown = carrying_document(given.again(), given.specialist)
        assert shown is not None
        assert shown.is_issued
        assert shown.notation
        assert not lacks_document(given.again())

    def test_a_directive_without_document_ends_with_its_work(self) -> None:
        given = Directed()

        given.finish()

        assert given.again().closed_at is not None

    def test_one_at_a_time_and_another_after_it_was_given_up(self) -> None:
        given = Directed(Paper("CV"))
        with acting_as(given.leader):
            with pytest.raises(AlreadyCarried):
                draft_paper(directive=given.directive, paper=Paper("CV"), actor=given.leader, at=AT)
            withdraw_draft(outgoing=given.draft(), actor=given.leader, at=AT)
            draft_paper(directive=given.directive, paper=Paper("TB"), actor=given.leader, at=AT)

        assert given.draft().official.kind == "TB"

    def test_others_and_other_kinds_are_refused(self) -> None:
        given = Directed()
        for actor, kind, refusal in (
            (given.specialist, "CV", NotYourDirective), (given.leader, "NQ", NoSuchPaper),
        ):  # fmt: skip
            with acting_as(actor), pytest.raises(refusal):
                draft_paper(directive=given.directive, paper=Paper(kind), actor=actor, at=AT)

    def test_a_mark_of_secrecy_leaves_no_directive(self) -> None:
        with pytest.raises(SecretDraft):
            Directed(Paper("CV", grounds=("Độ mật: Tối mật",)))

        with acting_as(SYSTEM):
            assert not Directive.objects.exists()

    def test_work_is_not_reported_without_the_evidence_asked_for(self) -> None:
        given = Directed(evidence="Biên bản")
        with acting_as(SYSTEM):
            task = given.directive.tasks.get()

        with acting_as(given.specialist), pytest.raises(EvidenceMissing):
            report_done(task=task, text="Xong", actor=given.specialist, at=AT)


@pytest.mark.django_db
class TestPages:
    def test_the_leader_drafts_it_from_the_directive_and_finds_both_ways(
        self, client: Client
    ) -> None:
        given = Directed(evidence="Biên bản kiểm tra")
        page = f"/can-bo/chi-dao/{given.directive.token}/"
        sign_in(client, given.office.account("LEADER"))
        assert "Soạn văn bản từ chỉ đạo" in client.get(page).content.decode()
        refused = client.post(f"{page}van-ban/", {"kind": "NQ"}, follow=True).content.decode()
        assert "Chọn loại văn bản cần soạn." in refused

        drafted = client.post(f"{page}van-ban/", {"kind": "TB"}, follow=True).content.decode()

        assert f'href="{page}"' in drafted
        assert "Biên bản kiểm tra" in client.get(page).content.decode()
        assert given.draft().official.token in client.get(page).content.decode()
        again = client.post(f"{page}van-ban/", {"kind": "TB"}, follow=True).content.decode()
        assert "đã có văn bản" in again

    def test_who_does_the_work_sees_how_it_stands_and_drafts_nothing(self, client: Client) -> None:
        given = Directed(Paper("CV"), evidence="Biên bản kiểm tra")
        page = f"/can-bo/chi-dao/{given.directive.token}/"
        sign_in(client, given.office.account("SPECIALIST", at_department=True))

        shown = client.get(page).content.decode()

        assert "Đang soạn" in shown
        assert given.draft().official.token not in shown
        assert "Soạn văn bản từ chỉ đạo" not in shown
        assert str(OutgoingState.DRAFT.label) in _task_page(client, given)
        refused = client.post(f"{page}van-ban/", {"kind": "CV"}, follow=True).content.decode()
        assert "cơ quan ra chỉ đạo soạn" in refused
        sign_in(client, make_officer(make_agency("H10.99"), "LEADER"))
        assert client.post(f"{page}van-ban/", {"kind": "CV"}).status_code == 404

    def test_a_new_directive_becomes_a_document_at_once(self, client: Client) -> None:
        office = Office()
        sign_in(client, office.account("LEADER"))
        given = {
            "subject": "Phòng cháy mùa khô", "opinion": "Kiểm tra, báo cáo.",
            "lead": f"a{office.department.pk}", "hours": "40", "evidence": "Biên bản",
            "paper": "CV",
        }  # fmt: skip

        page = client.post("/can-bo/chi-dao/moi/", given, follow=True).content.decode()

        assert "phải thành văn bản ký số" in page
        with acting_as(SYSTEM):
            assert Directive.objects.get().needs_document


def _task_page(client: Client, given: Directed) -> str:
    with acting_as(SYSTEM):
        token = given.directive.tasks.get().token
    return client.get(f"/can-bo/nhiem-vu/{token}/").content.decode()
