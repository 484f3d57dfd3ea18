"""Rules on screen: of an area, tried on the past, changed in versions, kept by their own."""

from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tinhso.alerts.models import Alert, AlertRule, AlertRuleVersion
from tinhso.alerts.operations import (
    RuleMoved,
    RuleTooFine,
    Written,
    change_rule,
    make_rule,
    rehearse_rule,
    written_of,
)
from tinhso.alerts.permissions import NotYourRule
from tinhso.alerts.rules import Condition, Episode, RuleKind, rehearse, rings
from tinhso.alerts.tests.factories import Watch
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import actor_of_account, make_officer, sign_in
from tinhso.indicators.tests.factories import AT
from tinhso.orgs.tests.factories import make_agency, make_area

LIST = "/can-bo/canh-bao/quy-tac/"
HIGH = Condition(RuleKind.THRESHOLD, lasts=2, limit=Decimal(10), clear_limit=Decimal(8))
GIVEN = {
    "indicator": "POP.BIRTHS", "name": "Sinh quá nhiều", "level": "COMMUNE", "kind": "THRESHOLD",
    "side": "up", "limit": "12", "lasts": "2", "severity": "WARNING", "is_open": "on",
    "checklist": "Gọi trạm\n\nBáo cáo", "number": "1", "note": "Nới ngưỡng",
}  # fmt: skip


@pytest.fixture
def watch() -> Watch:
    return Watch()


def steward(watch: Watch) -> Actor:
    return actor_of_account(make_officer(watch.land.department, "DATA_STEWARD"))


def changed(watch: Watch, **changes: object) -> Written:
    written = written_of(watch.rule)
    values = {name: getattr(written, name) for name in Written.__slots__}
    return Written(**{**values, **changes})


@pytest.mark.parametrize(
    ("series", "expected"),
    [((11, 12, 13), [Episode(1)]), ((11, 12, 9, 8), [Episode(1, 3)]), ((11, 9, 12), []),
     ((11, 12, 8, 11, 12), [Episode(1, 2), Episode(4)]), ((12,), []), ((), [])],
)  # fmt: skip
def test_a_rule_is_tried_on_the_past(series: tuple[int, ...], expected: list[Episode]) -> None:
    assert rehearse(HIGH, [Decimal(each) for each in series]) == expected


@given(st.lists(st.one_of(st.none(), st.integers(0, 20).map(Decimal)), max_size=12))
def test_alerts_tried_do_not_overlap_and_begin_where_it_rings(series: list[Decimal | None]) -> None:
    found = rehearse(HIGH, series)

    ends = [episode.ended for episode in found[:-1]]
    assert all(
        end is not None and end < following.began
        for end, following in zip(ends, found[1:], strict=True)
    )
    assert all(rings(HIGH, series[: episode.began + 1]) for episode in found)


@pytest.mark.django_db
def test_a_rule_of_an_area_rings_there_alone(watch: Watch) -> None:
    land = watch.land
    far = make_area("25216", name="Phường xa", parent=make_area("688", name="Thị xã", kind="TOWN"))
    for area in (land.communes[0], far):
        land.record(land.fact(watch.rule.indicator, "C2026M1", 30, area=area))
    watch.rule.area_code = "688"
    watch.rule.save()

    assert watch.evaluate() == 1
    assert watch.alert().area.code == "25216"
    watch.rule.area_code = "689"
    watch.rule.save()
    assert watch.evaluate() == 1
    with acting_as(SYSTEM):
        assert set(Alert.objects.values_list("area__code", flat=True)) == {"25216", "25195"}


@pytest.mark.django_db
def test_a_rehearsal_says_where_when_and_until_when(watch: Watch) -> None:
    for month, number in (("M9", 5), ("M10", 14), ("M11", 20), ("M12", 7)):
        watch.tell(f"C2025{month}", number)
    watch.tell("C2026M1", 15)

    with acting_as(SYSTEM):
        found = rehearse_rule(
            indicator=watch.rule.indicator, written=written_of(watch.rule), today=AT.date()
        )

    told = [(one.area.code, one.began.code, one.ended.code if one.ended else "")
            for one in found.rung]  # fmt: skip
    assert told == [("25195", "C2026M1", ""), ("25195", "C2025M10", "C2025M12")]
    assert (len(found.spans), found.area_count) == (24, 2)
    assert found.rung[1].value == 14


