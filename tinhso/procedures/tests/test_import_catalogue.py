"""Import to drafts, publication, immutability, withdrawal."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tinhso.core.actors import PUBLIC, SYSTEM, Actor
from tinhso.ledger.api import find_entries
from tinhso.procedures import api
from tinhso.procedures.gateways.pack import CatalogueEntry, check
from tinhso.procedures.models import Procedure, ProcedureVersion
from tinhso.procedures.tests.factories import (
    ADMINISTRATOR,
    AT,
    CLERK,
    ON,
    REVIEWER,
    load_test_fields,
    make_content,
    make_entry,
    publish,
)

pytestmark = pytest.mark.django_db
SLUG = "dang-ky-khai-sinh"


@pytest.fixture(autouse=True)
def fields() -> None:
    """Load the fields of administration."""
    load_test_fields()


def test_new_procedure_becomes_a_draft_nobody_finds_yet() -> None:
    report = api.draft_catalogue(entries=[make_entry()], actor=ADMINISTRATOR, at=AT)

    assert report.count("NEW") == 1
    assert [draft.name for draft in api.list_drafts()] == ["Đăng ký khai sinh"]
    assert api.find_current_version(SLUG, ON) is None
    assert api.search_procedures("khai sinh", on=ON).items == ()


def test_published_draft_is_in_force_found_and_in_the_ledger() -> None:
    api.draft_catalogue(entries=[make_entry()], actor=ADMINISTRATOR, at=AT)

    assert api.publish_drafts(actor=ADMINISTRATOR, at=AT) == []
    assert api.submit_drafts(actor=ADMINISTRATOR, at=AT) == 1
    assert api.approve_drafts(actor=ADMINISTRATOR, at=AT) == 0
    assert api.approve_drafts(actor=REVIEWER, at=AT) == 1
    api.publish_drafts(actor=ADMINISTRATOR, at=AT)

    version = api.get_current_version(SLUG, ON)
    assert (version.number, version.published_at) == (1, AT)
    assert [v.pk for v in api.search_procedures("khai sinh", on=ON).items] == [version.pk]


def test_publication_is_recorded_in_the_ledger() -> None:
    publish(make_entry())

    kinds = [entry.kind for entry in find_entries("procedure:1.001193")]

    assert kinds == ["PROCEDURE_PUBLISHED"]


def test_second_import_changes_nothing() -> None:
    publish(make_entry())

    report = api.import_catalogue(entries=[make_entry()], actor=SYSTEM, at=AT)

    assert report.count("UNCHANGED") == 1
    assert ProcedureVersion.objects.count() == 1


def test_changed_content_makes_a_new_version_and_ends_the_old_one() -> None:
    (first,) = publish(make_entry())
    later = AT + timedelta(days=30)

    report = api.import_catalogue(entries=[make_entry(cut_off="16:00")], actor=SYSTEM, at=later)

    assert report.rows[0].changed == ("cut_off",)
    second = api.get_current_version(SLUG, later.date())
    first.refresh_from_db()
    assert (second.number, second.valid_from) == (2, later.date())
    assert first.valid_to == later.date()
    assert api.get_current_version(SLUG, later.date() - timedelta(days=1)) == first


def test_version_announced_for_later_waits_for_its_day() -> None:
    publish(make_entry())

    publish(make_entry(cut_off="16:00", valid_from="2022-01-01"))

    assert api.get_current_version(SLUG, date(2021, 12, 31)).number == 1
    assert api.get_current_version(SLUG, date(2022, 1, 1)).number == 2


def test_two_corrections_on_one_day_leave_the_last() -> None:
    publish(make_entry())
    publish(make_entry(cut_off="16:00"))

    publish(make_entry(cut_off="16:30"))

    assert api.get_current_version(SLUG, ON).number == 3


def test_new_draft_replaces_the_earlier_one() -> None:
    for cut_off in ("16:00", "16:30"):
        api.draft_catalogue(entries=[make_entry(cut_off=cut_off)], actor=SYSTEM, at=AT)

    assert [draft.content["cut_off"] for draft in api.list_drafts()] == ["16:30"]


def test_discarded_drafts_leave_published_versions() -> None:
    publish(make_entry())
    entries = [make_entry(cut_off="16:00"), make_entry("1.000002")]
    api.draft_catalogue(entries=entries, actor=ADMINISTRATOR, at=AT)

    count = api.discard_drafts(actor=ADMINISTRATOR)

    assert count == 2
    assert Procedure.objects.count() == ProcedureVersion.objects.count() == 1


@pytest.mark.parametrize("part", ["ways", "process", "deciding_agency", "result_template"])
def test_form_that_leads_nowhere_is_never_published(part: str) -> None:
    content = make_content()
    empty: object = {} if part in ("deciding_agency", "result_template") else []

    for wrong in ({**content, part: empty}, {k: v for k, v in content.items() if k != part}):
        report = api.import_catalogue(entries=[check("x.json", wrong)], actor=SYSTEM, at=AT)

        assert report.rows[0].outcome == "REFUSED"
        assert not ProcedureVersion.objects.exists()


def test_refused_row_says_why_and_others_are_drafted() -> None:
    entries = [
        make_entry(),
        make_entry(),
        make_entry("1.000002", field="magic"),
        make_entry("1.000003", slug=SLUG),
        make_entry("1.000004", tier="MOON"),
    ]

    report = api.draft_catalogue(entries=entries, actor=SYSTEM, at=AT)

    problems = [" ".join(row.problems) for row in report.rows]
    assert [row.outcome for row in report.rows] == ["NEW", *["REFUSED"] * 4]
    assert "hai lần" in problems[1]
    assert "magic" in problems[2]
    assert SLUG in problems[3]
    assert "tier" in problems[4]
    assert len(api.list_drafts()) == 1


def test_missing_legal_part_makes_a_version_incomplete() -> None:
    (version,) = publish(make_entry(missing_parts=["fees"], complete=False))

    assert not version.is_complete
    assert version.is_announced


def test_unknown_decision_leaves_a_version_complete_but_not_announced() -> None:
    announced = {"number": None, "issued_on": None, "certainty": "to_confirm"}

    (version,) = publish(make_entry(announced_by=announced))

    assert version.is_complete
    assert not version.is_announced
    assert version.missing_parts == []


@pytest.mark.parametrize("actor", [PUBLIC, CLERK])
def test_only_administrators_change_the_catalogue(actor: Actor) -> None:
    entries: list[CatalogueEntry] = [make_entry()]

    for act in (
        lambda: api.load_fields(rows=[], actor=actor),
        lambda: api.draft_catalogue(entries=entries, actor=actor, at=AT),
        lambda: api.import_catalogue(entries=entries, actor=actor, at=AT),
        lambda: api.publish_drafts(actor=actor, at=AT),
        lambda: api.discard_drafts(actor=actor),
        lambda: api.withdraw_procedure(code="1.001193", on=ON, actor=actor, at=AT),
    ):
        with pytest.raises(api.NotCatalogueEditor):
            act()
    assert not ProcedureVersion.objects.exists()


def test_withdrawn_procedure_ends_and_stays_readable() -> None:
    (version,) = publish(make_entry())

    api.withdraw_procedure(code="1.001193", on=ON, actor=ADMINISTRATOR, at=AT)

    assert api.find_current_version(SLUG, ON) is None
    assert api.get_version(version.pk).content["slug"] == SLUG


def test_unknown_procedure_cannot_be_withdrawn() -> None:
    with pytest.raises(api.NoSuchProcedure):
        api.withdraw_procedure(code="1.999999", on=ON, actor=SYSTEM, at=AT)


@pytest.mark.parametrize(
    "change",
    [
        {"content": {}},
        {"name": "Khác"},
        {"valid_from": date(2020, 1, 1)},
        {"state": "DRAFT"},
        {"number": 9},
        {"is_complete": False},
        {"is_announced": False},
    ],
)
def test_database_refuses_to_change_a_published_version(change: dict[str, object]) -> None:
    (version,) = publish(make_entry())

    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        ProcedureVersion.objects.filter(pk=version.pk).update(**change)


def test_database_refuses_to_move_or_reopen_the_end_of_a_version() -> None:
    (version,) = publish(make_entry())
    versions = ProcedureVersion.objects.filter(pk=version.pk)
    versions.update(valid_to=ON)

    for end in (None, ON + timedelta(days=1)):
        with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
            versions.update(valid_to=end)


def test_database_refuses_to_delete_a_published_version() -> None:
    (version,) = publish(make_entry())

    with pytest.raises(IntegrityError, match="cannot be deleted"), transaction.atomic():
        version.delete()


def test_unknown_version_is_refused() -> None:
    with pytest.raises(api.ProcedureNotFound):
        api.get_version(999_999)
    with pytest.raises(api.ProcedureNotFound):
        api.get_current_version("khong-co", ON)
