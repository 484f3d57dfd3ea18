"""Officers' acts through their pages: done, refused, checked, and when somebody was quicker."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Case, CaseEvent, CasePaper, CaseState
from tinhso.cases.operations import accept_case
from tinhso.cases.tests.factories import Ward, make_case, make_ward, photo
from tinhso.cases.tests.walk import RESULT_FIELDS, SOON, accepted, drafted, finished, signed
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import sign_in
from tinhso.orgs.tests.factories import make_area
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
ROLES = ("CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR")
WORDS = {"reason": "Ghi rõ", "note": "", "question": "Hỏi", "law": "", "article": ""}


@pytest.fixture
def case(account: CitizenAccount, ward: Ward, version: ProcedureVersion) -> Case:
    """Give a case somebody has filed."""
    return make_case(account, version)


def url(case: Case, act: str) -> str:
    """Give the address of an act."""
    return f"/can-bo/ho-so/{case.token}/{act}/"


def state_of(case: Case) -> str:
    """Give the case's present state."""
    return Case.objects.get(pk=case.pk).state


def law_of(case: Case) -> str:
    """Give the first law of the case's procedure as the form offers it."""
    law = case.version.content["legal_basis"][0]
    return f"{law['number']}, {law['title']}"


def test_clerk_sees_the_date_before_promising_it(client: Client, case: Case, ward: Ward) -> None:
    sign_in(client, ward.officers["CLERK"])

    page = client.get(url(case, "tiep-nhan")).content.decode()

    assert "Tiếp nhận bây giờ thì hạn trả là" in page
    assert "None" not in page


def test_clerk_accepts(client: Client, case: Case, ward: Ward) -> None:
    sign_in(client, ward.officers["CLERK"])

    page = client.post(url(case, "tiep-nhan"), follow=True).content.decode()

    assert state_of(case) == CaseState.ACCEPTED
    assert "Đã tiếp nhận hồ sơ" in page
    assert str(Case.objects.get(pk=case.pk).code) in page


def test_clerk_refuses_with_reason_and_law(client: Client, case: Case, ward: Ward) -> None:
    sign_in(client, ward.officers["CLERK"])
    words = {"reason": "Nộp sai nơi", "law": law_of(case), "article": "khoản 1 Điều 16"}

    client.post(url(case, "tu-choi"), words)

    facts = CaseEvent.objects.get(case=case, kind="REFUSE").facts
    assert facts["legal_basis"] == f"khoản 1 Điều 16, {law_of(case)}"


@pytest.mark.parametrize(
    ("act", "sent"),
    [
        ("tu-choi", {"reason": "Lý do", "law": "Luật không có"}),
        ("tu-choi", {"reason": "  "}),
        ("yeu-cau-bo-sung", {"reason": ""}),
        ("yeu-cau-bo-sung", {"reason": "Thiếu", "papers": "giay-la"}),
        ("rut", {"reason": ""}),
    ],
)
def test_incomplete_words_are_asked_for_again(
    client: Client, case: Case, ward: Ward, act: str, sent: dict[str, str]
) -> None:
    sign_in(client, ward.officers["CLERK"])

    response = client.post(url(case, act), sent)

    assert response.status_code == 200
    assert "govuk-error-summary" in response.content.decode()
    assert state_of(case) == CaseState.FILED


def test_specialist_drafts_previews_and_forwards(client: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["SPECIALIST"])

    client.post(reverse("cases:officer_draft_result", args=[case.token]), RESULT_FIELDS)
    preview = client.get(reverse("cases:officer_preview", args=[case.token]))
    client.post(url(case, "chuyen"), {"note": "Đã đối chiếu", "person": ""})

    assert preview.content.startswith(b"%PDF")
    assert Case.objects.get(pk=case.pk).step_role == "LEADER"


def test_wrong_draft_names_each_field_and_keeps_what_was_typed(
    client: Client, case: Case, ward: Ward
) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["SPECIALIST"])
    wrong = {**RESULT_FIELDS, "personal_identity_number": "123", "register_number": ""}

    response = client.post(reverse("cases:officer_draft_result", args=[case.token]), wrong)

    page = response.content.decode()
    assert "Số định danh gồm 12 chữ số." in page
    assert 'value="118"' not in page
    assert 'value="Việt Nam"' in page
    assert not Case.objects.get(pk=case.pk).result_fields


