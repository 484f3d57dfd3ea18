"""Addresses and texts of citizens' pages, for their tests."""

from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Case, Draft

CHILD = {
    "child_full_name": "Trần Nguyễn Minh Khôi",
    "child_birth_date-day": "20",
    "child_birth_date-month": "5",
    "child_birth_date-year": "2021",
    "child_sex": "MALE",
    "child_ethnicity": "Kinh",
}


def page_url(draft: Draft, code: str) -> str:
    """Give the address of a page of the form."""
    return reverse("cases:draft_page", args=[draft.token, code])


def detail_url(case: Case) -> str:
    """Give the address of the case's page."""
    return reverse("cases:case_detail", args=[case.token])


def text_of(client: Client, url: str) -> str:
    """Give a page's text, which must be there."""
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()
