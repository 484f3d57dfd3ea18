"""Suggestions: said with their words, not at all when unsure, taught and examined honestly."""

import json
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tinhso.contact.queries.suggestions import suggester
from tinhso.contact.rules.classifier import Example, Lesson, WordModel, pruned
from tinhso.contact.rules.examining import FOLDS, fold
from tinhso.contact.rules.practice import make_reports, read_families
from tinhso.contact.rules.suggesting import LEAST_CONFIDENCE, Suggester, marked_words
from tinhso.contact.rules.themes import Told, find_themes
from tinhso.contact.rules.wording import features, folded

FOLDER = Path(settings.PROVINCE_PACK) / "contact"
TABLE = tomllib.loads((FOLDER / "report_phrases.toml").read_text("utf-8"))


@pytest.fixture(name="taught", scope="module")
def _taught() -> Suggester:
    found = suggester(Path(settings.PROVINCE_PACK))
    assert found is not None
    return found


def test_every_topic_belongs_to_a_category_of_the_province() -> None:
    known = {one["code"] for one in json.loads((FOLDER / "categories.json").read_text("utf-8"))}

    assert {topic["category"] for topic in TABLE["topic"]} <= known


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Rác chất đống bốc mùi hôi thối, không ai thu gom", "rac-thai"),
        ("rac chat dong boc mui hoi thoi, ko ai thu gom", "rac-thai"),
        ("den duong hu toi thui ca tuan nay", "den-duong"),
        ("hàng xóm hát karaoke loa kẹo kéo ầm ĩ không ngủ được", "tieng-on"),
    ],
)
def test_plain_reports_are_understood_with_and_without_accents(
    taught: Suggester, text: str, category: str
) -> None:
    first = taught.categories(text)[0]

    assert first.value == category
    assert first.confidence >= LEAST_CONFIDENCE
    assert {folded(word) for word in " ".join(first.words).split()} <= {
        word.lstrip("~") for word in features(text) if word.startswith("~")
    }


@pytest.mark.parametrize("text", ["", "xin chào anh chị", "lorem ipsum dolor", "12345 !!!"])
def test_nothing_is_said_when_unsure(taught: Suggester, text: str) -> None:
    assert taught.categories(text) == []


def test_danger_is_noticed(taught: Suggester) -> None:
    found = taught.urgency_of("dây điện đứt còn điện, nguy hiểm chết người, cần tới ngay")

    assert found is not None
    assert found.value == "EMERGENCY"


def test_ordinary_report_raises_no_alarm(taught: Suggester) -> None:
    assert taught.urgency_of("Cho hỏi thủ tục làm lại căn cước cần giấy gì") is None


@given(st.text(max_size=300))
def test_any_text_gets_an_answer_of_its_shape(text: str) -> None:
    taught = suggester(Path(settings.PROVINCE_PACK))
    assert taught is not None

    found = taught.categories(text)

    assert len(found) <= 3
    assert all(0 <= one.confidence <= 1.001 for one in found)


def test_model_survives_its_file(taught: Suggester) -> None:
    again = Suggester.from_json(json.loads(json.dumps(taught.as_json())))

    text = "nước máy đục ngầu không dám nấu ăn"
    assert again.categories(text) == taught.categories(text)


def test_folds_share_no_family() -> None:
    families = read_families(TABLE)

    for number in range(FOLDS):
        kept, out = fold(families, number)
        assert not {one.name for one in kept} & {one.name for one in out}
        assert len(kept) + len(out) == len(families)


def test_same_seed_makes_the_same_reports() -> None:
    families = read_families(TABLE)[:3]

    first, again = (list(make_reports(families, TABLE["slots"], each=3, seed=5)) for _ in range(2))

    assert first == again


def test_half_of_the_reports_have_no_accents() -> None:
    made = [text for _, text in make_reports(read_families(TABLE), TABLE["slots"], each=2, seed=1)]

    share = sum(text == folded(text) for text in made) / len(made)
    assert 0.35 < share < 0.65


def _lesson() -> WordModel:
    return Lesson(
        [
            Example(text, label)
            for label, texts in {
                "a": ("rác thối quá", "rác hôi quá", "đổ rác bậy"),
                "b": ("đèn tắt rồi", "đèn đường hư", "đèn tối quá"),
            }.items()
            for text in texts
        ],
        least=1,
    ).learn()


def test_lesson_learns_what_it_was_told() -> None:
    model = _lesson()

    assert model.guesses("rác ở đây")[0].label == "a"
    assert model.guesses("đèn ở đây")[0].label == "b"
    assert "rác" in model.guesses("rác ở đây")[0].words


def test_text_of_unknown_words_has_no_guess() -> None:
    assert _lesson().guesses("zzz") == []


def test_pruned_model_is_smaller_and_guesses_alike() -> None:
    model = _lesson()
    small = pruned(model, least=0.3)

    assert len(small.weights) <= len(model.weights)
    assert small.guesses("rác thối")[0].label == "a"


def test_told_words_are_marked_whatever_their_accents() -> None:
    marked = marked_words("Rac chất đống", ("rác",))

    assert marked == [("Rac", True), ("chất", False), ("đống", False)]


def test_reports_of_one_thing_become_a_theme_that_grows() -> None:
    texts = [
        "Cầu Đăk Lung rạn nứt nguy hiểm", "cau dak lung ran nut qua", "Cầu Đăk Lung nứt to lắm",
        "Rác chợ Đồng Xoài chưa dọn", "Mất điện cả đêm ở ấp 3",
    ]  # fmt: skip
    told = [Told(number, text, is_late=True) for number, text in enumerate(texts)]

    (theme,) = find_themes(told)

    assert theme.keys == (0, 1, 2)
    assert "dak lung" in theme.words
    assert theme.is_growing


def test_reports_of_different_things_make_no_theme() -> None:
    told = [Told(1, "Rác chưa dọn", is_late=False), Told(2, "Mất điện", is_late=True)]

    assert find_themes(told) == []
