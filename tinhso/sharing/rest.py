"""The JSON API of data sharing: catalogue, tokens, one address a data service, the call log."""

from collections.abc import Callable
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Form, Query, Router, Schema
from ninja.responses import Response
from ninja.security import HttpBearer
from pydantic import Field, create_model

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.problems import problem
from tinhso.core.rls import acting_as
from tinhso.sharing.models import Agreement, Call
from tinhso.sharing.operations import (
    Asked,
    RateExceeded,
    TokenRefused,
    TokenRequest,
    answer_call,
    check_agreed,
    check_signed,
    count_call,
    grant_token,
    log_refusal,
    read_token,
)
from tinhso.sharing.queries import DataService, calls_under, list_services
from tinhso.sharing.rules import Incoming


class Problem(Schema):
    """Why a request was refused (RFC 9457)."""

    title: str
    status: int
    code: str
    detail: str


class ServiceField(Schema):
    """A field a service's record may have."""

    name: str
    label: str
    is_personal: bool


class ServiceRow(Schema):
    """A data service of the catalogue; ``topic`` under which changes are told, if they are."""

    code: str
    name: str
    about: str
    sensitivity: str
    owner: str
    fields: list[ServiceField]
    topic: str


class Catalogue(Schema):
    """Every data service, in order of code."""

    items: list[ServiceRow]


class TokenForm(Schema):
    """RFC 6749 section 4.4 with RFC 7523 section 2.2; ``scope`` is the code of one service."""

    grant_type: str = Field(max_length=60)
    client_assertion_type: str = Field(max_length=120)
    client_assertion: str = Field(max_length=4000)
    scope: str = Field(max_length=40)


class Token(Schema):
    """A token for the calls of one agreement (RFC 6749 section 5.1)."""

    access_token: str
    token_type: str
    expires_in: int
    scope: str


class TokenProblem(Schema):
    """RFC 6749 section 5.2."""

    error: str
    error_description: str


class AgreementOut(Schema):
    """What the token's agreement allows now."""

    service: str
    version: int
    purpose: str
    fields: list[str]
    per_minute: int
    per_day: int
    valid_from: date
    valid_to: date | None


class CallRow(Schema):
    """A call made under the token's agreement; ``entry`` is its number in the ledger."""

    token: str
    at: datetime
    outcome: str
    reference: str
    fields: list[str]
    record_count: int
    entry: str | None


class CallPage(Schema):
    """A page of calls, newest first."""

    items: list[CallRow]
    next_cursor: str | None


class Cursor(Schema):
    """Where a page begins."""

    cursor: str = Field("", max_length=600)


class AgreementAuth(HttpBearer):
    """Lets a client in: a token of ten minutes, and the request signed by its key (RFC 9421).

    The signature, with tag ``tinhso-sharing``, covers @method, @path, @query and authorization.
    """

    def __call__(self, request: HttpRequest) -> Agreement | None:
        """Give the agreement a request is made under; 401 without token or signature."""
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        at = now()
        with acting_as(SYSTEM):
            bearer = read_token(header, at=at)
            check_signed(bearer, _incoming(request), at=at)
        return bearer.agreement

    def authenticate(self, request: HttpRequest, token: str) -> Agreement | None:
        """Is not asked: the whole request proves who calls."""
        raise NotImplementedError


REFUSALS = {
    400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem,
}  # fmt: skip
_signed = AgreementAuth()


def make_router() -> Router:
    """Give the addresses: those below, and one for each service the slices offer."""
    router = Router(tags=["sharing"])
    router.get(
        "/services",
        response=Catalogue,
        operation_id="list_services",
        summary="The catalogue of data services",
    )(catalogue)
    router.post(
        "/token",
        response={200: Token, 400: TokenProblem, 401: TokenProblem, 422: Problem},
        operation_id="get_token",
        summary="A token for one agreement",
    )(token)
    router.get(
        "/agreement",
        auth=_signed,
        response={200: AgreementOut, **REFUSALS},
        operation_id="read_agreement",
        summary="What the token allows",
    )(agreement)
    router.get(
        "/calls",
        auth=_signed,
        response={200: CallPage, **REFUSALS},
        operation_id="list_calls",
        summary="The log of one's own calls",
    )(calls)
    for service in list_services():
        _offer(router, service)
    return router


