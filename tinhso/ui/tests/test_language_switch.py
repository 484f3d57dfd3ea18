"""The reader chooses the language."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_switch_comes_back_to_the_page_in_the_other_language(client: Client) -> None:
    response = client.post("/i18n/setlang/", {"language": "en", "next": "/ui/?a=1"})

    assert response.status_code == 302
    assert response["Location"] == "/ui/?a=1"
    assert "Interface components" in client.get("/ui/").content.decode()


def test_the_switch_works_without_a_token_on_pages_without_cookies() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/i18n/setlang/", {"language": "en", "next": "/ui/"})

    assert response.status_code == 302


@pytest.mark.parametrize("address", ["https://bad.example/", "//bad.example/", "javascript:x"])
def test_the_switch_never_leads_away(client: Client, address: str) -> None:
    response = client.post("/i18n/setlang/", {"language": "en", "next": address})

    assert "bad.example" not in response["Location"]
    assert "javascript" not in response["Location"]


def test_a_language_we_do_not_have_changes_nothing(client: Client) -> None:
    client.post("/i18n/setlang/", {"language": "xx", "next": "/ui/"})

    assert '<html lang="vi">' in client.get("/ui/").content.decode()


@pytest.mark.parametrize("base", ["", "?nen=can-bo"])
def test_the_gallery_is_shown_on_both_bases(client: Client, base: str) -> None:
    html = client.get(f"/ui/{base}").content.decode()

    assert html.count("<h1") == 1
    assert html.count('<main id="main"') == 1
