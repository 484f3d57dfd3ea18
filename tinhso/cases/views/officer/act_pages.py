"""Officers' acts that one form and one decision make, as data: words, form, operation."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.cases.api import (
    Action,
    Case,
    accept_case,
    consult,
    forward_step,
    hand_over_result,
    issue_result,
    refuse_case,
    request_payment,
    request_supplement,
    return_step,
    sign_result,
    withdraw_case,
)
from tinhso.cases.forms.officer import (
    ActForm,
    ConsultForm,
    ForwardForm,
    RefusalForm,
    ReturnForm,
    SupplementRequestForm,
    WithdrawalForm,
)
from tinhso.cases.forms.payments import PaymentRequestForm
from tinhso.cases.views.officer.act_page import ActPage
from tinhso.cases.views.officer.path_pages import PATH_PAGES
from tinhso.core.actors import Actor


def _accept(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    return accept_case(case=case, actor=actor, at=at)


def _refuse(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    assert isinstance(form, RefusalForm)  # noqa: S101 - the page's own form
    reason = form.cleaned_data["reason"]
    return refuse_case(case=case, reason=reason, legal_basis=form.legal_basis, actor=actor, at=at)


def _request_supplement(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    answers = form.cleaned_data
    return request_supplement(
        case=case, reason=answers["reason"], papers=answers["papers"], actor=actor, at=at
    )


def _request_payment(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    assert isinstance(form, PaymentRequestForm)  # noqa: S101 - the page's own form
    return request_payment(case=case, asked=form.asked, actor=actor, at=at)


def _forward(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    answers = form.cleaned_data
    return forward_step(
        case=case, note=answers["note"], person_id=answers["person"], actor=actor, at=at
    )


def _return(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    return return_step(case=case, reason=form.cleaned_data["reason"], actor=actor, at=at)


def _consult(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    answers = form.cleaned_data
    return consult(
        case=case, agency_id=answers["agency"], question=answers["question"], actor=actor, at=at
    )


def _sign(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    return sign_result(case=case, actor=actor, at=at)


def _issue(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    return issue_result(case=case, actor=actor, at=at)


def _hand_over(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    return hand_over_result(case=case, actor=actor, at=at)


def _withdraw(case: Case, form: ActForm, actor: Actor, at: datetime) -> object:
    return withdraw_case(case=case, reason=form.cleaned_data["reason"], actor=actor, at=at)


#: In the order the panel offers them: what moves the case on first, what ends it last.
ACT_PAGES: tuple[ActPage, ...] = (
    ActPage(
        Action.ACCEPT,
        "tiep-nhan",
        gettext_lazy("Tiếp nhận hồ sơ"),
        gettext_lazy("Tiếp nhận hồ sơ này?"),
        gettext_lazy("Hồ sơ nhận mã số, giấy hẹn được ký số và gửi cho người nộp."),
        gettext_lazy("Đã tiếp nhận hồ sơ. Giấy hẹn đang được ký."),
        _accept,
    ),
    ActPage(
        Action.SIGN_RESULT,
        "ky",
        gettext_lazy("Ký kết quả"),
        gettext_lazy("Ký kết quả này?"),
        gettext_lazy(
            "Xem kỹ dự thảo trước khi ký. Kết quả được đánh số và mang chữ ký số của bạn."
        ),
        gettext_lazy("Đã ký. Hồ sơ chuyển sang văn thư để đóng dấu, ban hành."),
        _sign,
    ),
    ActPage(
        Action.ISSUE_RESULT,
        "ban-hanh",
        gettext_lazy("Đóng dấu, ban hành"),
        gettext_lazy("Đóng dấu và ban hành kết quả?"),
        gettext_lazy("Kết quả mang chữ ký số của cơ quan và được báo cho người nộp ngay."),
        gettext_lazy("Đã ban hành kết quả và báo cho người nộp."),
        _issue,
    ),
    ActPage(
        Action.HAND_OVER,
        "tra-ket-qua",
        gettext_lazy("Trả kết quả"),
        gettext_lazy("Xác nhận đã trả kết quả tại quầy?"),
        gettext_lazy("Đối chiếu giấy hẹn hoặc căn cước của người nhận trước khi trả."),
        gettext_lazy("Đã ghi nhận trả kết quả. Hồ sơ hoàn tất."),
        _hand_over,
    ),
    ActPage(
        Action.FORWARD,
        "chuyen",
        gettext_lazy("Chuyển bước tiếp theo"),
        gettext_lazy("Chuyển hồ sơ"),
        gettext_lazy("Hồ sơ sang bước tiếp theo của quy trình; hạn trả không đổi."),
        gettext_lazy("Đã chuyển hồ sơ sang bước tiếp theo."),
        _forward,
        ForwardForm,
    ),
    ActPage(
        Action.REQUEST_SUPPLEMENT,
        "yeu-cau-bo-sung",
        gettext_lazy("Yêu cầu bổ sung"),
        gettext_lazy("Yêu cầu người dân bổ sung"),
        gettext_lazy("Đồng hồ tính hạn dừng lại cho đến khi người dân bổ sung xong."),
        gettext_lazy("Đã gửi yêu cầu bổ sung. Đồng hồ tính hạn tạm dừng."),
        _request_supplement,
        SupplementRequestForm,
    ),
    ActPage(
        Action.REQUEST_PAYMENT,
        "yeu-cau-nop-phi",
        gettext_lazy("Yêu cầu nộp phí, lệ phí"),
        gettext_lazy("Yêu cầu người dân nộp phí, lệ phí"),
        gettext_lazy("Số tiền do bảng phí tính ra từ những gì bạn ghi dưới đây."),
        gettext_lazy("Đã gửi yêu cầu nộp phí, lệ phí cho người dân."),
        _request_payment,
        PaymentRequestForm,
    ),
    ActPage(
        Action.CONSULT,
        "lay-y-kien",
        gettext_lazy("Lấy ý kiến cơ quan khác"),
        gettext_lazy("Lấy ý kiến cơ quan khác"),
        gettext_lazy("Đồng hồ tính hạn vẫn chạy trong lúc chờ ý kiến."),
        gettext_lazy("Đã gửi câu hỏi. Ý kiến trả lời sẽ hiện trong lịch sử hồ sơ."),
        _consult,
        ConsultForm,
    ),
    ActPage(
        Action.RETURN_STEP,
        "tra-lai",
        gettext_lazy("Trả lại bước trước"),
        gettext_lazy("Trả hồ sơ lại bước trước"),
        gettext_lazy("Hồ sơ quay về bước trước để sửa; hạn trả cho người dân không đổi."),
        gettext_lazy("Đã trả hồ sơ lại bước trước."),
        _return,
        ReturnForm,
    ),
    ActPage(
        Action.REFUSE,
        "tu-choi",
        gettext_lazy("Từ chối tiếp nhận"),
        gettext_lazy("Từ chối tiếp nhận hồ sơ"),
        gettext_lazy("Người nộp nhận phiếu từ chối có chữ ký số, ghi lý do và căn cứ pháp lý."),
        gettext_lazy("Đã từ chối hồ sơ. Phiếu từ chối đang được ký và gửi người nộp."),
        _refuse,
        RefusalForm,
        is_dangerous=True,
    ),
    ActPage(
        Action.WITHDRAW,
        "rut",
        gettext_lazy("Rút theo đề nghị của người dân"),
        gettext_lazy("Rút hồ sơ theo đề nghị của người dân"),
        gettext_lazy("Hồ sơ dừng giải quyết và không mở lại được."),
        gettext_lazy("Đã rút hồ sơ theo đề nghị của người dân."),
        _withdraw,
        WithdrawalForm,
        is_dangerous=True,
    ),
)


def find_act_page(slug: str) -> ActPage | None:
    """Give the act of an address, or ``None``."""
    return next((page for page in (*ACT_PAGES, *PATH_PAGES) if page.slug == slug), None)
