"""What stands in for a real person's facts when a template is looked at, and what each is."""

from django.utils.translation import gettext_lazy

from tinhso.notifications.rules.template_faults import names_for

WORDS = {
    "case_code": gettext_lazy("mã hồ sơ, trống khi chưa tiếp nhận"),
    "procedure_name": gettext_lazy("tên thủ tục"),
    "due_at": gettext_lazy("giờ và ngày hẹn trả, trống khi chưa có"),
    "reason": gettext_lazy("lý do cán bộ ghi"),
    "legal_basis": gettext_lazy("căn cứ pháp luật"),
    "notation": gettext_lazy("số văn bản"),
    "title": gettext_lazy("tên văn bản kết quả"),
    "address": gettext_lazy("địa chỉ đã che bớt"),
    "link": gettext_lazy("đường dẫn đến hồ sơ"),
    "when": gettext_lazy("lúc kiểm tra"),
    "place": gettext_lazy("nơi kiểm tra"),
    "former_notation": gettext_lazy("số văn bản bị thay"),
    "answer": gettext_lazy("lời trả lời"),
    "answer_due": gettext_lazy("hạn trả lời"),
    "percent": gettext_lazy("phần trăm thời gian đã dùng"),
    "note": gettext_lazy("lời nhắn"),
    "task": gettext_lazy("việc nhờ phối hợp"),
    "former_agency": gettext_lazy("cơ quan giải quyết trước đó"),
    "agency": gettext_lazy("cơ quan giải quyết từ nay"),
    "legal_act": gettext_lazy("văn bản sắp xếp tổ chức"),
    "last_day": gettext_lazy("ngày cuối giấy tờ còn hiệu lực"),
    "days": gettext_lazy("số ngày còn hiệu lực"),
    "sent_on": gettext_lazy("ngày gửi tệp"),
    "headline": gettext_lazy("tiêu đề của tin"),
}
_SAMPLES = {
    "case_code": "H10.32.01-210601-0001",
    "procedure_name": "Đăng ký khai sinh",
    "due_at": "10:00 02/06/2021",
    "reason": "Thiếu giấy chứng sinh có đóng dấu của bệnh viện",
    "legal_basis": "Luật Hộ tịch số 60/2014/QH13, Điều 16",
    "notation": "12/GKS",
    "title": "Giấy khai sinh",
    "address": "ngu…ple",
    "when": "08:00 05/06/2021",
    "place": "Số 12 đường Hùng Vương",
    "former_notation": "11/GKS",
    "answer": "Cơ quan đã xem xét và trả lời như sau.",
    "answer_due": "17:00 12/06/2021",
    "percent": "80",
    "note": "Người dân đang chờ.",
    "task": "Xác minh nơi cư trú",
    "former_agency": "Ủy ban nhân dân phường Tân Phú",
    "agency": "Ủy ban nhân dân phường Đồng Xoài",
    "legal_act": "Nghị quyết về sắp xếp đơn vị hành chính",
    "last_day": "30/06/2021",
    "days": "7",
    "sent_on": "01/06/2021",
    "link": "https://dichvucong.example/ho-so/7k2mqw4r8h3n5t6v9x2y4z6b8d/",
}


def sample_values(template: str) -> dict[str, object]:
    """Give a lifelike value for every placeholder of a template; unknown ones show their name."""
    return {
        name: _SAMPLES.get(name, f"«{name}»")
        for name in names_for(template, "sms_vi")
        if name != "headline"
    }


def placeholders(template: str) -> list[tuple[str, object]]:
    """Give every placeholder of a template with what it stands for."""
    return [(name, WORDS.get(name, name)) for name in sorted(names_for(template, "sms_vi"))]
