"""Our catalogue beside the national one: read through the exchange, differences on a page."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from peers.axis.behaviour import Behaviour, Mode
from peers.national_portal.server import NationalPortal
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.procedures.models import CatalogueComparison
from tinhso.procedures.rules.national_catalogue import (
    CatalogueFault,
    ListedProcedure,
    catalogue_differences,
)
from tinhso.procedures.tests.factories import make_entry, publish

PAGE = "/quan-tri/thu-tuc/doi-chieu-quoc-gia/"
listed = st.builds(
    ListedProcedure, st.sampled_from("ABCD"), st.sampled_from("xy"), st.sampled_from(["FULL", ""])
)


@pytest.fixture
def portal(settings: LazySettings) -> Iterator[NationalPortal]:
    running = NationalPortal(key=settings.NATIONAL_PORTAL_API_KEY)
    running.start()
    settings.NATIONAL_PORTAL_API_URL = running.url
    yield running
    running.stop()


@pytest.mark.django_db
def test_the_page_shows_what_differs(client: Client, portal: NationalPortal) -> None:
    publish(make_entry())
    name = make_entry().content["name"]["vi"]  # type: ignore[index]
    portal.catalogue = [
        {"code": "1.001193", "name": f"{name} (mới)", "service_level": "FULL"},
        *({"code": f"2.{n:06d}", "name": f"Thủ tục {n}", "service_level": "FULL"}
          for n in range(150)),
    ]  # fmt: skip
    sign_in(client, make_officer(make_agency(), role="ADMINISTRATOR"))
    assert "Chưa đối chiếu lần nào" in client.get(PAGE).content.decode()

    page = client.post(PAGE, follow=True).content.decode()

    assert "tỉnh có 1 thủ tục, Cổng quốc gia có 151" in page
    assert "151 sai khác" in page
    assert f"{name} (mới)" in page
    assert "Chỉ có trên Cổng quốc gia" in page
    portal.control._behaviour = Behaviour(mode=Mode.DOWN)
    page = client.post(PAGE, follow=True).content.decode()
    assert "Cổng quốc gia chưa trả lời" in page
    assert "151 sai khác" in page
    assert CatalogueComparison.objects.exclude(error="").count() == 1


@pytest.mark.django_db
def test_only_an_administrator_compares(client: Client) -> None:
    sign_in(client, make_officer(make_agency(), role="LEADER"))

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403


@given(ours=st.lists(listed, unique_by=lambda one: one.code),
       theirs=st.lists(listed, unique_by=lambda one: one.code))  # fmt: skip
def test_differences_are_none_exactly_for_equal_catalogues(
    ours: list[ListedProcedure], theirs: list[ListedProcedure]
) -> None:
    found = catalogue_differences(ours, theirs)
    mirrored = catalogue_differences(theirs, ours)

    assert (not found) == (set(ours) == set(theirs))
    assert len(found) == len(mirrored)
    missing = {one.code for one in found if one.fault == CatalogueFault.ONLY_THERE}
    assert missing == {one.code for one in theirs} - {one.code for one in ours}
