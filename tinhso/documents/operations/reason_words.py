"""What each reason of a verdict means for the person who holds the file."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tinhso.documents.rules.verdicts import Reason

REASON_WORDS: dict[Reason, Promise | str] = {
    Reason.AS_ISSUED: gettext_lazy(
        "Giống từng byte với bản đã phát hành. Người có thẩm quyền và cơ quan đều đã ký, không có"
        " gì bị sửa sau khi ký."
    ),
    Reason.SIGNED_BY_KNOWN: gettext_lazy(
        "Người có thẩm quyền rồi cơ quan đã ký bằng chứng thư được tin cậy, không có gì bị sửa sau"
        " khi ký. Văn bản do cơ quan khác phát hành nên không có trong sổ của tỉnh."
    ),
    Reason.NOT_ISSUED: gettext_lazy(
        "Mã này thuộc về một văn bản chưa được phát hành. Một bản đang lưu hành mang mã này là"
        " không thật."
    ),
    Reason.RECALLED: gettext_lazy(
        "Cơ quan phát hành đã thu hồi văn bản này. Đừng dùng nó; hãy liên hệ cơ quan để biết văn"
        " bản thay thế."
    ),
    Reason.OTHER_DOCUMENT: gettext_lazy(
        "Tệp này là của một văn bản khác, không phải văn bản mang mã này."
    ),
    Reason.NOT_ON_RECORD: gettext_lazy(
        "Tệp mang chữ ký của cơ quan trong tỉnh nhưng không giống bản nào đã phát hành. Đừng dùng"
        " nó; hãy xin lại bản phát hành."
    ),
    Reason.DAMAGED: gettext_lazy(
        "Tệp bị hỏng hoặc bị cắt nên chữ ký không kiểm tra được. Hãy tải lại tệp gốc rồi thử lại."
    ),
    Reason.BROKEN_SIGNATURE: gettext_lazy("Nội dung đã bị sửa: một chữ ký không còn khớp."),
    Reason.CHANGED_AFTER: gettext_lazy(
        "Sau khi ký, có nội dung bị thêm, che hoặc thay trong tệp. Đừng dùng nó."
    ),
    Reason.EXTRA_BYTES: gettext_lazy("Có dữ liệu lạ ở trước hoặc sau phần đã ký của tệp."),
    Reason.NOT_SEALED: gettext_lazy(
        "Thiếu chữ ký của cơ quan nên văn bản không có giá trị. Hãy xin bản đã phát hành."
    ),
    Reason.NO_PERSON: gettext_lazy("Chỉ có chữ ký của cơ quan, thiếu chữ ký người có thẩm quyền."),
    Reason.WRONG_ORDER: gettext_lazy(
        "Thứ tự chữ ký sai: cơ quan phải ký sau cùng, sau người có thẩm quyền."
    ),
    Reason.OTHER_AGENCY: gettext_lazy("Người ký và chữ ký cơ quan không thuộc cùng một cơ quan."),
    Reason.OTHER_SIGNERS: gettext_lazy("Chứng thư trong tệp không phải của người ký trong sổ."),
    Reason.REVOKED: gettext_lazy("Một chứng thư đã bị thu hồi trước khi ký."),
    Reason.OUTSIDE_PERIOD: gettext_lazy("Một chứng thư chưa có hoặc đã hết hiệu lực khi ký."),
    Reason.UNFIT: gettext_lazy(
        "Một chứng thư không dùng để ký văn bản, hoặc dùng thuật toán không còn an toàn."
    ),
    Reason.TIMESTAMP_BROKEN: gettext_lazy("Dấu thời gian trong tệp bị hỏng."),
    Reason.UNKNOWN_ISSUER: gettext_lazy(
        "Chứng thư do một nơi hệ thống chưa biết cấp, nên chưa nói được ai đã ký. Hãy hỏi nơi đã"
        " gửi tệp cho bạn."
    ),
    Reason.UNCHECKED: gettext_lazy(
        "Chưa kiểm tra được chứng thư có bị thu hồi hay không. Hãy thử lại sau ít phút."
    ),
    Reason.UNPROVEN_TIME: gettext_lazy(
        "Chưa chứng minh được thời điểm ký: thiếu dấu thời gian được tin cậy."
    ),
    Reason.NOT_PDF: gettext_lazy(
        "Tệp này không phải PDF, nên ở đây không thể nói nó đúng hay sai. Hãy gửi tệp PDF gốc."
    ),
    Reason.LOCKED: gettext_lazy("Tệp bị khóa bằng mật khẩu nên không đọc được."),
    Reason.TOO_HEAVY: gettext_lazy(
        "Tệp quá nặng hoặc bất thường nên việc kiểm tra đã được dừng lại cho an toàn."
    ),
    Reason.NO_SIGNATURE: gettext_lazy(
        "Tệp không có chữ ký số nào, nên ở đây không thể nói nó đúng hay sai. Hãy hỏi nơi đã gửi"
        " tệp cho bạn."
    ),
}
