"""Why a document was not signed, in words for its signer."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tinhso.documents.gateways import signing_refusals
from tinhso.documents.gateways.trust_services import CertificateNotGood
from tinhso.documents.operations.awaiting import CANCELLED

_KNOWN = (
    signing_refusals.SignatureWrong,
    signing_refusals.CertificateWrong,
    signing_refusals.ConfirmationRefused,
    signing_refusals.ConfirmationExpired,
    CertificateNotGood,
)
_WORDS: dict[str, str | Promise] = {
    **{refusal.code: refusal.text for refusal in _KNOWN},
    CANCELLED: gettext_lazy("Bạn đã hủy yêu cầu ký."),
}


def failure_words(code: str) -> str:
    """Say why a request ended without a signature; nothing for one that did not."""
    otherwise = gettext_lazy("Trong lúc chờ, việc này đã sang bước khác nên chữ ký không dùng.")
    return str(_WORDS.get(code, otherwise)) if code else ""
