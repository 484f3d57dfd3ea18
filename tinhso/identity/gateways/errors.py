"""Why a sign-in at the national ID provider did not work, in words for the citizen."""

from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError


class ProviderRefused(DomainError):
    """The provider's answer is wrong, forged or incomplete; the log says how."""

    code = "provider_refused"
    text = gettext_lazy(
        "Chưa xác nhận được thông tin từ hệ thống định danh nên bạn chưa đăng nhập."
        " Hãy bấm đăng nhập lại; nếu vẫn không được, hãy gọi tổng đài."
    )


class ProviderUnreachable(DomainError):
    """The provider does not answer."""

    code = "provider_unreachable"
    text = gettext_lazy(
        "Hệ thống định danh đang không trả lời. Hãy thử lại sau ít phút;"
        " hồ sơ bạn đang làm dở vẫn được giữ."
    )


class SignInCancelled(DomainError):
    """The citizen said no at the provider."""

    code = "sign_in_cancelled"
    text = gettext_lazy(
        "Bạn đã hủy đăng nhập. Khi cần nộp hoặc xem hồ sơ, hãy đăng nhập lại và đồng ý chia sẻ"
        " thông tin."
    )


class NotSignedInThere(DomainError):
    """Nobody is signed in at the national portal in this browser."""

    code = "not_signed_in_there"
    text = gettext_lazy(
        "Bạn chưa đăng nhập, hoặc phiên đăng nhập ở Cổng Dịch vụ công quốc gia đã hết."
        " Hãy đăng nhập ở đó rồi mở lại liên kết, hoặc đăng nhập tại đây."
    )


class HandOverRefused(DomainError):
    """A hand-over names another sender than the national portal."""

    code = "hand_over_refused"
    text = gettext_lazy(
        "Liên kết này không đến từ Cổng Dịch vụ công quốc gia nên bạn chưa đăng nhập. Hãy đăng nhập"
        " tại đây."
    )


class SignInForgotten(DomainError):
    """The answer belongs to no sign-in begun in this browser, or to one begun too long ago."""

    code = "sign_in_forgotten"
    text = gettext_lazy(
        "Lần đăng nhập này đã hết hạn hoặc bắt đầu từ trình duyệt khác."
        " Hãy bấm đăng nhập lại từ đầu."
    )
