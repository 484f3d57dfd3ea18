"""Cases within a procedure and the channel switch: rules, helpers, the switch, the page."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tinhso.ledger.api import find_entries
from tinhso.procedures import api
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.rules import CHANNELS, open_channels, possible_channels
from tinhso.procedures.tests.factories import ADMINISTRATOR, AT, CLERK, make_entry, publish

FOOD = "giay-chung-nhan-an-toan-thuc-pham"
PAGE = "/thu-tuc/dang-ky-khai-sinh/"


def ways(*channels: str) -> list[dict[str, Any]]:
    """Give ways of filing through channels."""
    limit = {"amount": 1, "unit": "WORKING_DAY"}
    return [{"channel": code, "time_limit": limit, "fee_vnd": 0} for code in channels]


@pytest.mark.parametrize(
    ("announced", "switched", "expected"),
    [
        (["ONLINE", "COUNTER"], None, ("ONLINE", "COUNTER", "ASSISTED")),
        (["COUNTER"], None, ("COUNTER",)),
        (["ONLINE", "COUNTER"], [], ()),
        (["ONLINE", "COUNTER"], ["NATIONAL_PORTAL", "POST"], ("NATIONAL_PORTAL", "POST")),
        (["COUNTER"], ["ONLINE", "COUNTER"], ("COUNTER",)),
    ],
)
def test_open_channels_follow_content_and_switch(
    announced: list[str], switched: list[str] | None, expected: tuple[str, ...]
) -> None:
    assert open_channels(ways(*announced), switched) == expected


@given(
    announced=st.sets(st.sampled_from(CHANNELS), min_size=1),
    switched=st.none() | st.sets(st.sampled_from(CHANNELS)),
)
def test_only_possible_channels_are_ever_open(
    announced: set[str], switched: set[str] | None
) -> None:
    opened = open_channels(ways(*sorted(announced)), switched)

    assert set(opened) <= set(possible_channels(ways(*sorted(announced))))
    assert list(opened) == [channel for channel in CHANNELS if channel in opened]


@pytest.mark.usefixtures("catalogue")
@pytest.mark.django_db
class TestPackContent:
    """What the pack's own variants give through the door."""

    def version(self) -> ProcedureVersion:
        return api.get_current_version(FOOD, AT.date())

    def test_variant_brings_its_own_limit_fee_and_process(self) -> None:
        version = self.version()

        assert api.limit_of(version, "ONLINE", "again").amount == 5
        assert api.limit_of(version, "ONLINE", "first").amount == 15
        assert api.fee_of(version, "COUNTER", api.FeeAsked("COUNTER", case_kind="again")) == 0
        assert api.fee_of(version, "COUNTER") == 700_000
        assert sum(row["hours"] for row in api.process_of(version, "again")) == 40

    def test_papers_are_required_as_the_variant_says(self) -> None:
        papers = {row["code"]: row["is_required"] for row in api.papers_of(self.version(), "first")}

        assert papers["facility-statement"]
        assert not papers["application"]

    def test_page_tells_the_variants_apart(self, client: Client) -> None:
        text = client.get(f"/thu-tuc/{FOOD}/").content.decode()

        assert "Bạn thuộc trường hợp nào?" in text
        assert "Giấy còn hạn nhưng bị mất, hỏng hoặc thay đổi thông tin" in text
        assert "5 ngày làm việc" in text


@pytest.mark.django_db
def test_switch_holds_at_once_and_is_kept_with_its_reason() -> None:
    (version,) = publish(make_entry())

    change = api.switch_channels(
        version=version,
        opened=["COUNTER"],
        reason=" Nâng cấp hệ thống ",
        actor=ADMINISTRATOR,
        at=AT,
    )

    assert change is not None
    assert (change.after, change.reason) == (["COUNTER"], "Nâng cấp hệ thống")
    assert api.open_channels_of(version) == ("COUNTER",)
    kinds = [entry.kind for entry in find_entries("procedure:1.001193")]
    assert "PROCEDURE_CHANNELS_SWITCHED" in kinds


@pytest.mark.django_db
def test_same_channels_again_change_nothing() -> None:
    (version,) = publish(make_entry())

    opened = api.open_channels_of(version)

    assert (
        api.switch_channels(
            version=version, opened=opened, reason="Thử", actor=ADMINISTRATOR, at=AT
        )
        is None
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"actor": CLERK}, api.NotCatalogueEditor),
        ({"reason": " "}, api.SwitchReasonRequired),
        ({"opened": ["PIGEON"]}, api.ChannelImpossible),
    ],
)
def test_switch_is_refused(changes: dict[str, Any], refusal: type[Exception]) -> None:
    (version,) = publish(make_entry())
    words = {"opened": ["COUNTER"], "reason": "Bảo trì", "actor": ADMINISTRATOR, "at": AT}

    with pytest.raises(refusal):
        api.switch_channels(version=version, **{**words, **changes})


@pytest.mark.django_db
def test_page_shows_only_open_ways(client: Client, settings: LazySettings) -> None:
    settings.NATIONAL_PORTAL_URL = "https://cong.example"
    (version,) = publish(make_entry())
    api.switch_channels(
        version=version,
        opened=["NATIONAL_PORTAL", "COUNTER"],
        reason="Thử",
        actor=ADMINISTRATOR,
        at=AT,
    )

    text = client.get(PAGE).content.decode()

    assert 'href="https://cong.example"' in text
    assert "Nộp hồ sơ trực tuyến" not in text
    assert "Qua bưu chính" not in text
    assert "bất kỳ bộ phận một cửa nào trong tỉnh" in text


@pytest.mark.django_db
def test_contradictions_are_named_with_their_place() -> None:
    content = dict(make_entry().content or {})
    variant = {
        "code": "one",
        "name": {"vi": "Một", "en": "One"},
        "help": None,
        "required_papers": ["moon-permit"],
        "optional_papers": [],
        "ways": [],
        "process": [],
        "certainty": "to_confirm",
    }

    entry = make_entry(variants=[variant, variant], papers=content["papers"] * 2)

    text = "\n".join(entry.problems)
    assert "variants: không có giấy tờ “moon-permit”" in text
    assert "variants: “one” xuất hiện hai lần." in text
    assert "papers: “birth-notice” xuất hiện hai lần." in text


@pytest.mark.django_db
def test_variants_survive_a_workbook() -> None:
    publish(make_entry())
    version = api.get_current_version("dang-ky-khai-sinh", AT.date())
    variant = {
        "code": "one",
        "name": {"vi": "Một", "en": "One"},
        "help": None,
        "required_papers": ["birth-notice"],
        "optional_papers": [],
        "ways": version.content["ways"],
        "process": version.content["process"],
        "certainty": "to_confirm",
    }
    publish(make_entry(variants=[variant, {**variant, "code": "two", "ways": [], "process": []}]))

    file = api.export_catalogue("xlsx", on=AT.date())
    entries = api.read_catalogue(name="a.xlsx", raw=file.raw)

    assert {entry.problems for entry in entries} == {()}
    read = {entry.content["slug"]: entry.content for entry in entries if entry.content}
    assert (
        read["dang-ky-khai-sinh"] == api.get_current_version("dang-ky-khai-sinh", AT.date()).content
    )
