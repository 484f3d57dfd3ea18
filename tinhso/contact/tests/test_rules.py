"""The line's rules without a database: moves, limits, routes, masking, likeness, codes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.contact.models import CLOSED_STATES, OPEN_STATES, ContactState
from tinhso.contact.rules.clocks import DatedLimit, choose_limit, percent_used, rungs_reached
from tinhso.contact.rules.codes import new_code, read_code, read_secret, secret_from
from tinhso.contact.rules.likeness import box_around, metres_between, score, text_likeness
from tinhso.contact.rules.masking import MASK, cut_up, find_personal, mask_personal
from tinhso.contact.rules.moves import MOVES
from tinhso.contact.rules.proof_of_work import BITS, is_ours, is_solved, write_challenge
from tinhso.contact.rules.routing import Matter, Rule, first_match, judge, unreachable


def test_every_state_is_open_or_closed_and_the_open_ones_lead_on() -> None:
    assert set(OPEN_STATES) | set(CLOSED_STATES) == set(ContactState.values)
    assert set(OPEN_STATES) & set(CLOSED_STATES) == set()
    assert all(MOVES.actions_from(state) for state in OPEN_STATES)
    assert not MOVES.actions_from("HANDED_OVER")


def _limit(category: str, amount: int, since: str = "2021-01-01") -> DatedLimit:
    return DatedLimit(
        "FIELD_REPORT", category, amount, "WORKING_DAY", date.fromisoformat(since), None, "", ""
    )


def test_the_more_precise_limit_wins_then_the_later_one() -> None:
    limits = [_limit("", 5), _limit("ha-tang", 3), _limit("ha-tang", 2, "2022-01-01")]

    def chosen(categories: tuple[str, ...], day: date) -> int:
        found = choose_limit(limits, kind="FIELD_REPORT", categories=categories, on=day)
        assert found is not None
        return found.amount

    assert chosen(("duong", "ha-tang"), date(2021, 5, 1)) == 3
    assert chosen(("duong", "ha-tang"), date(2022, 5, 1)) == 2
    assert chosen(("y-te",), date(2022, 5, 1)) == 5
    assert choose_limit(limits, kind="QUESTION", categories=(), on=date(2022, 5, 1)) is None
    assert choose_limit(limits, kind="FIELD_REPORT", categories=(), on=date(2020, 5, 1)) is None


def test_time_used_goes_on_past_the_due_date() -> None:
    assert percent_used(whole=960, used=480, over=0) == 50
    assert percent_used(whole=960, used=960, over=0) == 100
    assert percent_used(whole=960, used=960, over=480) == 150
    assert percent_used(whole=0, used=0, over=0) == 0


@given(st.integers(0, 400), st.integers(0, 400))
def test_each_rung_is_reached_once(first: int, second: int) -> None:
    early, late = sorted((first, second))
    ladder = (50, 80, 100, 150)

    before = rungs_reached(early, ladder, already=0)
    after = rungs_reached(late, ladder, already=max(before, default=0))

    assert before + after == [rung for rung in ladder if rung <= late]


def _rule(ordinal: int, **parts: object) -> Rule:
    usual: dict[str, object] = {
        "kinds": frozenset(),
        "categories": frozenset(),
        "areas": frozenset(),
        "target": "CENTRE",
    }
    return Rule(ordinal=ordinal, **{**usual, **parts})  # type: ignore[arg-type] # for tests


def test_first_matching_rule_decides_and_the_others_say_why_not() -> None:
    rules = [
        _rule(1, kinds=frozenset({"QUESTION"})),
        _rule(2, categories=frozenset({"ha-tang"}), areas=frozenset({"689"}), target="DISTRICT"),
        _rule(3, categories=frozenset({"ha-tang"}), target="COMMUNE"),
    ]
    matter = Matter("FIELD_REPORT", ("duong-hu-hong", "ha-tang"), ("25195", "688", "70"))

    tried = judge(rules, matter)

    rule = first_match(tried)
    assert rule is not None
    assert rule.target == "COMMUNE"
    assert [one.matches for one in tried] == [False, False, True]
    assert (tried[1].category, tried[1].area) == (True, False)
    assert first_match(judge(rules[:1], matter)) is None


def test_rules_behind_a_wider_one_are_named() -> None:
    rules = [
        _rule(1, kinds=frozenset({"QUESTION"})),
        _rule(2),
        _rule(3, categories=frozenset({"y-te"})),
    ]

    assert unreachable(rules) == [3]


@pytest.mark.parametrize(
    "personal",
    [
        "0912345678",
        "0912 345 678",
        "+84 912.345.678",
        "0271 3870 123",
        "079123456789",
        "an.nguyen@gmail.com",
        "an.nguyen @ gmail . com",
        "93B1-123.45",
        "51A 12345",
        "93-H1 2345",
    ],
)
def test_personal_data_is_hidden_at_every_occurrence(personal: str) -> None:
    text = f"Gọi tôi {personal} nhé, nhắc lại: {personal}."

    masked = mask_personal(text)

    assert masked.count(MASK) == 2
    assert personal not in masked


@pytest.mark.parametrize(
    "harmless",
    [
        "Quốc lộ 14, km 950, ngày 12/03/2021",
        "Nhà số 727, khu phố 3, từ 7 giờ 30 đến 17 giờ",
        "Đường ĐT.741 hư 200 m từ năm 2019",
        "Gọi 1022 hoặc 113",
    ],
)
def test_what_names_nobody_stays(harmless: str) -> None:
    assert mask_personal(harmless) == harmless


def test_the_reporters_own_name_is_hidden() -> None:
    text = "Tôi là Nguyễn Văn An, ấp 3. NGUYỄN VĂN AN xin cảm ơn."

    assert mask_personal(text, ["Nguyễn Văn An"]).count(MASK) == 2


@given(st.text(max_size=200), st.from_regex(r"\A0[35789]\d{8}\Z"))
def test_no_telephone_number_survives(around: str, number: str) -> None:
    text = f"{around} {number} {around}"

    assert number not in mask_personal(text)
    assert "".join(piece for piece, _hidden in cut_up(text)) == text
    found = find_personal(text)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


def test_codes_are_read_however_they_are_written() -> None:
    code = new_code()

    assert read_code(code.lower().replace("-", " ")) == code
    assert read_code("1022-OOOO-1111") is None
    assert read_secret(" AB2C-d3ef ") == "ab2cd3ef"
    assert secret_from(b"\x01" * 32) == secret_from(b"\x01" * 32)
    assert len(secret_from(b"\x02" * 32)) == 8


def test_distance_and_box_agree() -> None:
    centre, east = (11.535, 106.888), (11.535, 106.8903)

    metres = metres_between(centre, east)
    box = box_around(*centre, 260)

    assert 245 < metres < 255
    assert box.west < east[1] < box.east
    assert not box_around(*centre, 200).east > east[1]


def test_alike_means_near_of_one_category_and_in_similar_words() -> None:
    same = text_likeness("Ổ gà trước cổng trường Tân Phú", "o ga truoc cong truong tan phu")
    other = text_likeness("Ổ gà trước cổng trường Tân Phú", "Đèn đường không sáng ở ấp 3")

    assert same == 1.0
    assert other < 0.2
    near = score(metres=20, within=250, is_same_category=True, words=same)
    far = score(metres=240, within=250, is_same_category=False, words=other)
    assert near > 0.9
    assert far < 0.2


def test_work_is_proved_for_our_fresh_challenges_only() -> None:
    key = b"k" * 32
    challenge = write_challenge(key, 1_000_000, "abc")

    solution = next(str(n) for n in range(5_000_000) if is_solved(challenge, str(n), 8))

    assert is_ours(key, challenge, 1_000_100)
    assert not is_ours(key, challenge, 1_000_000 + 4 * 3600)
    assert not is_ours(b"x" * 32, challenge, 1_000_100)
    assert not is_ours(key, challenge.replace("abc", "abd"), 1_000_100)
    assert not is_solved(challenge, "", BITS)
    assert is_solved(challenge, solution, 8)
