"""The JSON API: one router per slice, described at /api/openapi.json."""

from tinhso.cases.rest import router as cases_router
from tinhso.contact.rest import router as contact_router
from tinhso.core.problems import DescribedAPI, PlainTextParser, answer_with_problems
from tinhso.dispatch.rest import router as dispatch_router
from tinhso.documents.rest import router as documents_router
from tinhso.identity.rest import router as session_router
from tinhso.indicators.rest import router as indicators_router
from tinhso.orgs.rest import agencies_router, areas_router
from tinhso.procedures.rest import router as procedures_router
from tinhso.sharing.rest import make_router as make_sharing_router

api = DescribedAPI(
    title="Tỉnh Số",
    version="1.0",
    docs_url=None,
    urls_namespace="api",
    parser=PlainTextParser(),
)
api.add_router("/session", session_router)
api.add_router("/areas", areas_router)
api.add_router("/agencies", agencies_router)
api.add_router("/procedures", procedures_router)
api.add_router("/documents", documents_router)
api.add_router("/dispatch", dispatch_router)
api.add_router("/indicators", indicators_router)
api.add_router("/v1/sharing", make_sharing_router())
api.add_router("", contact_router)
api.add_router("", cases_router)
answer_with_problems(api)
