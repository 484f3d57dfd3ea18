"""The base of every named refusal, so that entry points can show any of them kindly."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class ProofNeeded(Exception):
    """The officer must prove themselves again first: pages lead there and back, the API says 403.

    It is no ``DomainError``, so that no form takes it for a refusal of its own. ``gives_file``
    tells that what was asked for is a file, which leaves the reader on the page they came from.
    """

    def __init__(self, *, gives_file: bool = False) -> None:
        super().__init__()
        self.gives_file = gives_file


class DomainError(Exception):
    """A refusal with a name: the operation did nothing, and ``message`` says what to do next.

    A slice subclasses it beside the operation and sets ``code`` (snake_case, stable, for
    programs) and ``text`` (translated, for people); an instance may bring a more precise text.
    """

    code: ClassVar[str] = "refused"
    text: ClassVar[str | Promise] = gettext_lazy(
        "Chưa thực hiện được yêu cầu này. Hãy kiểm tra lại thông tin rồi thử lại."
    )

    def __init__(self, message: str | Promise = "") -> None:
        super().__init__(message)
        self._message = message

    @property
    def message(self) -> str:
        """Give the text for the person, in the language of the moment it is read."""
        return str(self._message or self.text)

    def __str__(self) -> str:
        return self.message
