"""Words of a procedure in the reader's language."""

from django import template

from tinhso.procedures.views import presentation

register = template.Library()
register.filter("words", presentation.words)