def test_nothing_drafted_has_no_preview(client: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["SPECIALIST"])

    assert client.get(reverse("cases:officer_preview", args=[case.token])).status_code == 404


def test_colleague_named_gets_the_case(client: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["SPECIALIST"])
    leader = ward.officers["LEADER"].person_id
    client.post(reverse("cases:officer_draft_result", args=[case.token]), RESULT_FIELDS)

    client.post(url(case, "chuyen"), {"note": "", "person": str(leader)})

    assert Case.objects.get(pk=case.pk).step_person_id == leader


def test_stranger_cannot_be_named(client: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["SPECIALIST"])
    client.post(reverse("cases:officer_draft_result", args=[case.token]), RESULT_FIELDS)
    clerk = ward.officers["CLERK"].person_id

    response = client.post(url(case, "chuyen"), {"note": "", "person": str(clerk)})

    assert "Chọn một người trong danh sách" in response.content.decode()
    assert Case.objects.get(pk=case.pk).step_role == "SPECIALIST"


def test_leader_sees_the_draft_and_signs(client: Client, case: Case, ward: Ward) -> None:
    drafted(accepted(case, ward), ward)
    sign_in(client, ward.officers["LEADER"])

    page = client.get(url(case, "ky")).content.decode()
    client.post(url(case, "ky"))

    assert reverse("cases:officer_preview", args=[case.token]) in page
    assert Case.objects.get(pk=case.pk).step_role == "REGISTRAR"


def test_leader_returns_with_a_reason(client: Client, case: Case, ward: Ward) -> None:
    drafted(accepted(case, ward), ward)
    sign_in(client, ward.officers["LEADER"])

    client.post(url(case, "tra-lai"), {"reason": "Sai quê quán"})

    assert Case.objects.get(pk=case.pk).step_role == "SPECIALIST"


def test_registrar_issues_and_clerk_hands_over(client: Client, case: Case, ward: Ward) -> None:
    signed(drafted(accepted(case, ward), ward), ward)

    sign_in(client, ward.officers["REGISTRAR"])
    client.post(url(case, "ban-hanh"))
    sign_in(client, ward.officers["CLERK"])
    client.post(url(case, "tra-ket-qua"))

    assert state_of(case) == CaseState.RETURNED


def test_clerk_takes_papers_brought_to_the_counter(client: Client, case: Case, ward: Ward) -> None:
    sign_in(client, ward.officers["CLERK"])
    client.post(url(case, "yeu-cau-bo-sung"), {"reason": "Ảnh mờ", "papers": "birth-notice"})

    client.post(url(case, "bo-sung"), {"message": "", "file-birth-notice": photo("ro-hon.jpg")})

    assert state_of(case) == CaseState.FILED
    current = CasePaper.objects.get(case=case, paper_code="birth-notice", is_current=True)
    assert current.upload.name == "ro-hon.jpg"


def test_empty_supplement_is_asked_for_again(client: Client, case: Case, ward: Ward) -> None:
    sign_in(client, ward.officers["CLERK"])
    client.post(url(case, "yeu-cau-bo-sung"), {"reason": "Ảnh mờ"})

    response = client.post(url(case, "bo-sung"), {"message": " "})

    assert "Thêm giấy tờ người dân mang đến" in response.content.decode()
    assert state_of(case) == CaseState.SUPPLEMENT_REQUESTED


def test_wrong_file_at_the_counter_is_named_and_nothing_kept(
    client: Client, case: Case, ward: Ward
) -> None:
    sign_in(client, ward.officers["CLERK"])
    client.post(url(case, "yeu-cau-bo-sung"), {"reason": "Ảnh mờ", "papers": "birth-notice"})
    broken = SimpleUploadedFile("hong.jpg", b"MZ not a picture", "image/jpeg")

    response = client.post(url(case, "bo-sung"), {"message": "x", "file-birth-notice": broken})

    assert "hong.jpg" in response.content.decode()
    assert state_of(case) == CaseState.SUPPLEMENT_REQUESTED


def test_clerk_withdraws_on_behalf_of_the_applicant(client: Client, case: Case, ward: Ward) -> None:
    sign_in(client, ward.officers["CLERK"])

    client.post(url(case, "rut"), {"reason": "Đơn xin rút ngày 2/6"})

    assert state_of(case) == CaseState.WITHDRAWN


