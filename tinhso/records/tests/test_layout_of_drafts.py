"""Drafts are checked against rules that say where they are written."""

import pytest

from tinhso.records.rules import KINDS, empty_content
from tinhso.records.rules.layout import RULES, blocking, check_draft
from tinhso.records.tests.samples import sample_content


def codes(kind: str, **changes: object) -> list[str]:
    content = {**sample_content(kind), **changes}
    return [found.rule.code for found in check_draft(kind, str(content["abstract"]), content)]


@pytest.mark.parametrize("kind", [kind.code for kind in KINDS])
def test_a_well_written_document_has_no_findings(kind: str) -> None:
    assert codes(kind) == []


@pytest.mark.parametrize("kind", [kind.code for kind in KINDS])
def test_an_empty_document_of_any_kind_may_not_go_on(kind: str) -> None:
    found = blocking(check_draft(kind, "", empty_content(kind)))

    assert "ABSTRACT" in [finding.rule.code for finding in found]


@pytest.mark.parametrize(
    ("kind", "changes", "code"),
    [
        ("QD", {"abstract": ""}, "ABSTRACT"),
        ("QD", {"abstract": "x" * 301}, "ABSTRACT_SHORT"),
        ("QD", {"abstract": "VỀ VIỆC THÀNH LẬP TỔ CÔNG NGHỆ"}, "ABSTRACT_CASE"),
        ("QD", {"bases": []}, "BASES"),
        ("QD", {"bases": ["Luật Tổ chức chính quyền"]}, "BASES_WORDS"),
        ("CV", {"addressees": []}, "ADDRESSEES"),
        ("CV", {"body": " \n "}, "BODY"),
        ("GM", {"fields": {}}, "FIELDS"),
        ("QD", {"body": "Điều 1. Một.\nĐiều 3. Ba."}, "ARTICLES"),
        ("QD", {"recipients": []}, "RECIPIENTS"),
        ("CV", {"body": "Vie\u0302\u0323t Nam"}, "LETTERS"),
    ],
)
def test_what_is_missing_or_wrong_is_found(
    kind: str, changes: dict[str, object], code: str
) -> None:
    assert code in codes(kind, **changes)


def test_every_rule_says_where_it_is_written_and_how_sure_that_is() -> None:
    for rule in RULES.values():
        assert "Phụ lục" in rule.citation
        assert rule.certainty in {"confirmed", "secondary", "to_confirm"}
