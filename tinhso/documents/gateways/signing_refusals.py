"""Named refusals of signing with a key kept elsewhere."""

from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError


class SignatureWrong(DomainError):
    """The signature that came back is not one of this key over these bytes."""

    code = "signature_wrong"
    text = gettext_lazy(
        "Chữ ký nhận về không khớp với văn bản hoặc với chứng thư số. Văn bản chưa được ký; hãy"
        " ký lại."
    )


class CertificateWrong(DomainError):
    """Another certificate signed than the one the page was made ready for."""

    code = "certificate_wrong"
    text = gettext_lazy(
        "Chữ ký dùng chứng thư số khác với chứng thư đã liên kết. Văn bản chưa được ký; hãy chọn"
        " đúng chứng thư hoặc liên kết lại."
    )


class SigningServiceAway(DomainError):
    """The remote signing service does not answer, or not in its own words."""

    code = "signing_service_away"
    text = gettext_lazy(
        "Dịch vụ ký số từ xa chưa trả lời. Không có gì bị mất; hãy thử lại sau ít phút."
    )


class ConfirmationRefused(DomainError):
    """The holder said no on their phone, or the service will not sign."""

    code = "confirmation_refused"
    text = gettext_lazy("Yêu cầu ký đã bị từ chối trên điện thoại. Văn bản chưa được ký.")


class ConfirmationExpired(DomainError):
    """Nobody confirmed in time."""

    code = "confirmation_expired"
    text = gettext_lazy(
        "Đã hết thời gian chờ xác nhận nên văn bản chưa được ký. Hãy ký lại khi sẵn sàng."
    )
