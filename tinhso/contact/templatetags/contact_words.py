"""Names of categories in templates, in the reader's language."""

from django import template

from tinhso.contact.queries import catalogue

register = template.Library()


@register.filter
def category_name(code: str | None) -> str:
    """Give a category's name, empty when there is none."""
    return catalogue.category_name(code)
