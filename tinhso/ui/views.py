"""Pages that say what went wrong and what to do next; they work without the database."""

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, requires_csrf_token
from django.views.i18n import set_language as django_set_language

set_language = csrf_exempt(django_set_language)


def _problem(status: int, title: str, *advice: str) -> HttpResponse:
    context = {"status": status, "problem_title": title, "advice": advice}
    return HttpResponse(loader.render_to_string("ui/errors/problem.html", context), status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read."""
    return _problem(
        400,
        _("Hệ thống chưa đọc được yêu cầu này"),
        _("Quay lại trang trước, kiểm tra nội dung vừa nhập rồi gửi lại."),
        _("Nếu vừa đính kèm tệp, hãy thử tệp nhỏ hơn hoặc ảnh chụp rõ hơn."),
    )


def refused(request: HttpRequest, message: str) -> HttpResponse:
    """Answer with the words of a refusal that no page shows in its own way."""
    return _problem(400, _("Hệ thống chưa làm được yêu cầu này"), message)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody who may not open the page."""
    return _problem(
        403,
        _("Tài khoản của bạn không mở được trang này"),
        _("Nếu đây là việc của bạn, hãy đăng nhập bằng đúng tài khoản hoặc đúng cơ quan."),
        _("Cán bộ cần thêm quyền thì liên hệ người quản trị của cơ quan mình."),
    )


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere, or to what the actor may not know of."""
    return _problem(
        404,
        _("Không tìm thấy trang này"),
        _("Kiểm tra lại địa chỉ: có thể thiếu hoặc thừa một ký tự."),
        _("Bạn cũng có thể về trang chủ và tìm bằng lời thường ngày, ví dụ “khai sinh cho con”."),
    )


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when the platform itself failed."""
    return _problem(
        500,
        _("Hệ thống đang gặp trục trặc"),
        _("Những gì bạn đã lưu vẫn còn. Hãy thử lại sau ít phút."),
        _("Nếu việc gấp, hãy gọi tổng đài hoặc đến bộ phận một cửa gần nhất."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form sent from a page that was open for too long."""
    return _problem(
        403,
        _("Trang này đã mở quá lâu nên chưa gửi được"),
        _("Bấm quay lại, tải lại trang rồi gửi lần nữa."),
        _("Nếu vẫn không được, hãy bật cookie cho trang này trong trình duyệt."),
    )
