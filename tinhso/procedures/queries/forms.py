"""The forms of a version, compiled once and kept in memory."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from tinhso.procedures.models import ProcedureVersion
from tinhso.ui import schema_forms
from tinhso.ui.schema_forms import SchemaForm

_RESULT_TITLE = {"vi": "Nội dung kết quả", "en": "Content of the result"}


@dataclass(frozen=True, slots=True)
class _Source:
    """A schema named by the version it comes from: a draft's content may still change."""

    version_id: int
    content_hash: str
    part: str
    schema: dict[str, Any] = field(compare=False, repr=False)


def load_form(version: ProcedureVersion) -> SchemaForm:
    """Give the form the applicant fills in."""
    source = _Source(version.pk, version.content_hash, "form", version.content["form"])
    return _compiled(source)


def load_result_form(version: ProcedureVersion) -> SchemaForm:
    """Give the form of what the officer adds to the result; without pages when nothing is."""
    extra = version.content["result_template"]["extra_fields"]
    return _compiled(_Source(version.pk, version.content_hash, "result", result_schema(extra)))


def result_schema(extra_fields: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the one-page form schema of a result template's extra fields."""
    codes = [extra["code"] for extra in extra_fields]
    page = {"code": "result", "title": _RESULT_TITLE, "help": None, "fields": codes}
    pages = [{**page, "show_if": None}] if codes else []
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "additionalProperties": False,
        "x-pages": pages,
        "properties": {extra["code"]: extra["property"] for extra in extra_fields},
        "required": [extra["code"] for extra in extra_fields if extra["is_required"]],
    }


@lru_cache(maxsize=512)
def _compiled(source: _Source) -> SchemaForm:
    return schema_forms.load_form(source.schema)