def catalogue(request: HttpRequest) -> dict[str, Any]:
    """Everybody may know what the province shares, and how sensitive it is."""
    return {"items": [_service_row(service) for service in list_services()]}


def token(request: HttpRequest, asked: Form[TokenForm]) -> HttpResponse | dict[str, Any]:
    """Answer client credentials, proved by an assertion signed with the client's private key."""
    try:
        granted = grant_token(asked=TokenRequest(**asked.model_dump()), at=now())
    except TokenRefused as refusal:
        said = {"error": refusal.code, "error_description": refusal.description}
        return _uncached(said, refusal.status)
    body = {
        "access_token": granted.access_token,
        "token_type": "Bearer",
        "expires_in": granted.expires_in,
        "scope": granted.scope,
    }
    return _uncached(body, HTTPStatus.OK)


def agreement(request: HttpRequest) -> Agreement:
    """Give the agreement the token stands for."""
    found: Agreement = request.auth  # type: ignore[attr-defined] # ninja's attribute
    check_agreed(found, service="", at=now())
    return found


def calls(request: HttpRequest, wanted: Query[Cursor]) -> dict[str, Any]:
    """Give fifty calls of the token's agreement, answered and refused."""
    found: Agreement = request.auth  # type: ignore[attr-defined] # ninja's attribute
    with acting_as(SYSTEM):
        page = calls_under(found, wanted.cursor or None)
    return {"items": [_call_row(call) for call in page.items], "next_cursor": page.next_cursor}


def _offer(router: Router, service: DataService) -> None:
    asked: Any = create_model(
        f"{service.record.__name__}Question",
        __base__=service.question,
        fields=(
            str,
            Field("", max_length=600, description="Agreed fields, by commas; all if empty."),
        ),
    )
    page: Any = create_model(
        f"{service.record.__name__}Page",
        __base__=Schema,
        items=(list[service.record], ...),  # type: ignore[name-defined] # a class made at run time
        next_cursor=(str | None, ...),
    )
    view = _view(service, asked)
    router.get(
        f"/{service.code}",
        auth=_signed,
        response={200: page, **REFUSALS},
        exclude_unset=True,
        operation_id=f"share_{service.code.replace('-', '_')}",
        summary=f"Data service: {service.code}",
        description="Gives the agreed fields only; every other field is absent.",
    )(view)


def _view(service: DataService, asked: Any) -> Callable[..., Any]:
    def share(request: HttpRequest, question: Any) -> Any:
        return _share(request, service, question)

    from_query: Any = Query
    share.__annotations__["question"] = from_query[asked]
    return share


def _share(request: HttpRequest, service: DataService, question: Any) -> Any:
    found: Agreement = request.auth  # type: ignore[attr-defined] # ninja's attribute
    at, chosen = now(), tuple(name for name in question.fields.split(",") if name)
    try:
        check_agreed(found, service=service.code, at=at)
        count_call(found, at=at)
        asked = Asked(service, found, question, chosen)
        return answer_call(asked=asked, at=at)
    except DomainError as refusal:
        log_refusal(agreement=found, code=refusal.code, reference=question.reference, at=at)
        if isinstance(refusal, RateExceeded):
            return _too_many(refusal)
        raise


def _too_many(refusal: RateExceeded) -> HttpResponse:
    answer = problem(HTTPStatus.TOO_MANY_REQUESTS, refusal.code, refusal.message)
    answer["Retry-After"] = str(refusal.retry_after)
    return answer


def _incoming(request: HttpRequest) -> Incoming:
    return Incoming(
        method=request.method or "",
        url=request.build_absolute_uri(),
        headers=dict(request.headers.items()),
    )


def _uncached(body: dict[str, Any], status: int) -> HttpResponse:
    answer = Response(body, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _service_row(service: DataService) -> dict[str, Any]:
    owner = service.find_owner()
    return {
        "code": service.code,
        "name": str(service.name),
        "about": str(service.about),
        "sensitivity": service.sensitivity,
        "owner": owner.code if owner else "",
        "fields": [
            {
                "name": name,
                "label": service.label_of(name),
                "is_personal": name in service.personal,
            }
            for name in service.field_names
        ],
        "topic": service.topic,
    }


def _call_row(call: Call) -> dict[str, Any]:
    names = ("token", "at", "outcome", "reference", "fields", "record_count")
    entry = str(call.entry) if call.entry else None
    return {**{name: getattr(call, name) for name in names}, "entry": entry}
