"""May this request be answered: token, signature, agreement, period, rate; in this order."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy

from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.rates import is_within as is_within_rate
from tinhso.sharing.gateways import keys
from tinhso.sharing.models import AccessToken, Agreement
from tinhso.sharing.operations.tokens import digest_of, use_once
from tinhso.sharing.rules import SIGNATURE_LASTS, Incoming, State, is_within, seconds_left

_SPANS = (("per_minute", timedelta(minutes=1)), ("per_day", timedelta(days=1)))


class TokenInvalid(DomainError):
    """The bearer token is unknown or expired."""

    code = "token_invalid"
    text = gettext_lazy("Mã truy cập không đúng hoặc đã hết hạn. Hãy xin mã mới.")


class SignatureInvalid(DomainError):
    """The request is not signed by the client, stale, or was sent before."""

    code = "signature_invalid"
    text = gettext_lazy(
        "Yêu cầu phải được ký bằng khóa đã đăng ký (RFC 9421), mới trong 2 phút và chưa từng gửi."
    )


class ScopeNotGranted(DomainError):
    """The token is for another service."""

    code = "scope_not_granted"
    text = gettext_lazy("Mã truy cập này dành cho dịch vụ dữ liệu khác.")


class AgreementNotInForce(DomainError):
    """The agreement is suspended, ended, or outside its period."""

    code = "agreement_not_in_force"
    text = gettext_lazy("Thỏa thuận chia sẻ đang tạm dừng, đã chấm dứt hoặc ngoài thời hạn.")


class RateExceeded(DomainError):
    """More calls than agreed; ``retry_after`` are the seconds to wait."""

    code = "rate_exceeded"
    text = gettext_lazy("Vượt số lần gọi đã thỏa thuận. Hãy đợi rồi gọi lại.")

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Bearer:
    """The agreement a token stands for; who holds it is proved by the signature alone."""

    agreement: Agreement


def read_token(header: str, *, at: datetime) -> Bearer:
    """Give what a bearer token stands for, as the platform.

    :raises TokenInvalid: it is unknown or expired.
    """
    kind, _, token = header.partition(" ")
    rows = AccessToken.objects.select_related("agreement__client")
    found = rows.filter(digest=digest_of(token.strip()), expires_at__gt=at).first()
    if kind.lower() != "bearer" or found is None:
        raise TokenInvalid
    return Bearer(found.agreement)


def check_signed(bearer: Bearer, incoming: Incoming, *, at: datetime) -> None:
    """Refuse a request its client did not sign just now, or sent before.

    :raises SignatureInvalid: so it is.
    """
    client = bearer.agreement.client
    try:
        nonce = keys.check_signature(incoming, keys=client.keys)
    except keys.SignatureRefused as error:
        raise SignatureInvalid from error
    if not use_once(client, f"nonce:{nonce}", until=at + 2 * SIGNATURE_LASTS):
        raise SignatureInvalid


def check_agreed(agreement: Agreement, *, service: str, at: datetime) -> None:
    """Refuse a call the agreement does not cover now.

    :raises ScopeNotGranted: it is on another service.
    :raises AgreementNotInForce: it, or its client, is suspended, or its period is over.
    """
    if service and agreement.service != service:
        raise ScopeNotGranted
    is_open = is_within(agreement.valid_from, agreement.valid_to, local(at).date())
    if agreement.client.is_suspended or agreement.state != State.ACTIVE or not is_open:
        raise AgreementNotInForce


def count_call(agreement: Agreement, *, at: datetime) -> None:
    """Count a call under an agreement.

    :raises RateExceeded: there were as many as agreed in the last minute or day.
    """
    for name, span in _SPANS:
        key = f"sharing:{agreement.pk}:{name}"
        if not is_within_rate(key, allowed=getattr(agreement, name), span=span, at=at):
            raise RateExceeded(seconds_left(at, span))
