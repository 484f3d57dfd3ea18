"""Contacts a browser opened with code and secret: kept in its session for as long as that lasts."""

from django.http import Http404, HttpRequest

from tinhso.contact.models import Contact
from tinhso.contact.permissions import contacts_for
from tinhso.contact.rules.codes import read_code
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.ui.navigation import actor_of

_OPENED, _SECRETS = "contact_opened", "contact_secrets"
_MOST = 20


def remember_opened(request: HttpRequest, code: str, secret: str = "") -> None:
    """Let this browser open a contact from now on; a fresh receipt's secret may be shown again."""
    opened = [one for one in request.session.get(_OPENED, []) if one != code]
    request.session[_OPENED] = [code, *opened][:_MOST]
    if secret:
        request.session[_SECRETS] = {code: secret}


def fresh_secret(request: HttpRequest, code: str) -> str:
    """Give the secret of the receipt just made in this browser, else nothing."""
    return str(request.session.get(_SECRETS, {}).get(code, ""))


def access_own(request: HttpRequest, code: str) -> Contact:
    """Give a contact to its author: signed in, or by a code and secret given in this browser.

    :raises Http404: it is neither.
    """
    known, actor = read_code(code), actor_of(request)
    if known is None:
        raise Http404
    if known in request.session.get(_OPENED, []):
        with acting_as(SYSTEM):
            found = contacts_for(SYSTEM).filter(code=known).first()
    else:
        found = contacts_for(actor).filter(code=known).first() if actor.is_citizen else None
    if found is None:
        raise Http404
    return found
