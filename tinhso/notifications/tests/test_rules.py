"""Pure rules: lengths, words, channels, hours, breaker; properties by generated examples."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peers.sms.lengths import count_parts
from tinhso.notifications.rules import (
    Channel,
    Planned,
    Reach,
    Reason,
    State,
    after_report,
    next_channel,
    route,
)
from tinhso.notifications.rules.breaker import LONGEST_REST, Health, after_failure, after_success
from tinhso.notifications.rules.channels import ALIVE, is_choice_allowed
from tinhso.notifications.rules.policy import read_policy
from tinhso.notifications.rules.quiet_hours import QuietHours, Urgency, quiet_wait
from tinhso.notifications.rules.sms import measure, mobile_number, shorten, without_accents
from tinhso.notifications.rules.wording import Fault, fill, find_faults, without_autoescape

REACH = st.builds(Reach, st.booleans(), st.booleans(), st.booleans())
REACHES = st.dictionaries(st.sampled_from(Channel), REACH)
LETTERS = st.text("abcXYZ09 €^{}đấ😀ệ\n", max_size=400)


@pytest.mark.parametrize(
    ("text", "segments", "is_gsm"),
    [
        ("", 1, True),
        ("a" * 160, 1, True),
        ("a" * 161, 2, True),
        ("a" * 306, 2, True),
        ("a" * 307, 3, True),
        ("€" * 80, 1, True),
        ("€" * 81, 2, True),
        ("ấ" * 70, 1, False),
        ("ấ" * 71, 2, False),
        ("ấ" * 134, 2, False),
        ("ấ" * 135, 3, False),
        ("a" * 152 + "€" * 10, 2, True),
    ],
)
def test_a_text_has_as_many_parts_as_the_standard_says(
    text: str, segments: int, is_gsm: bool
) -> None:
    measured = measure(text)

    assert (measured.segments, measured.is_gsm) == (segments, is_gsm)


@given(LETTERS)
def test_parts_are_counted_as_the_provider_counts_them(text: str) -> None:
    assert measure(text).segments == count_parts(text)


@given(st.text(max_size=300))
def test_text_without_accents_is_in_the_small_alphabet(text: str) -> None:
    assert measure(without_accents(text)).is_gsm


def test_vietnamese_stays_readable_without_accents() -> None:
    assert (
        without_accents("Đồng Xoài, ngày hẹn “Ở đây” – 5 ₫…")
        == 'Dong Xoai, ngay hen "O day" - 5 d...'
    )
    assert without_accents("e\u0323\u0302") == "e"


@given(LETTERS, st.integers(1, 4))
def test_a_shortened_text_fits_and_begins_as_the_whole(text: str, most: int) -> None:
    short = shorten(text, most)

    assert measure(short).segments <= most
    assert short == text or text.startswith(short.rstrip(".…"))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0900000101", "84900000101"),
        ("+84 900 000 101", "84900000101"),
        ("84900000101", "84900000101"),
        ("0271 3879 999", ""),
        ("1022", ""),
        ("", ""),
        ("٠٩٠٠٠٠٠١٠١", ""),
    ],
)
def test_only_mobile_numbers_get_text_messages(typed: str, number: str) -> None:
    assert mobile_number(typed) == number


@given(REACHES)
def test_a_legal_notice_leaves_whenever_a_channel_works(reach: dict[Channel, Reach]) -> None:
    planned = route(reach, is_legal=True)
    works = any(not known.obstacle for known in reach.values())

    assert any(plan.state is State.QUEUED for plan in planned) == works


@given(REACHES)
def test_other_messages_use_chosen_channels_only(reach: dict[Channel, Reach]) -> None:
    for plan in route(reach, is_legal=False):
        if plan.state is State.QUEUED:
            assert reach[plan.channel].is_chosen
            assert not reach[plan.channel].obstacle


@given(REACHES, st.booleans())
def test_no_phone_rings_twice_for_one_message(reach: dict[Channel, Reach], is_legal: bool) -> None:
    queued = {p.channel for p in route(reach, is_legal=is_legal) if p.state is State.QUEUED}

    assert queued != {Channel.ZALO, Channel.SMS}
    assert len(queued) == len(set(queued))


@given(REACHES, st.booleans())
def test_failures_end_after_each_channel_was_tried_once(
    reach: dict[Channel, Reach], is_legal: bool
) -> None:
    tried: set[Channel] = set()
    while (following := next_channel(reach, tried, is_legal=is_legal)) is not None:
        assert following not in tried
        tried.add(following)

    usable = {c for c, known in reach.items() if not known.obstacle}
    assert tried == (usable if is_legal else {c for c in usable if reach[c].is_chosen})


def test_sms_waits_for_zalo_to_fail() -> None:
    well = Reach(has_address=True, is_reachable=True, is_chosen=True)

    assert route({Channel.ZALO: well, Channel.SMS: well}, is_legal=False) == [Planned(Channel.ZALO)]
    assert (
        next_channel({Channel.ZALO: well, Channel.SMS: well}, {Channel.ZALO}, is_legal=False)
        is Channel.SMS
    )


def test_the_last_channel_of_a_legal_notice_stays_on() -> None:
    off = Reach(has_address=True, is_reachable=True, is_chosen=False)
    nowhere = Reach(has_address=False, is_reachable=True, is_chosen=True)

    assert not is_choice_allowed({Channel.EMAIL: off, Channel.SMS: nowhere}, is_legal=True)
    assert is_choice_allowed({Channel.EMAIL: off}, is_legal=False)
    assert is_choice_allowed({Channel.SMS: nowhere}, is_legal=True)


@given(st.lists(st.sampled_from(State), max_size=8))
def test_reports_never_take_back_a_delivery(reports: list[State]) -> None:
    state = State.SENT
    for reported in reports:
        before, state = state, after_report(state, reported)
        assert before is not State.DELIVERED or state is State.DELIVERED
        assert after_report(state, reported) is state or reported is State.SENT
    assert state is not State.QUEUED
    assert (state in ALIVE) == (
        State.DELIVERED in reports or not set(reports) & {State.FAILED, State.BOUNCED}
    )


NIGHT = QuietHours(Channel.SMS, Urgency.NORMAL, time(21), time(7))
MOMENTS = st.datetimes(datetime(2021, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS)
def test_after_the_wait_it_is_no_longer_quiet(at: datetime) -> None:
    wait = quiet_wait([NIGHT], channel=Channel.SMS, urgency=Urgency.NORMAL, at=at)

    assert timedelta() <= wait <= timedelta(hours=10)
    assert not NIGHT.covers((at + wait).time())
    assert bool(wait) == (at.hour >= 21 or at.hour < 7)


def test_quiet_hours_are_for_their_channel_and_urgency() -> None:
    at = datetime(2021, 6, 1, 23, tzinfo=UTC)

    assert not quiet_wait([NIGHT], channel=Channel.ZALO, urgency=Urgency.NORMAL, at=at)
    assert not quiet_wait([NIGHT], channel=Channel.SMS, urgency=Urgency.URGENT, at=at)


@given(st.integers(1, 60))
def test_a_failing_provider_rests_longer_up_to_a_limit(failures: int) -> None:
    at = datetime(2021, 6, 1, tzinfo=UTC)
    health = Health()
    for _ in range(failures):
        health = after_failure(health, at)

    assert health.is_open(at) == (failures >= 3)
    assert not health.is_open(at + LONGEST_REST)
    assert after_success(health) == Health()


@pytest.mark.parametrize(
    ("text", "fault", "line"),
    [
        ("{{ nobody }}", Fault.UNKNOWN_NAME, 1),
        ("a\n{% if nobody %}x{% endif %}", Fault.UNKNOWN_NAME, 2),
        ("{{ name|default:nobody }}", Fault.UNKNOWN_NAME, 1),
        ("{% include 'x' %}", Fault.UNKNOWN_TAG, 1),
        ("{{ name.secret }}", Fault.UNKNOWN_TAG, 1),
        ("{% if name %}", Fault.NOT_CLOSED, 1),
        ("{% endif %}", Fault.NOT_OPENED, 1),
        ("{% else %}", Fault.NOT_OPENED, 1),
        ("a }} b", Fault.STRAY_BRACE, 1),
    ],
)
def test_faults_are_found_where_they_are(text: str, fault: Fault, line: int) -> None:
    [finding] = find_faults(text, {"name"})

    assert (finding.fault, finding.line) == (fault, line)


def test_placeholders_and_conditions_are_filled() -> None:
    text = "{{ a }}-{{ b|default:a }}{% if b %}yes{% else %}no{% endif %}"

    assert find_faults(text, {"a", "b"}) == []
    assert fill(text, {"a": "1", "b": ""}) == "1-1no"
    assert fill(text, {"a": "1", "b": 2}) == "1-2yes"


@given(st.text("ab{}% ifnd\n", max_size=60), st.text(max_size=10))
def test_filling_never_fails_and_values_are_never_read_as_words(text: str, value: str) -> None:
    fill(text, {"a": value})

    assert fill("<{{ a }}>", {"a": f"{{{{ b }}}}{value}"}) == f"<{{{{ b }}}}{value}>"


def test_the_wrapping_of_files_is_taken_off() -> None:
    assert without_autoescape("{% autoescape off %}A\nB{% endautoescape %}\n") == "A\nB"


def test_prices_hold_from_their_day_on() -> None:
    kinds = {"is_legal": False, "urgency": "NORMAL"}
    policy = read_policy(
        {
            "sms": {"sender": "X", "accents": False, "most_segments": 3},
            "sms_price": [
                {"provider": "p", "vnd_per_segment": 300, "valid_from": date(2021, 1, 1)},
                {"provider": "p", "vnd_per_segment": 400, "valid_from": date(2022, 1, 1)},
            ],
            "kinds": dict.fromkeys(("PROGRESS", "ACTION_NEEDED", "DECISION", "REMINDER"), kinds),
            "zalo": {"other": "1", "templates": {"case_filed": "2"}},
        }
    )

    days = (date(2020, 1, 1), date(2021, 6, 1), date(2022, 1, 1))
    assert [policy.price_of("p", day) for day in days] == [0, 300, 400]
    assert policy.price_of("q", days[1]) == 0
    assert (policy.zalo_template("case_filed"), policy.zalo_template("x")) == ("2", "1")


def test_a_plan_with_a_reason_is_not_sent() -> None:
    assert Planned(Channel.SMS, Reason.SWITCHED_OFF).state is State.SUPPRESSED
