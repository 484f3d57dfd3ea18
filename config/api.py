"""The JSON API: one router per slice, described at /api/openapi.json."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from tinhso.core.errors import DomainError
from tinhso.identity.rest import router as session_router
from tinhso.orgs.rest import agencies_router, areas_router
from tinhso.procedures.rest import router as procedures_router

api = NinjaAPI(title="Tỉnh Số", version="1.0", docs_url=None, urls_namespace="api")
api.add_router("/session", session_router)
api.add_router("/areas", areas_router)
api.add_router("/agencies", agencies_router)
api.add_router("/procedures", procedures_router)


@api.exception_handler(DomainError)
def refuse(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Answer a named refusal with its code for programs and its words for people."""
    refusal = {"code": error.code, "message": error.message}
    return api.create_response(request, refusal, status=400)
