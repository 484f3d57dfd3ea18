"""The desk: articles with a second person, rules edited and tried, shifts, quality, the board."""

from datetime import timedelta
from functools import partial

import pytest

from tinhso.contact import operations as do
from tinhso.contact.models import Article, RouteBook
from tinhso.contact.permissions import NotYourContact
from tinhso.contact.queries.board import look_at_board
from tinhso.contact.queries.catalogue import rules_of
from tinhso.contact.queries.knowledge import public_articles
from tinhso.contact.queries.routes import find_route
from tinhso.contact.tests.factories import AT, CENTRE, WARD, Line, report
from tinhso.core.actors import PUBLIC
from tinhso.core.rls import acting_as
from tinhso.orgs.api import organisation_date

pytestmark = pytest.mark.django_db
WORDS = do.ArticleText("Đăng ký khai sinh ở đâu?", "Tại UBND cấp xã nơi cư trú.", "Luật Hộ tịch")


def test_article_is_published_by_a_colleague_and_old_versions_stay() -> None:
    line = Line()
    author, colleague = line.actor(CENTRE), line.actor(CENTRE, "HEAD_OF_UNIT")
    with acting_as(author):
        article = do.write_article(words=WORDS, actor=author, at=AT).article
        with pytest.raises(do.SamePersonPublishes):
            do.publish_article(article=article, actor=author, at=AT)
    with acting_as(colleague):
        do.publish_article(article=article, actor=colleague, at=AT)
    changed = do.ArticleText("Đăng ký khai sinh ở đâu?", "Tại xã, hoặc trên mạng.")
    with acting_as(author):
        do.write_article(words=changed, actor=author, at=AT, article=article)

    with acting_as(PUBLIC):
        assert [one.text for one in public_articles("khai sinh")] == [WORDS.text]
    with acting_as(colleague):
        do.publish_article(article=article, actor=colleague, at=AT)
        with pytest.raises(do.NothingToPublish):
            do.publish_article(article=article, actor=colleague, at=AT)
    states = list(article.versions.order_by("number").values_list("state", flat=True))
    assert states == ["RETIRED", "PUBLISHED"]


def test_strangers_write_no_articles() -> None:
    line = Line()
    ward = line.actor(WARD)

    with acting_as(ward), pytest.raises(NotYourContact):
        do.write_article(words=WORDS, actor=ward, at=AT)
    assert not Article.objects.filter(title=WORDS.title).exists()


def test_draft_rules_are_tried_before_they_hold() -> None:
    line = Line()
    head, specialist = line.actor(CENTRE, "HEAD_OF_UNIT"), line.actor(CENTRE)
    with acting_as(specialist), pytest.raises(NotYourContact):
        do.start_book(actor=specialist, at=AT)
    words = do.RuleWords(
        kinds=("FIELD_REPORT",),
        categories=("duong-hu-hong",),
        areas=("25195",),
        target="AGENCY",
        agency_code="H10.04",
        is_direct=True,
        note="Thử",
    )

    with acting_as(head):
        book = do.start_book(actor=head, at=AT)
        do.save_rule(rule_id=None, ordinal=1, words=words, actor=head)
        asked = partial(
            find_route,
            kind="FIELD_REPORT",
            category="duong-hu-hong",
            area_code="25195",
            on=organisation_date(),
        )
        tried, held = asked(rules=rules_of(book)), asked()
        assert tried.agency == line.agencies["H10.04"]
        assert held.agency == line.agencies[WARD]
        do.put_in_force(actor=head, at=AT)
        with pytest.raises(do.NoDraftBook):
            do.remove_rule(rule_id=1, actor=head)

    assert RouteBook.objects.get(state="IN_FORCE").number == 2
    assert RouteBook.objects.filter(state="RETIRED").count() == 1


def test_board_counts_what_is_there_and_quality_is_judged_by_a_head() -> None:
    line = Line()
    operator, head = line.actor(CENTRE), line.actor(CENTRE, "HEAD_OF_UNIT")
    contact = report(actor=operator, category="quoc-lo-tinh-lo", channel="PHONE").contact
    later = AT + timedelta(minutes=5)
    with acting_as(operator):
        do.begin_shift(actor=operator, at=AT)
        do.begin_shift(actor=operator, at=later)
        do.answer_at_once(
            contact=contact, text="Đã ghi nhận, xin cảm ơn.", actor=operator, at=later
        )
        with pytest.raises(NotYourContact):
            do.review_quality(
                contact=contact, marks=do.Marks(5, 5, 5), text="", actor=operator, at=later
            )
    report(category="quoc-lo-tinh-lo")

    with acting_as(head):
        do.review_quality(contact=contact, marks=do.Marks(5, 4, 3), text="", actor=head, at=later)
        board = look_at_board(head, at=later)

    assert (board.received_today, board.answered_today, board.at_centre) == (2, 1, 1)
    assert [one.person_name for one in board.shifts] == [operator.name]
    assert board.mean_marks == 4.0
    with acting_as(operator):
        do.end_shift(actor=operator, at=later)
        assert look_at_board(operator, at=later).shifts == ()
