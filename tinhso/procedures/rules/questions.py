"""Pages and questions of a form, edited so that what is required stays right.

A page shown only for one answer requires its questions by a condition (``allOf``); an
unconditional page by ``required``. Both follow from the pages and the names required.
"""

import copy
from collections.abc import Collection, Mapping
from typing import Any

from tinhso.procedures.rules.editing import moved

Form = dict[str, Any]
Page = dict[str, Any]


def required_names(form: Mapping[str, Any]) -> set[str]:
    """Give the names of the questions that must be answered where they are asked."""
    names = set(form["required"])
    for rule in form.get("allOf") or []:
        if _condition_of(rule) in _conditions(form):
            names |= set(rule["then"]["required"])
    return names


def find_page(form: Mapping[str, Any], code: str) -> Page | None:
    """Give the page with a code, or ``None``."""
    return next((page for page in form["x-pages"] if page["code"] == code), None)


def with_page(form: Form, page: Page, code: str | None = None) -> Form:
    """Give the form with a page changed, or added before the last one without a code.

    The last page holds the declaration, which stays last.
    """
    required, changed = required_names(form), copy.deepcopy(form)
    pages = changed["x-pages"]
    if code is None:
        pages.insert(max(len(pages) - 1, 0), {**page, "fields": []})
    else:
        at = _at(form, code)
        pages[at] = {**pages[at], **page}
    return _settled(changed, required)


def with_page_moved(form: Form, code: str, by: int) -> Form:
    """Give the form with a page moved up (-1) or down (1)."""
    required, changed = required_names(form), copy.deepcopy(form)
    changed["x-pages"] = moved(changed["x-pages"], _at(form, code), by)
    return _settled(changed, required)


def without_page(form: Form, code: str) -> Form:
    """Give the form without a page and its questions."""
    required, changed = required_names(form), copy.deepcopy(form)
    page = changed["x-pages"].pop(_at(form, code))
    for name in page["fields"]:
        changed["properties"].pop(name, None)
    return _settled(changed, required - set(page["fields"]))


def with_question(
    form: Form, name: str, question: Mapping[str, Any], *, page: str, is_required: bool
) -> Form:
    """Give the form with a question changed, or added at the end of a page."""
    required, changed = required_names(form), copy.deepcopy(form)
    changed["properties"][name] = dict(question)
    fields = changed["x-pages"][_at(form, page)]["fields"]
    if name not in fields:
        fields.append(name)
    return _settled(changed, required | {name} if is_required else required - {name})


def renamed(form: Form, name: str, new: str) -> Form:
    """Give the form with a question called otherwise, in its place, conditions included."""
    required, changed = required_names(form), copy.deepcopy(form)
    changed["properties"] = {
        new if known == name else known: question
        for known, question in changed["properties"].items()
    }
    for page in changed["x-pages"]:
        page["fields"] = [new if field == name else field for field in page["fields"]]
        if page["show_if"] and page["show_if"]["field"] == name:
            page["show_if"]["field"] = new
    return _settled(changed, {new if known == name else known for known in required})


def with_question_moved(form: Form, name: str, by: int) -> Form:
    """Give the form with a question moved within its page; at the edge on to the next page."""
    required, changed = required_names(form), copy.deepcopy(form)
    at = next(at for at, page in enumerate(form["x-pages"]) if name in page["fields"])
    fields = changed["x-pages"][at]["fields"]
    place = fields.index(name)
    neighbour = at + by
    if 0 <= place + by < len(fields):
        changed["x-pages"][at]["fields"] = moved(fields, place, by)
    elif 0 <= neighbour < len(form["x-pages"]):
        fields.remove(name)
        others = changed["x-pages"][neighbour]["fields"]
        others.insert(0 if by > 0 else len(others), name)
    return _settled(changed, required)


def without_question(form: Form, name: str) -> Form:
    """Give the form without a question; pages that depended on it are always shown then."""
    required, changed = required_names(form), copy.deepcopy(form)
    changed["properties"].pop(name)
    for page in changed["x-pages"]:
        page["fields"] = [field for field in page["fields"] if field != name]
        if page["show_if"] and page["show_if"]["field"] == name:
            page["show_if"] = None
    return _settled(changed, required - {name})


def settled(form: Form) -> Form:
    """Give the form with its requirements written anew from its pages: the same, when right."""
    return _settled(copy.deepcopy(form), required_names(form))


def _settled(form: Form, required: Collection[str]) -> Form:
    """Write what is required: always on pages always shown, by condition on the others."""
    known = _conditions(form)
    others = [rule for rule in form.get("allOf") or [] if not _is_of_pages(rule)]
    always: list[str] = []
    rules: dict[tuple[str, Any], list[str]] = {condition: [] for condition in known}
    for page in form["x-pages"]:
        wanted = [name for name in page["fields"] if name in required]
        if page["show_if"]:
            rules[page["show_if"]["field"], page["show_if"]["equals"]] += wanted
        else:
            always += wanted
    written = [_rule(condition, names) for condition, names in rules.items() if names]
    form["required"] = always
    form.pop("allOf", None)
    if written or others:
        form["allOf"] = written + others
    return form


def _conditions(form: Mapping[str, Any]) -> dict[tuple[str, Any], None]:
    shown = [page["show_if"] for page in form["x-pages"] if page["show_if"]]
    return {(show_if["field"], show_if["equals"]): None for show_if in shown}


def _rule(condition: tuple[str, Any], names: list[str]) -> dict[str, Any]:
    name, value = condition
    return {
        "if": {"properties": {name: {"const": value}}, "required": [name]},
        "then": {"required": names},
    }


def _is_of_pages(rule: Mapping[str, Any]) -> bool:
    return _condition_of(rule) is not None


def _condition_of(rule: Mapping[str, Any]) -> tuple[str, Any] | None:
    """Give the answer a rule of a page depends on; ``None`` for a rule of another kind."""
    asked = rule["if"].get("properties", {})
    is_plain = len(asked) == 1 and set(rule["then"]) == {"required"}
    if not is_plain:
        return None
    name, test = next(iter(asked.items()))
    return (name, test["const"]) if set(test) == {"const"} else None


def _at(form: Mapping[str, Any], code: str) -> int:
    return next(at for at, page in enumerate(form["x-pages"]) if page["code"] == code)
