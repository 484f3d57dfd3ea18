"""A small form with every widget and a page that hangs on an answer."""

from typing import Any


def words(text: str) -> dict[str, str]:
    """Give the same words in both languages, marked."""
    return {"vi": text, "en": f"{text} (en)"}


def question(title: str, **schema: Any) -> dict[str, Any]:
    """Describe one question; texts get the bounds every text must have."""
    schema.setdefault("type", "string")
    if schema["type"] == "string" and "enum" not in schema:
        schema.setdefault("minLength", 1)
        schema.setdefault("maxLength", 40)
    return {"title": title, "x-title": words(title), "x-help": None, "x-widget": "text"} | {
        name.replace("x_", "x-"): value for name, value in schema.items()
    }


YES_NO = [{"value": "Y", "vi": "Có", "en": "Yes"}, {"value": "N", "vi": "Không", "en": "No"}]


def page(code: str, *fields: str, show_if: dict[str, Any] | None = None) -> dict[str, Any]:
    """Describe one page."""
    return {
        "code": code,
        "title": words(f"Trang {code}"),
        "help": None,
        "fields": list(fields),
        "show_if": show_if,
    }


def example_schema() -> dict[str, Any]:
    """Give the form."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "additionalProperties": False,
        "x-pages": [
            page("person", "full_name", "born_on", "phone", "identity_number"),
            page("house", "has_house", "area_code", "floor_count", "width", "value_vnd"),
            page("details", "story", "is_wood", show_if={"field": "has_house", "equals": "Y"}),
            page("wood", "wood_kind", show_if={"field": "is_wood", "equals": True}),
            page("declaration", "declaration"),
        ],
        "properties": {
            "full_name": question(
                "Họ và tên", pattern="^[^0-9]+$", x_message=words("Tên không có chữ số.")
            ),
            "born_on": question("Ngày sinh", x_widget="date", format="date"),
            "phone": question("Số điện thoại", x_widget="phone", pattern="^0[0-9]{9}$"),
            "identity_number": question(
                "Số căn cước", x_widget="identity_number", x_sensitive=True
            ),
            "has_house": question(
                "Bạn có nhà không?", x_widget="radio", enum=["Y", "N"], x_options=YES_NO
            ),
            "area_code": question("Xã, phường", x_widget="area", pattern="^[0-9]{5}$"),
            "floor_count": question(
                "Số tầng", type="integer", x_widget="number", minimum=1, maximum=9
            ),
            "width": question("Chiều rộng", type="number", x_widget="number", minimum=0),
            "value_vnd": question("Giá trị", type="integer", x_widget="money", maximum=5000000),
            "story": question("Kể thêm", x_widget="textarea", maxLength=200),
            "is_wood": question("Nhà gỗ", type="boolean", x_widget="checkbox"),
            "wood_kind": question("Loại gỗ"),
            "declaration": question(
                "Tôi cam đoan", type="boolean", x_widget="checkbox", const=True
            ),
        },
        "required": ["full_name", "born_on", "has_house", "declaration"],
        "allOf": [
            {
                "if": {"properties": {"has_house": {"const": "Y"}}, "required": ["has_house"]},
                "then": {"required": ["story"]},
            }
        ],
    }


def areas() -> dict[str, str]:
    """Give the places of the list."""
    return {"25195": "Phường Tân Phú", "25198": "Phường Tân Đồng"}


COMPLETE = {
    "full_name": "Điểu Thị Ngọc Ánh",
    "born_on": "1990-03-27",
    "has_house": "Y",
    "story": "Nhà xây năm 2001.\nMái tôn.",
    "is_wood": False,
    "declaration": True,
}
