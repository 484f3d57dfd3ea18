"""Refusals of the JSON API as problem details (RFC 9457), with the platform's own codes."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.responses import Response

from tinhso.core.errors import DomainError, ProofNeeded

MEDIA_TYPE = "application/problem+json"
#: A refusal is a conflict with what is stored unless its code says otherwise.
_STATUS_OF_CODE = {
    "agreement_not_in_force": HTTPStatus.FORBIDDEN,
    "field_not_agreed": HTTPStatus.FORBIDDEN,
    "reference_needed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "scope_not_granted": HTTPStatus.FORBIDDEN,
    "shared_nothing_found": HTTPStatus.NOT_FOUND,
    "signature_invalid": HTTPStatus.UNAUTHORIZED,
    "token_invalid": HTTPStatus.UNAUTHORIZED,
    "assurance_too_low": HTTPStatus.FORBIDDEN,
    "bad_cursor": HTTPStatus.BAD_REQUEST,
    "form_invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "idempotency_key_bad": HTTPStatus.BAD_REQUEST,
    "no_competent_agency": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not_authorised": HTTPStatus.FORBIDDEN,
    "papers_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "place_not_chosen": HTTPStatus.UNPROCESSABLE_ENTITY,
    "procedure_not_found": HTTPStatus.NOT_FOUND,
    "reason_required": HTTPStatus.UNPROCESSABLE_ENTITY,
    "score_out_of_range": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_colleague": HTTPStatus.UNPROCESSABLE_ENTITY,
    "way_not_offered": HTTPStatus.UNPROCESSABLE_ENTITY,
}


_PROBLEM = {
    "title": "Problem",
    "description": "Why a request was refused (RFC 9457).",
    "type": "object",
    "required": ["title", "status", "code", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable, for programs."},
        "detail": {"type": "string", "description": "For people, in the language asked for."},
    },
}


class PlainTextParser(Parser):
    """Reads bodies; none may hold a NUL character, which no text of the database can hold."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Give what a body says.

        :raises ValueError: it is not JSON, or holds a NUL.
        """
        body = super().parse_body(request)
        # A NUL stands escaped in JSON, or between the letters of UTF-16: most bodies hold neither.
        if (b"u0000" in request.body or b"\0" in request.body) and _holds_nul(body):
            raise ValueError("a NUL character")
        return body


def _holds_nul(value: object) -> bool:
    if isinstance(value, dict):
        return any(_holds_nul(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return any(map(_holds_nul, value))
    return isinstance(value, str) and "\0" in value


class DescribedAPI(NinjaAPI):
    """An API whose description says of every operation that a refusal is a problem."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Give the description, with refusals as they are sent."""
        described = super().get_openapi_schema(**options)
        described["components"]["schemas"]["Problem"] = _PROBLEM
        for methods in described["paths"].values():
            for operation in methods.values():
                _describe_refusals(operation["responses"])
                _name_headers(operation.get("parameters", []))
        return described


def _name_headers(parameters: list[dict[str, Any]]) -> None:
    """Write headers as they travel: proxies drop names with underscores."""
    for parameter in parameters:
        if parameter["in"] == "header":
            parameter["name"] = parameter["name"].replace("_", "-").title()


def _describe_refusals(responses: dict[Any, dict[str, Any]]) -> None:
    refusal = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for response in responses.values():
        schema = response.get("content", {}).get("application/json", {}).get("schema", {})
        if schema.get("$ref") == "#/components/schemas/Problem":
            response["content"] = refusal
    responses["default"] = {"description": "Refused", "content": refusal}


def answer_with_problems(api: NinjaAPI) -> None:
    """Let an API give every refusal as a problem."""
    api.add_exception_handler(DomainError, _refused)
    api.add_exception_handler(ValidationError, _malformed)
    api.add_exception_handler(AuthenticationError, _signed_out)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(ProofNeeded, _proof_needed)


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """Give a problem as a response; ``more`` adds members such as ``errors``."""
    body = {"title": HTTPStatus(status).phrase, "status": status, "code": code, "detail": detail}
    return Response({**body, **more}, status=status, content_type=MEDIA_TYPE)


def _refused(request: HttpRequest, refusal: DomainError | type[DomainError]) -> HttpResponse:
    assert isinstance(refusal, DomainError)  # noqa: S101 - raised, never the bare type
    status = _STATUS_OF_CODE.get(refusal.code, HTTPStatus.CONFLICT)
    more = {name: getattr(refusal, name) for name in ("errors", "codes") if hasattr(refusal, name)}
    return problem(status, refusal.code, refusal.message, **more)


def _proof_needed(request: HttpRequest, error: ProofNeeded | type[ProofNeeded]) -> HttpResponse:
    detail = _("Việc này cần xác thực lại trên trang /tai-khoan/xac-nhan/ trước khi làm.")
    return problem(HTTPStatus.FORBIDDEN, "proof_needed", detail)


def _malformed(
    request: HttpRequest, error: ValidationError | type[ValidationError]
) -> HttpResponse:
    assert isinstance(error, ValidationError)  # noqa: S101 - raised, never the bare type
    errors = {".".join(str(part) for part in found["loc"]): found["msg"] for found in error.errors}
    detail = _("Nội dung gửi lên chưa đúng định dạng. Hãy xem mô tả tại /api/openapi.json.")
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "malformed_request", detail, errors=errors)


def _signed_out(
    request: HttpRequest, error: AuthenticationError | type[AuthenticationError]
) -> HttpResponse:
    detail = _("Hãy đăng nhập rồi gửi lại yêu cầu.")
    return problem(HTTPStatus.UNAUTHORIZED, "signed_out", detail)


def _http_error(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    assert isinstance(error, HttpError)  # noqa: S101 - raised, never the bare type
    if "CSRF" in str(error):
        detail = _("Thiếu mã chống giả mạo. Hãy gửi kèm đầu đề X-CSRFToken lấy từ /api/session.")
        return problem(error.status_code, "csrf_failed", detail)
    if error.status_code == HTTPStatus.FORBIDDEN:
        return problem(error.status_code, "not_authorised", _("Bạn không có quyền làm việc này."))
    return unreadable(error.status_code)


def unreadable(status: int) -> HttpResponse:
    """Refuse a request that cannot be read."""
    detail = _("Không đọc được yêu cầu. Hãy kiểm tra lại nội dung rồi gửi lại.")
    return problem(status, "bad_request", detail)


def _not_found(request: HttpRequest, error: Http404 | type[Http404]) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, "not_found", str(error) or _("Không tìm thấy."))
