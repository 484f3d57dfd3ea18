"""Ways round: to prove oneself again, to unlock a session, to add a second factor; and back."""

from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.core.parked import park_form
from tinhso.core.problems import problem

#: Says on the page of proof that a file follows, and which page it was asked for on.
FILE = "tep-tu"
_API = "/api/"


def lead_to_proof(request: HttpRequest, *, gives_file: bool = False) -> HttpResponse:
    """Keep what was sent, lead to the page of proof, and from there back.

    :param gives_file: what was asked for is a file: the page of proof stays on the screen.
    """
    if request.method == "POST":
        park_form(request)
    back = request.path if request.method == "POST" else request.get_full_path()
    asked = {"next": back, **({FILE: _page_before(request)} if gives_file else {})}
    address = f"{reverse('identity:prove')}?{urlencode(asked)}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _page_before(request: HttpRequest) -> str:
    before = urlsplit(request.headers.get("Referer", ""))
    return f"{before.path}?{before.query}" if before.query else before.path or "/"


def lead_to_unlock(request: HttpRequest) -> HttpResponse:
    """Answer in a locked session: pages lead to the proof that opens it and back, programs hear."""
    if request.path.startswith(_API):
        return problem(401, "session_locked", _("Phiên đã khóa vì để lâu không dùng."))
    return lead_to_proof(request)


def lead_to_enrolment(request: HttpRequest) -> HttpResponse:
    """Lead an officer whose position needs a second factor to the page that adds one."""
    text = _("Vị trí của bạn bắt buộc xác thực hai bước. Hãy thêm một cách rồi làm việc tiếp.")
    if request.path.startswith(_API):
        return problem(403, "second_factor_missing", text)
    messages.warning(request, text)
    return HttpResponseRedirect(reverse("identity:security"))
