"""Search by everyday words, against the whole catalogue of the province pack."""

import unicodedata
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tinhso.core.keyset import BadCursor
from tinhso.core.text import fold
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.queries import (
    list_popular,
    names_in_force,
    names_meant_by,
    search_procedures,
)
from tinhso.procedures.tests.everyday_queries import EVERYDAY_QUERIES, LAND_CERTIFICATE_SLUGS
from tinhso.procedures.tests.factories import ON

pytestmark = [pytest.mark.usefixtures("full_catalogue"), pytest.mark.django_db]


def found(query: str, **filters: str) -> list[str]:
    """Give the slugs found, best first."""
    result = search_procedures(query, on=ON, **filters)
    return [version.procedure.slug for version in result.items]


def test_everyday_words_find_what_people_mean() -> None:
    missed = [
        (query, slug, found(query)[:3])
        for query, slug in EVERYDAY_QUERIES
        if slug not in found(query)[:3]
    ]

    assert len(EVERYDAY_QUERIES) >= 40
    assert missed == []


def test_most_everyday_words_find_it_first() -> None:
    first = [query for query, slug in EVERYDAY_QUERIES if found(query)[0] == slug]

    assert len(first) / len(EVERYDAY_QUERIES) > 0.9


def test_broad_word_finds_its_whole_family() -> None:
    assert set(found("so do")[:3]) <= LAND_CERTIFICATE_SLUGS


@pytest.mark.parametrize(
    "query", ["Làm giấy KẾT HÔN", "Giấy phép xây nhà", "Sổ đỏ", "đổi bằng lái xe"]
)
def test_accents_and_case_never_change_the_ranking(query: str) -> None:
    ranking = found(query)

    for written in (fold(query), query.upper(), unicodedata.normalize("NFD", query)):
        assert found(written) == ranking


def test_field_and_tier_narrow_the_search() -> None:
    assert set(found("giấy phép", field="construction")) <= {
        "cap-giay-phep-xay-dung-nha-o",
        "dieu-chinh-giay-phep-xay-dung",
        "gia-han-giay-phep-xay-dung",
    }
    departments = search_procedures("giấy phép", on=ON, department="Sở Xây dựng").items
    assert {version.field.department for version in departments} == {"Sở Xây dựng"}
    tiers = {version.tier for version in search_procedures("giấy", on=ON, tier="PROVINCE").items}
    assert tiers == {"PROVINCE"}


def test_demonstration_comes_behind_what_is_real() -> None:
    for query, slug in EVERYDAY_QUERIES:
        slugs = found(query)
        made_up = [at for at, name in enumerate(slugs) if name.startswith("minh-hoa-")]
        assert slugs.index(slug) < min(made_up, default=len(slugs)), query


def test_demonstration_is_found_by_its_name() -> None:
    assert found("thẻ công chứng viên")[0].startswith("minh-hoa-")


def test_nonsense_gives_nothing_and_says_so() -> None:
    result = search_procedures("xyzzy blorp", on=ON)

    assert result.items == ()
    assert result.is_suggestion


def test_poor_match_is_only_a_suggestion() -> None:
    assert search_procedures("sửa máy giặt cửa trước", on=ON).is_suggestion
    assert not search_procedures("khai sinh", on=ON).is_suggestion


@pytest.mark.parametrize("query", ["'", "a' | b", "!&|():*", "\\", "%", "_", "\x00", "<script>"])
def test_signs_of_query_languages_do_no_harm(query: str) -> None:
    search_procedures(query, on=ON)


def test_number_of_queries_does_not_depend_on_what_is_found() -> None:
    counts = set()
    for query in ("khai sinh", "giấy phép", "xyzzy blorp"):
        with CaptureQueriesContext(connection) as captured:
            for version in search_procedures(query, on=ON).items:
                assert version.procedure.slug
                assert version.field.name
        counts.add(len(captured))

    assert max(counts) == 2


def test_list_without_query_is_paged_in_order_of_name() -> None:
    seen: list[str] = []
    cursor = None
    while True:
        page = search_procedures("", on=ON, cursor=cursor)
        seen += [version.sort_key for version in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break

    real = ProcedureVersion.objects.in_force(ON).filter(is_demonstration=False).count()
    assert seen[:real] == sorted(seen[:real])
    assert seen[real:] == sorted(seen[real:])
    assert len(seen) == ProcedureVersion.objects.in_force(ON).count()


def test_forged_cursor_is_refused() -> None:
    with pytest.raises(BadCursor):
        search_procedures("", on=ON, cursor="forged")


def test_procedure_not_yet_in_force_is_not_found() -> None:
    assert search_procedures("khai sinh", on=date(2019, 1, 1)).items == ()


def test_popular_ones_can_be_filed_online_and_are_complete() -> None:
    popular = list_popular(ON)

    assert len(popular) == 8
    assert all(
        version.is_online and version.is_complete and version.is_announced for version in popular
    )


def test_procedures_are_named_for_mandates_in_the_reader_s_language() -> None:
    slug = "dang-ky-khai-sinh"

    assert slug in names_meant_by("làm giấy khai sinh")
    assert names_in_force([slug, "khong-co"]) == {slug: "Đăng ký khai sinh"}
    with override("en"):
        assert names_in_force([slug]) == {slug: "Birth registration"}