@pytest.mark.django_db
def test_a_change_is_a_version_and_alerts_say_which_opened_them(watch: Watch) -> None:
    actor = steward(watch)
    written = changed(watch, condition={"limit": "20"}, name="Sinh rất nhiều")
    with acting_as(actor):
        change_rule(rule=watch.rule, number=1, written=written, note="Nới", actor=actor, at=AT)
        with pytest.raises(RuleMoved):
            change_rule(rule=watch.rule, number=1, written=written, note="", actor=actor, at=AT)

    versions = list(AlertRuleVersion.objects.order_by("number"))
    assert [(each.number, each.written["condition"]["limit"]) for each in versions] == [
        (1, "10"), (2, "20"),
    ]  # fmt: skip
    watch.tell("C2026M1", 15)
    assert watch.evaluate() == 0
    watch.tell("C2026M2", 25)
    assert watch.evaluate() == 1
    assert watch.alert().rule_number == 2


@pytest.mark.django_db
def test_the_indicator_must_be_given_as_finely_as_the_rule_looks(watch: Watch) -> None:
    indicator = watch.land.indicator("POP.TOWNS", level="DISTRICT")
    actor = steward(watch)

    with acting_as(actor), pytest.raises(RuleTooFine):
        make_rule(
            indicator=indicator, written=changed(watch), agency_id=watch.land.department.pk,
            actor=actor, at=AT,
        )  # fmt: skip


@pytest.mark.django_db
def test_others_change_no_rules_and_the_database_agrees(watch: Watch) -> None:
    stranger = actor_of_account(make_officer(watch.land.other, "DATA_STEWARD"))
    clerk = actor_of_account(make_officer(watch.land.department, "SPECIALIST"))
    for actor in (stranger, clerk):
        with acting_as(actor), pytest.raises(NotYourRule):
            change_rule(
                rule=watch.rule, number=1, written=changed(watch), note="", actor=actor, at=AT
            )
    with acting_as(stranger):
        assert AlertRule.objects.filter(pk=watch.rule.pk).exists()
        assert AlertRule.objects.filter(pk=watch.rule.pk).update(name="x") == 0


@pytest.mark.django_db
def test_a_steward_tries_a_change_then_saves_it(client: Client, watch: Watch) -> None:
    sign_in(client, make_officer(watch.land.department, "DATA_STEWARD"))
    watch.tell("C2025M12", 20)
    watch.tell("C2026M1", 30)
    page = f"{LIST}BIRTHS/"
    assert "Sửa" in client.get(LIST).content.decode()

    tried = client.post(page, {**GIVEN, "try": "1"}).content.decode()

    assert "1 cảnh báo, 1 đến nay chưa trở lại" in tried
    assert AlertRule.objects.get(code="BIRTHS").number == 1
    refused = client.post(page, {**GIVEN, "limit": ""})
    assert refused.status_code == 422
    saved = client.post(page, GIVEN, follow=True).content.decode()
    assert "Đã lưu thành phiên bản mới." in saved
    assert "Trên 12 trong 2 kỳ" in saved
    assert "Nới ngưỡng" in saved
    rule = AlertRule.objects.get(code="BIRTHS")
    assert (rule.condition, rule.checklist) == (
        {"lasts": 2, "limit": "12"}, ["Gọi trạm", "Báo cáo"],
    )  # fmt: skip
    assert client.post(page, GIVEN).status_code == 422


@pytest.mark.django_db
def test_a_local_centre_makes_a_rule_of_its_own(client: Client, watch: Watch) -> None:
    town = make_agency("H10.32", area=watch.land.district)
    sign_in(client, make_officer(town, "DATA_STEWARD"))
    assert client.get(f"{LIST}moi/").status_code == 200

    client.post(f"{LIST}moi/", {**GIVEN, "area": "689"})

    rule = AlertRule.objects.get(agency=town)
    assert (rule.area_code, rule.number) == ("689", 1)
    page = client.get(f"{LIST}BIRTHS/").content.decode()
    assert "Lưu thành phiên bản mới" not in page
    assert client.post(f"{LIST}BIRTHS/", GIVEN).status_code == 422
    sign_in(client, make_officer(town, "CLERK"))
    assert client.get(f"{LIST}moi/").status_code == 403
    assert client.get(f"{LIST}KHONG.CO/").status_code == 404
