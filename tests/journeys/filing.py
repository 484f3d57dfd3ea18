"""How people of the journeys write and decide applications, page by page, as real people do."""

import json
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.browser import check_accessible, look
from tests.journeys.people import sign_in_as_citizen, sign_in_as_officer

PROCEDURES = Path(__file__).resolve().parents[2] / "provinces/binh_phuoc/procedures"
NEXT = "Lưu và tiếp tục"
Answers = dict[str, Any]


@cache
def procedure(slug: str) -> dict[str, Any]:
    """Give a procedure of the province pack."""
    found: dict[str, Any] = json.loads(_file(PROCEDURES, slug).read_text(encoding="utf-8"))
    return found


def example_answers(slug: str, number: int = 0) -> Answers:
    """Give lifelike right answers to a complete procedure."""
    text = _file(PROCEDURES / "examples", slug).read_text(encoding="utf-8")
    answers: Answers = json.loads(text)["valid"][number]
    return answers


def _file(folder: Path, slug: str) -> Path:
    return next(folder.glob(f"[0-9][0-9]-{slug}.json"))


def file(name: str, content: bytes) -> FilePayload:
    """Give a file to choose in the browser."""
    media_type = "image/jpeg" if name.endswith(".jpg") else "application/pdf"
    return {"name": name, "mimeType": media_type, "buffer": content}


@cache
def sheet() -> bytes:
    """Give a PDF of one empty sheet."""
    content = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(content)
    return content.getvalue()


@cache
def photo() -> bytes:
    """Give a photo of a sheet of paper."""
    picture = Image.new("RGB", (600, 800), "#f4f1ea")
    ImageDraw.Draw(picture).rectangle((60, 60, 540, 740), outline="#444", width=3)
    content = BytesIO()
    picture.save(content, "JPEG", quality=80)
    return content.getvalue()


def begin(page: Page, slug: str, *, says_variant: bool = True) -> None:
    """Open the page that says what is needed and begin; the citizen is signed in.

    What another journey of the same citizen left unfinished is thrown away first.

    :param says_variant: take the first case where the procedure asks which one it is.
    """
    page.goto(f"/nop-ho-so/{slug}/")
    unfinished = page.get_by_role("link", name="Xoá và viết lại từ đầu")
    if unfinished.count():
        unfinished.click()
        page.locator("main form button[type=submit]").first.click()
        page.goto(f"/nop-ho-so/{slug}/")
    page.get_by_role("button", name="Bắt đầu", exact=True).click()
    if says_variant and page.url.endswith("/truong-hop/"):
        page.locator('[name="variant"]').first.check()
        page.get_by_role("button", name=NEXT).click()


def write_application(page: Page, slug: str, answers: Answers, looks: str = "") -> None:
    """Answer every page up to the check page.

    :param looks: name under which to check each page's accessibility and keep its looks.
    """
    for _ in range(20):
        code = page.url.rstrip("/").rsplit("/", 1)[-1]
        if looks:
            check_accessible(page)
            look(page, f"{looks}-{code}")
        if code == "kiem-tra":
            return
        _answer(page, slug, code, answers)
        page.get_by_role("button", name=NEXT).click()
        assert page.locator("[data-error-summary]").count() == 0, page.inner_text("main")
    raise AssertionError(f"{slug}: the form has no end")


def answer_page(page: Page, slug: str, answers: Answers) -> None:
    """Answer the page that is shown and go on."""
    code = page.url.rstrip("/").rsplit("/", 1)[-1]
    _answer(page, slug, code, answers)
    page.get_by_role("button", name=NEXT).click()


def _answer(page: Page, slug: str, code: str, answers: Answers) -> None:
    if code == "truong-hop":
        page.locator('[name="variant"]').first.check()
    elif code == "noi-giai-quyet":
        _choose_place(page)
    elif code == "giay-to":
        attach_papers(page, slug)
    elif code == "nguoi-cung-ky":
        return  # who signs with them is invited once the application is written
    else:
        form = procedure(slug)["form"]
        fields = next(shown for shown in form["x-pages"] if shown["code"] == code)["fields"]
        for name in (name for name in fields if name != "declaration"):
            fill_field(page, name, form["properties"][name], answers.get(name))


def _choose_place(page: Page) -> None:
    places = page.get_by_label(re.compile("^Chọn "))
    if not places.input_value():
        places.select_option(index=1)


def attach_papers(page: Page, slug: str) -> None:
    """Attach a photo, or a PDF, for each paper the procedure requires."""
    variants = procedure(slug).get("variants")
    for paper in procedure(slug)["papers"]:
        code = paper["code"]
        if code in variants[0]["required_papers"] if variants else paper["is_required"]:
            takes_photo = "image/jpeg" in paper["accept"]
            chosen = file("anh-chup.jpg", photo()) if takes_photo else file("ban-ve.pdf", sheet())
            page.locator(f"#file-{paper['code']}").set_input_files(chosen)


def fill_field(page: Page, name: str, schema: Answers, answer: Any) -> None:
    """Type or choose one answer; no answer leaves the question alone."""
    widget = schema["x-widget"]
    if answer is None:
        return
    if widget == "date":
        year, month, day = str(answer).split("-")
        for part, text in (("day", day), ("month", month), ("year", year)):
            page.locator(f'[name="{name}-{part}"]').fill(text)
    elif widget == "radio":
        page.locator(f'[name="{name}"][value="{answer}"]').check()
    elif widget in {"select", "area"}:
        page.locator(f'[name="{name}"]').select_option(str(answer))
    elif widget == "checkbox":
        page.locator(f'[name="{name}"]').set_checked(bool(answer))
    else:
        page.locator(f'[name="{name}"]').fill(
            str(answer).replace(".", ",") if isinstance(answer, float) else str(answer)
        )


def file_application(page: Page) -> str:
    """Declare and file; give the look-up code of the case."""
    page.locator("#declaration").check()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    assert page.locator("[data-error-summary]").count() == 0, page.inner_text("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nộp hồ sơ")
    return page.url.rstrip("/").split("/")[-2]


def file_as_citizen(page: Page, name: str, slug: str, place: str) -> str:
    """Sign in, write and file an application at a place; give its look-up code."""
    sign_in_as_citizen(page, name)
    begin(page, slug)
    page.get_by_label(re.compile("^Chọn ")).select_option(label=place)
    page.get_by_role("button", name=NEXT).click()
    write_application(page, slug, example_answers(slug))
    return file_application(page)


def decide(desk: Page, token: str, place: str, result: Answers) -> None:
    """Take a case through its office's hands: accept, draft, sign, issue.

    :param place: the office's part of the user names, such as ``tanphu``.
    """
    case = f"/can-bo/ho-so/{token}"
    for role, slug, button in (
        ("clerk", "tiep-nhan", "Tiếp nhận hồ sơ"),
        ("specialist", "du-thao", "Lưu dự thảo"),
        ("specialist", "chuyen", "Chuyển bước tiếp theo"),
        ("leader", "ky", "Ký kết quả"),
        ("registrar", "ban-hanh", "Đóng dấu, ban hành"),
    ):
        sign_in_as_officer(desk, f"{role}.{place}")
        desk.goto(f"{case}/{slug}/")
        for name, answer in result.items() if slug == "du-thao" else ():
            desk.locator(f'[name="{name}"]').fill(answer)
        desk.locator("#main").get_by_role("button", name=button).click()
        assert desk.locator("[data-error-summary]").count() == 0, desk.inner_text("main")
