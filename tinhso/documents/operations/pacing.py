"""How often one address may verify, and how many files at once: each costs a process of its own.

Counted in the database, the same for every process of the platform.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy

from tinhso.core import rates
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.slots import take_slot

_SPAN = timedelta(minutes=1)
FILES_AT_ONCE = 2
_SLOT = "documents.verify-file"


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a minute one address may do something."""

    name: str
    allowed: int

    def is_within(self, address: str) -> bool:
        """Count one try of an address; tell whether it is among those allowed."""
        key = f"verify-{self.name}:{address}"
        return rates.is_within(key, allowed=self.allowed, span=_SPAN, at=now())


FILES = Pace("file", 20)
CODES = Pace("code", 60)


class TooManyVerifications(DomainError):
    """The address verified more within a minute than one person does."""

    code = "too_many_verifications"
    text = gettext_lazy(
        "Bạn đã kiểm tra nhiều lần trong một phút. Hãy đợi một phút rồi thử lại; tệp và mã của bạn"
        " không bị ghi lại."
    )


class VerifierBusy(DomainError):
    """As many files are being read as the platform reads at once."""

    code = "verifier_busy"
    text = gettext_lazy(
        "Đang có nhiều tệp được kiểm tra cùng lúc. Hãy thử lại sau vài giây; tệp của bạn không bị"
        " ghi lại."
    )


def require_pace(pace: Pace, address: str) -> None:
    """Count one verification of an address.

    :raises TooManyVerifications: it has to wait.
    """
    if not pace.is_within(address):
        raise TooManyVerifications


def require_file_place(address: str) -> None:
    """Take a place to read one file, until the running transaction ends, and count it.

    :raises VerifierBusy: all places are taken, in whichever process.
    :raises TooManyVerifications: the address has to wait.
    """
    if not take_slot(_SLOT, slots=FILES_AT_ONCE):
        raise VerifierBusy
    require_pace(FILES, address)
