"""One filled content of every kind, as an office would write it."""

from typing import Any

from tinhso.documents.api import render_preview
from tinhso.records.rules import empty_content, get_kind, page_content, parts_of
from tinhso.records.rules.kinds import Layout
from tinhso.records.rules.page import Letterhead

ARTICLES = """Điều 1. Thành lập **Tổ công nghệ số cộng đồng** gồm các ông, bà có tên kèm theo.
Điều 2. Tổ công nghệ số cộng đồng có nhiệm vụ:
1. Tham mưu Ủy ban nhân dân tỉnh triển khai chuyển đổi số trên địa bàn.
a) Hướng dẫn người dân sử dụng dịch vụ công trực tuyến toàn trình;
b) Tổng hợp khó khăn, vướng mắc.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký."""
SECTIONS = """I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao tỷ lệ hồ sơ trực tuyến; *gắn trách nhiệm người đứng đầu* với kết quả.
- Phấn đấu 80% hồ sơ;
- Giảm 20% thời gian.
| STT | Nội dung | Đơn vị chủ trì |
| 1 | Rà soát thủ tục | Sở Tư pháp |
| 2 | Tập huấn | Sở Thông tin và Truyền thông |"""
HEAD = Letterhead(
    agency_name="Ủy ban nhân dân tỉnh Bình Phước",
    parent_name="",
    place="Bình Phước",
    signer_name="Lê Diệu Châu",
    signer_title="Phó Chủ tịch",
    authority_lines="TM. Ủy ban nhân dân\nKT. Chủ tịch",
    signer_role="LEADER",
)


def sample_content(code: str) -> dict[str, Any]:
    """Give the filled content of a kind."""
    parts, content = parts_of(code), empty_content(code)
    is_articles = get_kind(code).layout is Layout.ARTICLES
    content["abstract"] = "Về việc thành lập Tổ công nghệ số cộng đồng tỉnh Bình Phước"
    content["body"] = ARTICLES if is_articles else SECTIONS
    if parts.has_addressees:
        content["addressees"] = ["Các sở, ban, ngành", "Ủy ban nhân dân các huyện, thị xã"]
    if parts.has_bases:
        content["bases"] = ["Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"]
    content["fields"] = {part.code: "Nội dung của trường này" for part in parts.fields}
    content["recipients"] = ["Như Điều 3", "CT, các PCT UBND tỉnh"]
    content["unit_symbol"] = "KGVX"
    content["second_signer"] = {"name": "Nguyễn Bích Tâm", "title": ""}
    if code == "KH":
        content["annexes"] = [{"title": "Danh mục nhiệm vụ", "body": SECTIONS}]
    return content


def sample_page(code: str, **changes: Any) -> dict[str, Any]:
    """Give what the template prints of a kind's sample."""
    content = {**sample_content(code), **changes}
    return page_content(code, content, HEAD, urgency=1, notation_suffix="QĐ-UBND")


def sample_pdf(code: str, **changes: Any) -> bytes:
    """Give the preview of a kind's sample as PDF."""
    return render_preview(template="official", content=sample_page(code, **changes))
