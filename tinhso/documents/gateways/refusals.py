"""Why a file a person gave is not taken; each says what to do next."""

from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError


class UploadRefused(DomainError):
    """A file cannot be taken."""

    code = "upload_refused"
    text = gettext_lazy("Không nhận được tệp này. Hãy chọn tệp khác.")


class UploadEmpty(UploadRefused):
    """No file was chosen, or it holds nothing."""

    code = "upload_empty"
    text = gettext_lazy("Tệp rỗng. Hãy chọn hoặc chụp lại giấy tờ.")


class UploadTooLarge(UploadRefused):
    """The file is larger than the platform takes."""

    code = "upload_too_large"
    text = gettext_lazy("Tệp quá lớn. Hãy chụp lại với độ phân giải thấp hơn hoặc chia nhỏ tệp.")


class UploadWrongType(UploadRefused):
    """The content is not of a type asked for, whatever its name says."""

    code = "upload_wrong_type"
    text = gettext_lazy("Loại tệp này không dùng được. Hãy gửi ảnh JPG, PNG hoặc tệp PDF.")


class UploadBroken(UploadRefused):
    """The content cannot be read."""

    code = "upload_broken"
    text = gettext_lazy("Tệp bị hỏng hoặc không đọc được. Hãy chụp hoặc xuất lại rồi gửi lại.")


class UploadLocked(UploadRefused):
    """The PDF is protected by a password."""

    code = "upload_locked"
    text = gettext_lazy("Tệp PDF có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")


class UploadUnsafe(UploadRefused):
    """The file carries something that runs, or a virus."""

    code = "upload_unsafe"
    text = gettext_lazy(
        "Tệp chứa mã lệnh, tệp đính kèm hoặc nội dung không an toàn nên không được nhận."
        " Hãy in ra tệp PDF mới hoặc chụp ảnh giấy tờ."
    )


class ScannerUnavailable(UploadRefused):
    """The virus scanner does not answer: nothing is taken unchecked."""

    code = "scanner_unavailable"
    text = gettext_lazy("Chưa kiểm tra được tệp. Hãy thử lại sau ít phút; tệp chưa được lưu.")


class UploadSecret(UploadRefused):
    """The file carries a mark of secrecy: it may not be on a networked machine."""

    code = "upload_secret"
    text = gettext_lazy(
        "Tệp có dấu chỉ độ mật (Mật, Tối mật hoặc Tuyệt mật) nên hệ thống không nhận và đã niêm"
        " phong; cán bộ bảo vệ bí mật nhà nước đã được báo. Hãy nộp bản giấy trực tiếp tại cơ quan"
        " và xóa tệp này khỏi máy nối mạng của bạn."
    )
