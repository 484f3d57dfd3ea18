"""Amounts and states of claims in templates: ``{% load payments %}``."""

from django import template

from tinhso.core.money import format_vnd
from tinhso.payments.models import PaymentIntent
from tinhso.payments.permissions import ACCOUNTANTS
from tinhso.payments.queries.papers import way_name
from tinhso.payments.queries.reading import describe_intent
from tinhso.ui.navigation import actor_of
from tinhso.ui.templatetags.ui import Context

register = template.Library()


@register.filter
def vnd(amount_vnd: int) -> str:
    """Write an amount in đồng; below zero with its sign."""
    return f"-{format_vnd(-amount_vnd)}" if amount_vnd < 0 else format_vnd(amount_vnd)


@register.filter
def way_words(provider: str) -> str:
    """Write a way of paying."""
    return way_name(provider)


@register.inclusion_tag("ui/components/tag/tag.html")
def intent_tag(intent: PaymentIntent) -> Context:
    """Draw how a claim stands."""
    described = describe_intent(intent)
    return {"text": described.words, "tone": described.tone}


@register.simple_tag(takes_context=True)
def sees_differences(context: Context) -> bool:
    """Tell whether the reader may open the disagreements with providers."""
    return bool(actor_of(context["request"]).roles & ACCOUNTANTS)
