"""Anybody checks a file without sending it, reads both proofs, and takes the proof file away."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import says, see, seen
from tests.journeys.site import Site
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.documents.api import Document
from tinhso.documents.queries import issued_sha256
from tinhso.ledger.models import WitnessedLog, WitnessState
from tinhso_verify.__main__ import CHANGED, HOLDS, main

pytestmark = pytest.mark.journey
VALID, FIELD, CHECK = "Văn bản có giá trị", "Tệp PDF bạn nhận được", "Kiểm tra tệp"


def issued_file(site: Site) -> Path:
    """Give the bytes of an issued document of the demonstration."""
    with acting_as(SYSTEM):
        document = Document.objects.filter(kind="OFFICIAL", state="ISSUED").order_by("pk")[0]
        sha256 = issued_sha256(document)
    return next(path for path in Path(site.folder, "files").rglob(f"*{sha256[-8:]}*")
                if path.is_file())  # fmt: skip


def check(page: Page, file: Path) -> None:
    """Choose a file on the page of verification and have it checked."""
    page.goto("/xac-thuc/")
    page.get_by_label(FIELD).set_input_files(
        {"name": "van-ban.pdf", "mimeType": "application/pdf", "buffer": file.read_bytes()}
    )
    page.get_by_role("button", name=CHECK).click()


def test_a_file_is_checked_where_it_is_and_its_proof_taken_away(
    open_window: OpenWindow, background: Site, site_database: None, tmp_path: Path
) -> None:
    kept = issued_file(background)
    phone = open_window(PHONE)
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.method))
    check(phone, kept)
    expect(phone.locator("h1")).to_contain_text(VALID)
    says(phone, "Tệp không rời khỏi máy của bạn")
    assert "POST" not in sent
    until_sealed(phone)
    says(phone, "Có trong sổ.")
    says(phone, "Từ đó sổ chỉ dài thêm.")
    seen(phone, "check-by-hash")
    phone.set_viewport_size({"width": PHONE, "height": 800})
    with phone.expect_download() as download:
        phone.locator("#main").get_by_text("Tải tệp bằng chứng").click()
    proof = tmp_path / "proof.json"
    download.value.save_as(proof)
    holds_without_the_platform(phone, proof, kept, tmp_path)
    a_changed_file_is_unknown(phone, kept, tmp_path)
    works_without_javascript(open_window(PHONE, java_script_enabled=False), kept)


def until_sealed(page: Page) -> None:
    """Look again until the sequencer has sealed what the demonstration wrote."""
    for _ in range(30):
        if page.get_by_text("Có trong sổ.").count():
            return
        page.wait_for_timeout(1_000)
        page.reload()


def holds_without_the_platform(page: Page, proof: Path, kept: Path, folder: Path) -> None:
    """Check the proof with the stand-alone program, for this file and for another."""
    with acting_as(SYSTEM):
        let_others_witness()
    see(page, "/so-cai/", "ledger")
    says(page, "đã ký sổ có 2 mục")
    key = (page.locator("p code", has_text="+").first.text_content() or "").strip()
    asked = ["verify", "-", "--key", key, "--proof", str(proof), "--file"]
    assert main([*asked, str(kept)]) == HOLDS
    other = folder / "other"
    other.write_bytes(kept.read_bytes() + b" ")
    assert main([*asked, str(other)]) == CHANGED
    page.locator("#main").get_by_role("link", name="Mục").first.click()
    seen(page, "check-entry")


def let_others_witness() -> None:
    """Let one witness have signed and another refuse, and this log witness somebody else's."""
    signed = {"size": 2, "seen_at": now()}
    WitnessState.objects.create(name="nhan-chung.example/so-cai", **signed)
    WitnessState.objects.create(
        name="nhan-chung-rat-xa.thanh-pho-khac.example/so-cai-minh-bach",
        problem="REFUSED", problem_at=now(),
    )  # fmt: skip
    WitnessedLog.objects.create(
        origin="so-cai-minh-bach.tinh-lang-gieng.example", size=2, signed_at=now()
    )


def a_changed_file_is_unknown(page: Page, kept: Path, folder: Path) -> None:
    """A file changed by one byte is on no record; sent, its signatures are read."""
    changed = folder / "changed.pdf"
    changed.write_bytes(kept.read_bytes() + b"\n")
    check(page, changed)
    says(page, "Không có bản phát hành nào của tỉnh giống tệp này từng byte")
    seen(page, "check-unknown")
    page.get_by_role("button", name="English").click()
    says(page, "Nothing the province issued is the same as this file")
    seen(page, "check-unknown-en")
    see(page, "/so-cai/", "ledger-en")
    says(page, "Refuses to sign")


def works_without_javascript(page: Page, kept: Path) -> None:
    """Without scripts the form sends the file as ever."""
    check(page, kept)
    expect(page.locator("h1")).to_contain_text(VALID)
