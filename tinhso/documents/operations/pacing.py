"""How often one address may verify: reading a file costs a process of its own."""

from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.core.visitors import Pace

FILES = Pace(20, 60.0)
CODES = Pace(60, 60.0)


class TooManyVerifications(DomainError):
    """The address verified more within a minute than one person does."""

    code = "too_many_verifications"
    text = gettext_lazy(
        "Bạn đã kiểm tra nhiều lần trong một phút. Hãy đợi một phút rồi thử lại; tệp và mã của bạn"
        " không bị ghi lại."
    )


def require_pace(pace: Pace, address: str) -> None:
    """Count one verification of an address.

    :raises TooManyVerifications: it has to wait.
    """
    if not pace.is_within(address):
        raise TooManyVerifications
