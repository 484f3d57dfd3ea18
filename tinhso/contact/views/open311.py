"""Open311 GeoReport v2 under /open311/v2/: XML and JSON, errors as the specification has them."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from tinhso.contact.models import ApiKey
from tinhso.contact.operations.filing import add_update, file_report, service_notice
from tinhso.contact.operations.opening import LineNotSetUp
from tinhso.contact.queries import open311 as queries
from tinhso.contact.rules import open311_writing as writing
from tinhso.contact.rules.open311 import (
    Filed,
    Open311Refused,
    RequestUpdate,
    read_query,
    read_report,
)
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local, now
from tinhso.core.look_ups import may_look_up, visitor_address
from tinhso.core.rls import acting_as
from tinhso.documents.api import UploadRefused, receive_upload, uploaded_files

PICTURES = ("image/jpeg", "image/png")
MOST_PICTURES = 6
READS_A_MINUTE = 600
WRONG_KEYS_A_MINUTE = 30
BASE = "/open311/v2"
_View = Callable[..., bytes]


def _answers(*methods: str) -> Callable[[_View], Callable[..., HttpResponse]]:
    """Make a writer of bytes a view: format, method, pace, refusals, any origin's browser."""

    def decorate(write: _View) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @never_cache
        @wraps(write)
        def view(request: HttpRequest, *, form: str, **parts: str) -> HttpResponse:
            status = 200
            try:
                _check(request, methods)
                content = write(request, form=form, **parts)
            except Open311Refused as refusal:
                status = refusal.code
                content = writing.write_errors(refusal.code, refusal.description, form)
            except LineNotSetUp as refusal:
                status = 503
                content = writing.write_errors(503, refusal.message, form)
            if status == 200 and request.method == "POST":
                status = 201
            answer = HttpResponse(content, status=status, content_type=writing.MEDIA_TYPES[form])
            answer.headers["Access-Control-Allow-Origin"] = "*"
            return answer

        return view

    return decorate


def _check(request: HttpRequest, methods: tuple[str, ...]) -> None:
    if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
        raise Open311Refused(405, f"method must be {' or '.join(methods)}")
    if not _given_key(request):
        _slow_down(f"open311:{visitor_address(request)}", READS_A_MINUTE)
    wanted = request.GET.get("jurisdiction_id") or request.POST.get("jurisdiction_id", "")
    if wanted and wanted != settings.OPEN311_JURISDICTION:
        raise Open311Refused(404, "jurisdiction_id was not found")


def _slow_down(who: str, most: int) -> None:
    if not may_look_up(who, allowed=most):
        raise Open311Refused(429, "too many calls, try again in a minute")


def _given_key(request: HttpRequest) -> str:
    return request.POST.get("api_key") or request.GET.get("api_key", "")


def _key(request: HttpRequest) -> ApiKey | None:
    """Give the program that calls, if it says so; a known one has a pace of its own."""
    given = _given_key(request)
    if not given:
        return None
    key = queries.find_key(given)
    if key is None:
        _slow_down(f"open311-unknown:{visitor_address(request)}", WRONG_KEYS_A_MINUTE)
        raise Open311Refused(403, "api_key is unknown")
    _slow_down(f"open311-key:{key.pk}", key.most_a_minute)
    return key


def _required_key(request: HttpRequest) -> ApiKey:
    key = _key(request)
    if key is None:
        raise Open311Refused(403, "api_key is missing")
    return key


@_answers("GET")
def discovery(request: HttpRequest, *, form: str) -> bytes:
    """Say where the service is."""
    return writing.write_discovery(
        url=f"{settings.SITE_URL}{BASE}",
        contact=settings.CONTACT_EMAIL,
        changed_at=local(now()).replace(hour=0, minute=0, second=0),
        form=form,
    )


@_answers("GET")
def services(request: HttpRequest, *, form: str) -> bytes:
    """List the kinds of request."""
    return writing.write_services(queries.list_services(), form)


@_answers("GET")
def service(request: HttpRequest, *, form: str, code: str) -> bytes:
    """Say what a kind of request asks beside the description."""
    found = queries.get_service(code)
    return writing.write_definition(code, queries.attributes_of(found.code), form)


@_answers("GET", "POST")
def requests(request: HttpRequest, *, form: str) -> bytes:
    """List requests, or take a new one."""
    if request.method == "POST":
        return _filed(request, form)
    query = read_query(dict(request.GET.lists()), at=now())
    return writing.write_requests(queries.list_requests(query, _key(request)), form)


@_answers("GET")
def one_request(request: HttpRequest, *, form: str, code: str) -> bytes:
    """Give one request."""
    return writing.write_requests([queries.get_request(code, _key(request))], form)


@_answers("GET")
def token(request: HttpRequest, *, form: str, token: str) -> bytes:
    """Give the number of the request a token stands for."""
    code = queries.request_of_token(token, _required_key(request))
    return writing.write_filed(Filed(service_request_id=code, token=token), form)


@_answers("GET", "POST")
def updates(request: HttpRequest, *, form: str) -> bytes:
    """List what happened to requests, or add what a citizen says later."""
    if request.method == "POST":
        return _added(request, form)
    query = read_query(dict(request.GET.lists()), at=now())
    return writing.write_updates(queries.list_updates(query, _key(request)), form)


def _added(request: HttpRequest, form: str) -> bytes:
    key = _required_key(request)
    code = request.POST.get("service_request_id", "")[:40]
    text = request.POST.get("description", "").strip()
    number = add_update(code=code, text=text, key=key, at=now())
    added = RequestUpdate(number, code, "open", local(now()), text)
    return writing.write_updates([added], form)


def _filed(request: HttpRequest, form: str) -> bytes:
    key = _required_key(request)
    report = read_report(dict(request.POST.lists()))
    category = queries.get_service(report.service_code)
    filed = file_report(
        report=report,
        category=category,
        key=key,
        upload_ids=_pictures(request),
        at=now(),
        request_key=request.headers.get("Idempotency-Key", "")[:100],
    )
    answer = Filed(
        service_request_id="" if key.answers_with_token else filed.receipt.contact.code,
        token=filed.filing.token if key.answers_with_token else "",
        service_notice=service_notice(filed.receipt, f"{settings.SITE_URL}/phan-anh/tra-cuu/"),
        account_id=report.account_id,
    )
    return writing.write_filed(answer, form)


def _pictures(request: HttpRequest) -> tuple[int, ...]:
    """Take the pictures sent along through the same door as everybody's."""
    try:
        files = uploaded_files(request, "media")
        if len(files) > MOST_PICTURES:
            raise Open311Refused(400, f"at most {MOST_PICTURES} files of media")
        with acting_as(SYSTEM):
            return tuple(
                receive_upload(
                    file=file, actor=SYSTEM, purpose="contact", accept=PICTURES, at=now()
                ).pk
                for file in files
            )
    except UploadRefused as refusal:
        raise Open311Refused(400, f"media: {refusal.message}") from refusal
