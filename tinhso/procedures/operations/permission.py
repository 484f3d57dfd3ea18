"""Who may change the catalogue: administrators, and the platform loading a province pack."""

from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.errors import DomainError

EDITING_ROLE = "ADMINISTRATOR"


class NotCatalogueEditor(DomainError):
    """The actor may not change the catalogue of procedures."""

    code = "not_catalogue_editor"
    text = gettext_lazy(
        "Chỉ quản trị hệ thống được thay đổi danh mục thủ tục. Hãy đăng nhập bằng tài khoản quản"
        " trị."
    )


def require_editor(actor: Actor) -> None:
    """Refuse everyone but administrators and the platform.

    :raises NotCatalogueEditor: the actor is neither.
    """
    is_editor = actor.is_officer and actor.has_role(EDITING_ROLE)
    if not is_editor and actor.kind is not ActorKind.SYSTEM:
        raise NotCatalogueEditor
