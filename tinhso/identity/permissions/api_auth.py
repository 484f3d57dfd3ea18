"""Who may call the JSON API: the same sessions as the pages, with the same forgery protection."""

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import APIKeyCookie

from tinhso.core.actors import Actor
from tinhso.ui.navigation import actor_of


class SessionAuth(APIKeyCookie):
    """Lets anyone signed in call: 401 otherwise, 403 without the forgery token.

    Under a limited mandate the API stays closed (403): its answers know no mandates.

    The token is the cookie ``csrftoken``, sent back in the header ``X-CSRFToken``.
    """

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Give who acts, as the middleware found."""
        actor = actor_of(request)
        if not (actor.is_citizen or actor.is_officer):
            return None
        if actor.is_limited or not self.allows(actor):
            raise HttpError(403, "forbidden")
        return actor

    def allows(self, actor: Actor) -> bool:
        """Tell whether this signed-in actor may call."""
        return True


class CitizenAuth(SessionAuth):
    """Lets citizens call: 401 for nobody, 403 for officers."""

    def allows(self, actor: Actor) -> bool:
        """Tell whether a citizen acts."""
        return actor.is_citizen


class OfficerAuth(SessionAuth):
    """Lets officers call who hold one of the roles (any officer when none is named)."""

    def __init__(self, *roles: str) -> None:
        super().__init__()
        self._roles = roles

    def allows(self, actor: Actor) -> bool:
        """Tell whether an officer with one of the roles acts."""
        return actor.is_officer and (not self._roles or actor.has_role(*self._roles))