def test_second_clerk_learns_who_was_quicker_and_keeps_the_words(
    client: Client, case: Case, ward: Ward
) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["CLERK"])
    words = {"reason": "Lý do tôi vừa gõ dài", "law": law_of(case), "article": ""}

    response = client.post(url(case, "tu-choi"), words)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Hồ sơ đã chuyển sang trạng thái khác" in page
    assert 'type="submit">Từ chối tiếp nhận' not in page
    assert "Tiếp nhận hồ sơ, hẹn ngày trả" in page
    assert "Lý do tôi vừa gõ dài" in page
    assert state_of(case) == CaseState.ACCEPTED


def test_accepting_twice_makes_one_code(client: Client, case: Case, ward: Ward) -> None:
    sign_in(client, ward.officers["CLERK"])
    client.post(url(case, "tiep-nhan"))

    response = client.post(url(case, "tiep-nhan"))

    assert response.status_code == 409
    assert CaseEvent.objects.filter(case=case, kind="ACCEPT").count() == 1


STAGES = {
    "FILED": lambda case, ward: case,
    "ACCEPTED": accepted,
    "DRAFTED": lambda case, ward: drafted(accepted(case, ward), ward),
    "SIGNED": lambda case, ward: signed(drafted(accepted(case, ward), ward), ward),
    "FINISHED": finished,
}
ALLOWED = {
    ("tiep-nhan", "FILED", "CLERK"),
    ("tu-choi", "FILED", "CLERK"),
    ("yeu-cau-bo-sung", "FILED", "CLERK"),
    ("yeu-cau-bo-sung", "ACCEPTED", "SPECIALIST"),
    ("lay-y-kien", "ACCEPTED", "SPECIALIST"),
    ("du-thao", "ACCEPTED", "SPECIALIST"),
    ("tra-lai", "DRAFTED", "LEADER"),
    ("ky", "DRAFTED", "LEADER"),
    ("ban-hanh", "SIGNED", "REGISTRAR"),
    ("tra-ket-qua", "FINISHED", "CLERK"),
    ("rut", "FILED", "CLERK"),
    ("rut", "ACCEPTED", "CLERK"),
    ("rut", "DRAFTED", "CLERK"),
}
ACTS = (
    "tiep-nhan", "tu-choi", "yeu-cau-bo-sung", "bo-sung", "chuyen", "tra-lai", "lay-y-kien",
    "du-thao", "ky", "ban-hanh", "tra-ket-qua", "rut",
)  # fmt: skip


@pytest.mark.parametrize("stage", list(STAGES))
def test_every_act_is_refused_to_every_wrong_role_in_every_state(
    client: Client, case: Case, ward: Ward, stage: str
) -> None:
    STAGES[stage](case, ward)
    event_count = CaseEvent.objects.filter(case=case).count()
    let_through = set()

    for role in ROLES:
        sign_in(client, ward.officers[role])
        for act in ACTS:
            if (act, stage, role) in ALLOWED:
                assert client.get(url(case, act)).status_code == 200, (act, role)
            elif client.post(url(case, act), WORDS).status_code not in {403, 409}:
                let_through.add((act, role))

    assert not let_through
    assert CaseEvent.objects.filter(case=case).count() == event_count


def test_every_act_is_not_found_for_another_ward(client: Client, case: Case) -> None:
    other = make_ward(make_area("25198", name="Phường Tân Đồng", kind="WARD"), number=2)

    for role in ROLES:
        sign_in(client, other.officers[role])
        answers = {client.post(url(case, act), WORDS).status_code for act in ACTS}
        assert answers == {404}


def test_act_as_a_fragment_for_htmx_is_the_form_alone(
    client: Client, case: Case, ward: Ward
) -> None:
    sign_in(client, ward.officers["CLERK"])

    page = client.get(url(case, "tu-choi"), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in page
    assert "csrfmiddlewaretoken" in page


def test_refused_act_undoes_what_it_began(client: Client, case: Case, ward: Ward) -> None:
    clerk = ward.actor("CLERK")
    with acting_as(clerk):
        accept_case(case=case, actor=clerk, at=SOON)
    sign_in(client, ward.officers["CLERK"])

    client.post(url(case, "yeu-cau-bo-sung"), {"reason": "Thiếu"})

    assert not case.pauses.exists()
