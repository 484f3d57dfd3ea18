"""Procedures as matters of a reorganisation: named as people know them, in their language."""

import pytest
from django.utils.translation import override

from tinhso.orgs.api import list_matters, matter_field_names, matter_names
from tinhso.procedures.tests.factories import make_entry, publish

pytestmark = pytest.mark.django_db
CODE = "1.001193"


def test_procedure_is_a_matter_of_the_tier_that_decides_it() -> None:
    publish(make_entry())

    assert CODE in {matter.code for matter in list_matters(["COMMUNE"])}
    assert CODE not in {matter.code for matter in list_matters(["DISTRICT"])}


@pytest.mark.parametrize(
    ("language", "name", "field"),
    [("vi", "Đăng ký khai sinh", "Hộ tịch"), ("en", "Birth registration", "Civil status")],
)
def test_matter_and_its_field_are_named_in_the_readers_language(
    language: str, name: str, field: str
) -> None:
    publish(make_entry())
    matter = next(each for each in list_matters(["COMMUNE"]) if each.code == CODE)

    with override(language):
        names, fields = matter_names([CODE, "9.999999"]), matter_field_names([matter.field])

    assert names[CODE].startswith(name)
    assert "9.999999" not in names
    assert fields == {matter.field: field}
