"""The rows of officers' lists of cases, drawn by patterns: twenty rows cost what one tag does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tinhso.cases.views.officer.rows import CaseRow
from tinhso.ui.patterns import Pattern

register = template.Library()

_ROW = Pattern(
    "<tr>\n"
    '    <td data-label="{case_label}"><div>{choice}<a href="{url}">{title}</a>{subtitle}'
    "</div></td>\n"
    '    <td data-label="{applicant_label}"><div>{applicant}'
    '<span class="ts-table__note">{channel}</span></div></td>\n'
    '    <td data-label="{state_label}"><div><span class="ts-tag ts-tag--{tone}">{state}</span>'
    "{holder}</div></td>\n"
    '    <td data-label="{filed_label}"><div>{filed}</div></td>\n'
    '    <td data-label="{due_label}"><div>{due}</div></td>\n'
    "  </tr>"
)
_CHOICE = Pattern(
    '<label class="co-choose"><input type="checkbox" name="ho-so" value="{token}" form="{form}">'
    '<span class="govuk-visually-hidden">{choose} {title}</span></label>'
)
_NOTE = Pattern('<span class="ts-table__note">{text}</span>')
_NAMED = Pattern("{holder} · <strong>{named}</strong>")
_DUE = Pattern('<span class="ts-deadline ts-deadline--{tone}">{text}</span>')
_NOTHING = SafeString("")


@register.simple_tag
def case_lines(rows: Iterable[CaseRow], chooser: str = "") -> SafeString:
    """Draw the rows of a table of cases; ``chooser`` is the id of the form taking chosen ones."""
    labels = {
        "case_label": conditional_escape(pgettext("one", "Hồ sơ")),
        "applicant_label": conditional_escape(_("Người nộp")),
        "state_label": conditional_escape(_("Trạng thái")),
        "filed_label": conditional_escape(_("Nộp lúc")),
        "due_label": conditional_escape(_("Hạn")),
    }
    words = _Words(chooser, conditional_escape(_("Chọn")), conditional_escape(_("giao cho bạn")))
    lines = [_line(row, words, labels) for row in rows]
    return mark_safe("".join(lines))  # noqa: S308 - patterns escape every value


@dataclass(frozen=True, slots=True)
class _Words:
    """What every row says alike."""

    chooser: str
    choose: str
    named: str


def _line(row: CaseRow, words: _Words, labels: Mapping[str, str]) -> SafeString:
    title = conditional_escape(row.code or row.procedure_name)
    return _ROW.fill(
        **labels,
        choice=_choice(row, title, words),
        url=row.url,
        title=title,
        subtitle=_NOTE.fill(text=row.procedure_name) if row.code else _NOTHING,
        applicant=row.applicant_name,
        channel=row.channel,
        tone=row.tone,
        state=row.state,
        holder=_holder(row, words),
        filed=row.filed,
        due=_due(row),
    )


def _choice(row: CaseRow, title: SafeString, words: _Words) -> SafeString:
    if not words.chooser:
        return _NOTHING
    return _CHOICE.fill(token=row.token, form=words.chooser, choose=words.choose, title=title)


def _holder(row: CaseRow, words: _Words) -> SafeString:
    if row.is_named_to_reader:
        return _NOTE.fill(text=_NAMED.fill(holder=row.holder, named=words.named))
    return _NOTE.fill(text=row.holder) if row.holder else _NOTHING


def _due(row: CaseRow) -> str:
    if row.deadline is None:
        return "–"
    note = _NOTE.fill(text=row.due) if row.due else ""
    return SafeString(_DUE.fill(tone=row.deadline.tone, text=row.deadline.text) + note)
