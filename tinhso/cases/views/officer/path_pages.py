"""Acts on the paths beside the straight one, as data: words, form, operation."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from tinhso.cases.api import (
    Action,
    BranchRequest,
    Case,
    InspectionPlan,
    InspectionRecord,
    answer_complaint,
    assign,
    complain,
    finish_branch,
    issue_control_slip,
    issue_correction,
    notify_stop,
    open_branches,
    plan_inspection,
    recall_branch,
    record_inspection,
    remind,
    reschedule,
    sign_correction,
    stop_case,
)
from tinhso.cases.forms.officer import ActForm, LawForm
from tinhso.cases.forms.paths import (
    MOST_BRANCHES,
    AnswerComplaintForm,
    AssignForm,
    BranchesForm,
    ComplaintForm,
    FinishBranchForm,
    PlanInspectionForm,
    RecallForm,
    RecordInspectionForm,
    RemindForm,
    RescheduleForm,
    StopForm,
)
from tinhso.cases.queries import find_branch, find_open_complaint
from tinhso.cases.views.officer.act_page import ActPage
from tinhso.core.actors import Actor
from tinhso.documents.api import receive_upload

PHOTO_TYPES = ["image/jpeg", "image/png"]


def _assign(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    answers = form.cleaned_data
    return assign(case=case, person_id=answers["person"], note=answers["note"], actor=actor, at=at)


def _remind(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    return remind(case=case, note=form.cleaned_data["note"], actor=actor, at=at)


def _reschedule(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    answers = form.cleaned_data
    return reschedule(
        case=case, new_day=answers["new_day"], reason=answers["reason"], actor=actor, at=at
    )


def _stop(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    assert isinstance(form, LawForm)  # noqa: S101 - the page's own form
    reason = form.cleaned_data["reason"]
    return stop_case(case=case, reason=reason, legal_basis=form.legal_basis, actor=actor, at=at)


def _notify_stop(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    return notify_stop(case=case, actor=actor, at=at)


def _open_branches(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    answers = form.cleaned_data
    requests = [
        BranchRequest(
            answers[f"agency_{number}"], answers[f"task_{number}"], answers[f"hours_{number}"]
        )
        for number in range(1, MOST_BRANCHES + 1)
        if answers[f"agency_{number}"]
    ]
    return open_branches(case=case, requests=requests, actor=actor, at=at)


def _finish_branch(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    branch = find_branch(case, form.cleaned_data["branch"])
    return finish_branch(branch=branch, answer=form.cleaned_data["answer"], actor=actor, at=at)


def _recall_branch(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    branch = find_branch(case, form.cleaned_data["branch"])
    return recall_branch(branch=branch, reason=form.cleaned_data["reason"], actor=actor, at=at)


def _plan_inspection(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    assert isinstance(form, PlanInspectionForm)  # noqa: S101 - the page's own form
    answers = form.cleaned_data
    plan = InspectionPlan(form.planned_at, answers["place"], answers["people"])
    return plan_inspection(case=case, plan=plan, actor=actor, at=at)


def _record_inspection(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    answers: dict[str, Any] = form.cleaned_data
    photos = [
        receive_upload(
            file=photo, actor=actor, purpose=f"case:{case.pk}", accept=PHOTO_TYPES, at=at
        )
        for photo in answers["photos"]
    ]
    record = InspectionRecord(answers["outcome"], answers["minutes"], photos)
    return record_inspection(case=case, record=record, actor=actor, at=at)


def _complain(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    return complain(case=case, text=form.cleaned_data["text"], actor=actor, at=at)


def _answer_complaint(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    answers = form.cleaned_data
    return answer_complaint(
        complaint=find_open_complaint(case),
        outcome=answers["outcome"],
        answer=answers["answer"],
        actor=actor,
        at=at,
    )


def _sign_correction(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    return sign_correction(case=case, actor=actor, at=at)


def _issue_correction(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    return issue_correction(case=case, actor=actor, at=at)


def _control_slip(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    return issue_control_slip(case=case, actor=actor, at=at)


#: In the order the panel offers them.
PATH_PAGES: tuple[ActPage, ...] = (
    ActPage(
        Action.ANSWER_COMPLAINT,
        "tra-loi-khieu-nai",
        gettext_lazy("Trả lời khiếu nại"),
        gettext_lazy("Trả lời khiếu nại"),
        gettext_lazy("Người khiếu nại đọc được câu trả lời ngay; hồ sơ không đổi bước."),
        gettext_lazy("Đã trả lời khiếu nại."),
        _answer_complaint,
        AnswerComplaintForm,
    ),
    ActPage(
        Action.SIGN_CORRECTION,
        "ky-dinh-chinh",
        gettext_lazy("Ký bản đính chính, cấp lại"),
        gettext_lazy("Ký bản đính chính hoặc cấp lại?"),
        gettext_lazy(
            "Văn bản mới được đánh số, mang chữ ký số của bạn và ghi rõ thay văn bản nào."
        ),
        gettext_lazy("Đã ký. Văn thư đóng dấu, ban hành."),
        _sign_correction,
    ),
    ActPage(
        Action.ISSUE_CORRECTION,
        "ban-hanh-dinh-chinh",
        gettext_lazy("Ban hành bản đính chính, cấp lại"),
        gettext_lazy("Đóng dấu và ban hành bản mới?"),
        gettext_lazy("Bản cũ được đánh dấu là đã thay thế; người nộp được báo ngay."),
        gettext_lazy("Đã ban hành bản mới. Bản cũ được đánh dấu là đã thay thế."),
        _issue_correction,
    ),
    ActPage(
        Action.FINISH_BRANCH,
        "xong-phoi-hop",
        gettext_lazy("Trả kết quả phối hợp"),
        gettext_lazy("Trả kết quả phối hợp"),
        gettext_lazy("Khi mọi cơ quan phối hợp xong, cơ quan giải quyết đi tiếp được."),
        gettext_lazy("Đã gửi kết quả phối hợp."),
        _finish_branch,
        FinishBranchForm,
    ),
    ActPage(
        Action.NOTIFY_STOP,
        "thong-bao-dung",
        gettext_lazy("Phát hành thông báo dừng"),
        gettext_lazy("Ký thông báo dừng giải quyết (phiếu 05)?"),
        gettext_lazy("Người dân đã rút hồ sơ trực tuyến. Thông báo có chữ ký số được gửi cho họ."),
        gettext_lazy("Thông báo dừng đang được ký."),
        _notify_stop,
    ),
    ActPage(
        Action.ASSIGN,
        "giao-viec",
        gettext_lazy("Giao người xử lý"),
        gettext_lazy("Giao hồ sơ cho một người"),
        gettext_lazy("Hồ sơ vẫn ở bước này; chỉ người được giao làm được."),
        gettext_lazy("Đã giao hồ sơ."),
        _assign,
        AssignForm,
    ),
    ActPage(
        Action.REMIND,
        "don-doc",
        gettext_lazy("Đôn đốc"),
        gettext_lazy("Đôn đốc người đang giữ hồ sơ"),
        gettext_lazy("Hồ sơ không đổi bước, không đổi người."),
        gettext_lazy("Đã gửi lời đôn đốc."),
        _remind,
        RemindForm,
    ),
    ActPage(
        Action.OPEN_BRANCHES,
        "lien-thong",
        gettext_lazy("Giao cơ quan phối hợp"),
        gettext_lazy("Giao các cơ quan cùng làm một lúc"),
        gettext_lazy(
            "Mỗi cơ quan có đồng hồ riêng, đồng hồ cả hồ sơ vẫn chạy. Xong hết mới đi tiếp được."
        ),
        gettext_lazy("Đã giao các cơ quan phối hợp."),
        _open_branches,
        BranchesForm,
    ),
    ActPage(
        Action.RECALL_BRANCH,
        "rut-phoi-hop",
        gettext_lazy("Rút việc đã giao phối hợp"),
        gettext_lazy("Rút việc đã giao phối hợp"),
        gettext_lazy("Cơ quan phối hợp không phải làm nữa; hồ sơ không chờ họ."),
        gettext_lazy("Đã rút việc đã giao."),
        _recall_branch,
        RecallForm,
    ),
    ActPage(
        Action.PLAN_INSPECTION,
        "hen-kiem-tra",
        gettext_lazy("Hẹn kiểm tra thực tế"),
        gettext_lazy("Hẹn kiểm tra thực tế"),
        gettext_lazy("Người nộp được báo ngày giờ và địa điểm. Hẹn lại thì lịch cũ được thay."),
        gettext_lazy("Đã hẹn kiểm tra và báo cho người nộp."),
        _plan_inspection,
        PlanInspectionForm,
    ),
    ActPage(
        Action.RECORD_INSPECTION,
        "bien-ban-kiem-tra",
        gettext_lazy("Ghi biên bản kiểm tra"),
        gettext_lazy("Biên bản kiểm tra thực tế"),
        gettext_lazy("Ghi sau khi đã kiểm tra; biên bản không sửa được về sau."),
        gettext_lazy("Đã ghi biên bản kiểm tra."),
        _record_inspection,
        RecordInspectionForm,
    ),
    ActPage(
        Action.ISSUE_CONTROL_SLIP,
        "phieu-kiem-soat",
        gettext_lazy("Lập phiếu kiểm soát (06)"),
        gettext_lazy("Lập phiếu kiểm soát quá trình giải quyết?"),
        gettext_lazy("Phiếu ghi ai nhận, ai giao, lúc nào, sớm, đúng hay quá hạn, đến lúc này."),
        gettext_lazy("Phiếu kiểm soát đang được ký."),
        _control_slip,
    ),
    ActPage(
        Action.COMPLAIN,
        "khieu-nai",
        gettext_lazy("Ghi khiếu nại của người dân"),
        gettext_lazy("Ghi khiếu nại của người dân"),
        gettext_lazy("Khiếu nại chuyển đến thủ trưởng cơ quan giải quyết, có hạn trả lời."),
        gettext_lazy("Đã ghi khiếu nại và chuyển thủ trưởng cơ quan."),
        _complain,
        ComplaintForm,
    ),
    ActPage(
        Action.RESCHEDULE,
        "xin-loi-hen-lai",
        gettext_lazy("Xin lỗi, hẹn lại ngày trả"),
        gettext_lazy("Xin lỗi và hẹn lại ngày trả"),
        gettext_lazy("Chỉ làm được trước khi quá hạn, một lần. Phiếu 04 mang chữ ký số của bạn."),
        gettext_lazy("Đã hẹn lại. Phiếu xin lỗi đang được ký và gửi người nộp."),
        _reschedule,
        RescheduleForm,
    ),
    ActPage(
        Action.STOP,
        "dung",
        pgettext_lazy("action", "Dừng giải quyết"),
        gettext_lazy("Dừng giải quyết hồ sơ"),
        gettext_lazy(
            "Chỉ khi pháp luật cho phép. Hồ sơ không mở lại được; người nộp khiếu nại được."
        ),
        gettext_lazy("Đã dừng giải quyết. Thông báo dừng đang được ký."),
        _stop,
        StopForm,
        is_dangerous=True,
    ),
)
