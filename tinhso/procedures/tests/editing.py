"""What tests of the catalogue's editor share: addresses, a paper, the draft, sending a page."""

from collections.abc import Mapping

from django.test import Client

from tinhso.procedures import api
from tinhso.procedures.models import ProcedureVersion

SLUG = "dang-ky-khai-sinh"
ADMIN = f"/quan-tri/thu-tuc/{SLUG}/"
DRAFT = f"{ADMIN}ban-thao/"
PAPER = {
    "code": "residence-paper",
    "name__vi": "Giấy xác nhận cư trú",
    "name__en": "Proof of residence",
    "help__vi": "",
    "help__en": "",
    "originals": "1",
    "copies": "0",
    "is_required": "on",
    "accept": ["image/jpeg", "application/pdf"],
    "form_file": "",
}


def draft(slug: str = SLUG) -> ProcedureVersion:
    """Give the draft."""
    found = api.find_draft_of(slug)
    assert found is not None
    return found


def send(desk: Client, path: str, values: Mapping[str, object], slug: str = SLUG) -> str:
    """Send a page of the editor with the hash it was drawn from; give where it led."""
    page = f"/quan-tri/thu-tuc/{slug}/ban-thao/{path}"
    response = desk.post(page, {"seen": draft(slug).content_hash, **values})
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"]
