"""The session of API callers: who am I, sign in as an officer, sign out."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router, Schema
from ninja.errors import HttpError
from ninja.utils import check_csrf

from tinhso.core import clock
from tinhso.core.actors import ActorKind
from tinhso.identity.operations import (
    AccountLocked,
    WrongProof,
    prove_by_code,
    record_sign_out,
    sign_in_officer,
)
from tinhso.identity.operations.officers import WrongCredentials
from tinhso.identity.permissions import (
    SessionAuth,
    address_of,
    begin_session,
    end_session,
    presence_of,
)
from tinhso.identity.queries import has_second_factor
from tinhso.ui.navigation import actor_of

router = Router(tags=["session"])


class SessionOut(Schema):
    """Who acts, and the token that state-changing calls must carry."""

    kind: str
    name: str
    agency_ids: list[int]
    roles: list[str]
    assurance: str
    csrf_token: str


class Credentials(Schema):
    """User name and password of an officer, and a code of their app where they have one."""

    username: str
    password: str
    code: str = ""


class Refusal(Schema):
    """Why a call was refused, for programs and for people."""

    code: str
    message: str


@router.get("", response=SessionOut, auth=None)
def get_session(request: HttpRequest) -> SessionOut:
    """Give who acts and the forgery token; nobody signed in is ``public``."""
    return _session(request)


@router.post("", response={200: SessionOut, 401: Refusal, 423: Refusal}, auth=None)
def begin(request: HttpRequest, credentials: Credentials) -> tuple[int, SessionOut | Refusal]:
    """Sign an officer in; citizens sign in through the national ID provider."""
    if check_csrf(request):
        raise HttpError(403, "CSRF check Failed")
    try:
        account = sign_in_officer(
            username=credentials.username.strip().lower(),
            password=credentials.password,
            address=address_of(request),
            at=clock.now(),
        )
        if has_second_factor(account.id):
            prove_by_code(
                account_id=account.id,
                code=credentials.code,
                address=address_of(request),
                at=clock.now(),
            )
    except (WrongCredentials, WrongProof) as error:
        return 401, Refusal(code=error.code, message=error.message)
    except AccountLocked as error:
        return 423, Refusal(code=error.code, message=error.message)
    begin_session(request.session, kind=ActorKind.OFFICER, account_id=account.id)
    return 200, _session(request)


@router.delete("", response={204: None}, auth=SessionAuth())
def end(request: HttpRequest) -> tuple[int, None]:
    """Sign out."""
    record_sign_out(actor=actor_of(request), address=address_of(request), at=clock.now())
    end_session(request.session)
    return 204, None


def _session(request: HttpRequest) -> SessionOut:
    actor = presence_of(request.session).actor
    return SessionOut(
        kind=str(actor.kind),
        name=actor.name,
        agency_ids=list(actor.agency_ids),
        roles=sorted(actor.roles),
        assurance=actor.assurance,
        csrf_token=get_token(request),
    )
