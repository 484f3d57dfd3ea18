"""The components as template tags: ``{% load ui %}``; each is shown on the gallery page /ui/."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import segno
from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import RequestContext
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tinhso.core.side_by_side import LinePair
from tinhso.ui.components import (
    Bar,
    Crumb,
    ErrorLink,
    FieldView,
    Filter,
    Option,
    StepItem,
    SummaryRow,
    TabItem,
    Table,
    TimelineEntry,
    Tone,
)
from tinhso.ui.fields import error_links, field_view
from tinhso.ui.parts import draw_part
from tinhso.ui.patterns import Pattern

register = template.Library()
_FOLDER = "ui/components"
_OPTION = Pattern('<option value="{value}"{selected}>{label}</option>')
_SELECTED, _NOTHING = SafeString(" selected"), SafeString("")
Context = dict[str, Any]


@register.simple_tag(takes_context=True)
def ui_part(context: RequestContext, template: str, entries: Sequence[Any] = ()) -> SafeString:
    """Draw a part of the frame; ``entries`` is all it shows beside language and who acts."""
    return draw_part(context, template, entries or ())


@register.inclusion_tag(f"{_FOLDER}/button/button.html")
def ui_button(
    text: str, href: str = "", variant: str = "primary", name: str = "", value: str = ""
) -> Context:
    """Draw a button that sends the form, or a link that looks like one."""
    return {"text": text, "href": href, "variant": variant, "name": name, "value": value}


@register.inclusion_tag(f"{_FOLDER}/field/field.html")
def ui_field(field: BoundField | FieldView, *, heading: bool = False) -> Context:
    """Draw one question with its hint and error; ``heading`` makes its label the page's title."""
    view = field if isinstance(field, FieldView) else field_view(field)
    return {"field": view, "is_heading": heading or view.is_heading}


@register.simple_tag
def ui_options(options: Sequence[Option]) -> SafeString:
    """Draw the choices of a list; there may be hundreds."""
    drawn = [
        _OPTION.fill(
            value=option.value,
            selected=_SELECTED if option.is_selected else _NOTHING,
            label=option.label,
        )
        for option in options
    ]
    return mark_safe("".join(drawn))  # noqa: S308 - the pattern escapes every value


@register.inclusion_tag(f"{_FOLDER}/field/fields.html")
def ui_form(form: forms.BaseForm) -> Context:
    """Draw every question of a form in order; hidden ones are kept."""
    views = [field_view(bound) for bound in form.visible_fields()]
    return {"fields": views, "hidden_fields": form.hidden_fields()}


@register.inclusion_tag(f"{_FOLDER}/error_summary/error_summary.html")
def ui_error_summary(source: forms.BaseForm | Sequence[ErrorLink]) -> Context:
    """Draw the list of what must be put right, above the heading; nothing without errors."""
    return {"errors": error_links(source) if isinstance(source, forms.BaseForm) else source}


@register.inclusion_tag(f"{_FOLDER}/banner/banner.html")
def ui_banner(text: str, tone: str = "info", title: str = "") -> Context:
    """Draw a message across the page; success and danger are announced."""
    return {"text": text, "tone": tone, "title": title}


@register.inclusion_tag(f"{_FOLDER}/tag/tag.html")
def ui_tag(text: str, tone: str = "neutral") -> Context:
    """Draw a status in a word or two."""
    return {"text": text, "tone": tone}


@register.inclusion_tag(f"{_FOLDER}/deadline/deadline.html")
def ui_deadline(days_left: int | None, due_at: datetime | None = None) -> Context:
    """Draw how many working days are left: below zero is overdue, ``None`` is a stopped clock."""
    text, tone = deadline_words(days_left)
    return {"text": text, "tone": tone, "due_at": due_at}


def deadline_words(days_left: int | None) -> tuple[str, Tone]:
    """Give the words and the colour of a deadline."""
    if days_left is None:
        return _("Tạm dừng tính hạn"), Tone.NEUTRAL
    if days_left < 0:
        late = -days_left
        words = ngettext("Quá hạn %(n)s ngày làm việc", "Quá hạn %(n)s ngày làm việc", late)
        return words % {"n": late}, Tone.DANGER
    if days_left == 0:
        return _("Đến hạn hôm nay"), Tone.WARNING
    words = ngettext("Còn %(n)s ngày làm việc", "Còn %(n)s ngày làm việc", days_left)
    return words % {"n": days_left}, Tone.WARNING if days_left == 1 else Tone.SUCCESS


@register.inclusion_tag(f"{_FOLDER}/summary_list/summary_list.html")
def ui_summary_list(rows: Sequence[SummaryRow], title: str = "", change_url: str = "") -> Context:
    """Draw answers to check, each with a link that changes it, under an optional title."""
    return {"rows": rows, "title": title, "change_url": change_url}


@register.inclusion_tag(f"{_FOLDER}/timeline/timeline.html")
def ui_timeline(entries: Sequence[TimelineEntry]) -> Context:
    """Draw what happened to a case and what comes next."""
    return {"entries": entries}


