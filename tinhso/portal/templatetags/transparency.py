"""Public numbers in templates: counts, shares, names."""

from django import template

from tinhso.cases.api import Measure, Numbers
from tinhso.portal.views.measures import MEASURE_NAMES
from tinhso.portal.views.transparency import satisfied as satisfied_words
from tinhso.portal.views.transparency import share as share_words

register = template.Library()


@register.simple_tag
def number(numbers: Numbers, measure: str) -> int:
    """Give one number."""
    return numbers.of(Measure(measure))


@register.simple_tag
def share(numbers: Numbers) -> str:
    """Give the share answered in time in words."""
    return share_words(numbers)


@register.simple_tag
def satisfied(numbers: Numbers) -> str:
    """Give how many of those who rated were satisfied."""
    return satisfied_words(numbers)


@register.simple_tag
def measures() -> list[tuple[str, str]]:
    """Give the key and the name of every public number."""
    return [(measure.value, str(name)) for measure, name in MEASURE_NAMES.items()]