@register.inclusion_tag(f"{_FOLDER}/compare/compare.html")
def ui_compare(lines: Sequence[LinePair], left_title: str = "", right_title: str = "") -> Context:
    """Draw two texts beside each other, what differs marked."""
    return {
        "lines": lines,
        "left_title": left_title or _("Bản trước"),
        "right_title": right_title or _("Bản sau"),
    }


@register.inclusion_tag(f"{_FOLDER}/steps/steps.html")
def ui_steps(steps: Sequence[StepItem], label: str = "") -> Context:
    """Draw a list of steps with how far each has come."""
    return {"steps": steps, "label": label or _("Các bước")}


@register.inclusion_tag(f"{_FOLDER}/progress/progress.html")
def ui_progress(current: int, total: int) -> Context:
    """Draw which page of how many the reader is on."""
    return {"current": current, "total": total}


@register.inclusion_tag(f"{_FOLDER}/tabs/tabs.html")
def ui_tabs(tabs: Sequence[TabItem], label: str = "") -> Context:
    """Draw links between parts of a page."""
    return {"tabs": tabs, "label": label or _("Các mục")}


@register.inclusion_tag(f"{_FOLDER}/breadcrumbs/breadcrumbs.html")
def ui_breadcrumbs(*parts: str | Sequence[Crumb]) -> Context:
    """Draw the path to this page: pairs of label and address, or one list of crumbs."""
    if parts and not isinstance(parts[0], str):
        return {"crumbs": parts[0]}
    texts = [str(part) for part in parts]
    urls = [*texts[1::2], ""]
    return {"crumbs": [Crumb(a, b) for a, b in zip(texts[::2], urls, strict=False)]}


@register.inclusion_tag(f"{_FOLDER}/empty/empty.html")
def ui_empty(title: str, text: str = "", action_url: str = "", action_text: str = "") -> Context:
    """Draw what a list shows when nothing is in it, with what to do next."""
    return {"title": title, "text": text, "action_url": action_url, "action_text": action_text}


@register.inclusion_tag(f"{_FOLDER}/stat/stat.html")
def ui_stat(
    label: str, value: object, url: str = "", note: str = "", tone: str = "neutral"
) -> Context:
    """Draw one number with its meaning."""
    return {"label": label, "value": value, "url": url, "note": note, "tone": tone}


@register.inclusion_tag(f"{_FOLDER}/bars/bars.html")
def ui_bars(bars: Sequence[Bar], caption: str, whole: float = 0) -> Context:
    """Draw bars with their numbers written out, against the largest or against ``whole``."""
    largest = whole or max((bar.value for bar in bars), default=0) or 1
    lines = [{"bar": bar, "width": f"{100 * bar.value / largest:.1f}"} for bar in bars]
    return {"lines": lines, "caption": caption}


@register.inclusion_tag(f"{_FOLDER}/table/table.html")
def ui_table(table: Table) -> Context:
    """Draw a table that becomes cards on a phone."""
    return {"table": table}


@register.inclusion_tag(f"{_FOLDER}/pagination/pagination.html", takes_context=True)
def ui_pagination(context: RequestContext, keyset_page: Any, parameter: str = "trang") -> Context:
    """Draw links to the next and the previous page of a list, keeping the other parameters."""
    query = context["request"].GET.copy()

    def address(cursor: str | None) -> str:
        if not cursor:
            return ""
        query[parameter] = cursor
        return f"?{query.urlencode()}"

    return {
        "previous_url": address(keyset_page.previous_cursor),
        "next_url": address(keyset_page.next_cursor),
    }


@register.inclusion_tag(f"{_FOLDER}/search_box/search_box.html")
def ui_search_box(
    action: str, label: str, value: str = "", name: str = "q", hint: str = ""
) -> Context:
    """Draw a search box with its button."""
    return {"action": action, "label": label, "value": value, "name": name, "hint": hint}


@register.inclusion_tag(f"{_FOLDER}/filters/filters.html")
def ui_filters(
    filters: Sequence[Filter], action: str = "", kept: Mapping[str, str] | None = None
) -> Context:
    """Draw choices that narrow a list, folded until one is made; ``kept`` parameters stay."""
    kept = {name: value for name, value in (kept or {}).items() if value}
    return {
        "filters": filters,
        "action": action,
        "active_count": sum(1 for choice in filters if choice.value),
        "kept": kept,
        "kept_query": urlencode(kept),
    }


@register.inclusion_tag(f"{_FOLDER}/print_button/print_button.html")
def ui_print_button(text: str = "") -> Context:
    """Draw a button that prints; it appears only where scripts run."""
    return {"text": text or _("In trang này")}


@register.simple_tag
def ui_qr(content: str, label: str = "") -> SafeString:
    """Draw a QR code as SVG with a text for those who cannot see it."""
    title = label or _("Mã QR dẫn đến %(address)s") % {"address": content}
    drawing = segno.make(content, error="m", micro=False).svg_inline(
        scale=4, border=2, title=title, svgclass="ts-qr", lineclass="ts-qr__line", omitsize=True
    )
    named = drawing.replace("<svg ", '<svg role="img" ', 1)
    return mark_safe(named)  # noqa: S308 - segno escapes the title, the rest is geometry
