"""Inside the platform: writes the cases, signs the cast in, publishes the two-step procedure."""

import copy
import json
import sys
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - only after the platform is set up
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402

from benchmarks.generate import generate_cases  # noqa: E402
from tinhso.cases.models import Case  # noqa: E402
from tinhso.cases.operations.demo import read_examples  # noqa: E402
from tinhso.core.actors import SYSTEM, Actor, ActorKind  # noqa: E402
from tinhso.core.clock import now, today  # noqa: E402
from tinhso.core.rls import acting_as  # noqa: E402
from tinhso.documents.api import receive_upload  # noqa: E402
from tinhso.identity.models import CitizenAccount, OfficerAccount  # noqa: E402
from tinhso.identity.permissions import begin_session  # noqa: E402
from tinhso.orgs.api import organisation_date  # noqa: E402
from tinhso.procedures.api import get_current_version, import_catalogue  # noqa: E402
from tinhso.procedures.gateways.pack import check  # noqa: E402

SLUG = "dang-ky-khai-sinh"
_DECIDED_BY_ONE = {
    "kind": "DEPARTMENT",
    "tier": "PROVINCE",
    "department_short_name": "Sở Giao thông vận tải",
}
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def main() -> None:
    """Prepare everything and write the cast to the file named."""
    count, out = int(sys.argv[1]), Path(sys.argv[2])
    version = get_current_version(SLUG, today())
    generate_cases(count, version_id=version.pk, on=str(organisation_date()))
    with acting_as(SYSTEM):
        cast = {
            "citizens": [_citizen(number) for number in range(8)],
            "officer": _officer(),
            "two_step": _publish(_two_step_form()),
            "four_step": _publish(_with_place_and_papers()),
        }
    out.write_text(json.dumps(cast, ensure_ascii=False), encoding="utf-8")


def _citizen(number: int) -> dict[str, Any]:
    account = list(CitizenAccount.objects.select_related("person").order_by("pk"))[number]
    actor = Actor(
        kind=ActorKind.CITIZEN, name=account.person.full_name, person_id=account.person_id
    )
    with acting_as(actor):
        upload = receive_upload(
            file=SimpleUploadedFile("giay.png", _PNG, "image/png"),
            actor=actor,
            purpose="bench",
            accept=["image/png"],
            at=now(),
        )
    answers = read_examples(settings.PROVINCE_PACK)[SLUG][0]
    return {
        "session": sign_in(ActorKind.CITIZEN, account.pk, account.assurance),
        "filing": {
            "procedure": SLUG,
            "area_code": "25195",
            "form": answers,
            "papers": {"birth-notice": [upload.token]},
        },
    }


def _officer() -> dict[str, Any]:
    account = OfficerAccount.objects.get(username="specialist.tanphu")
    appointment = account.person.appointments.get()
    cases = Case.objects.filter(step_role="SPECIALIST", step_agency=appointment.agency_id)
    return {
        "session": sign_in(ActorKind.OFFICER, account.pk, ""),
        "tokens": list(cases.values_list("token", flat=True)[:200]),
    }


def sign_in(kind: ActorKind, account_id: int, assurance: str) -> str:
    """Sign an account in; gives the session's key."""
    session = SessionStore()
    begin_session(session, kind=kind, account_id=account_id, assurance=assurance)
    session.save()
    return str(session.session_key)


def _two_step_form() -> dict[str, Any]:
    """Give a procedure whose way has the form's two pages only: one department decides."""
    content = _of_two_pages("1.999998", "hai-buoc")
    return {**content, "papers": [], "deciding_agency": _DECIDED_BY_ONE}


def _with_place_and_papers() -> dict[str, Any]:
    """Give one that also asks where, by 112 choices, and for a paper nobody has to attach."""
    content = _of_two_pages("1.999999", "bon-buoc")
    return {**content, "papers": [dict(content["papers"][0], is_required=False)]}


def _of_two_pages(code: str, slug: str) -> dict[str, Any]:
    content: dict[str, Any] = copy.deepcopy(get_current_version(SLUG, today()).content)
    content["code"]["value"], content["slug"] = code, slug
    content["name"] = {"vi": "Đề nghị hai bước", "en": "Two-step request"}
    content["form"] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "additionalProperties": False,
        "required": ["request", "reason"],
        "properties": {name: _text(name) for name in ("request", "reason")},
        "x-pages": [_page(name) for name in ("request", "reason")],
    }
    # No question of these forms says how many copies: an officer would find out.
    content["fee_table"]["quantities"]["copies"]["answer"] = ""
    return content


def _publish(content: dict[str, Any]) -> str:
    report = import_catalogue(entries=[check("bench.json", content)], actor=SYSTEM, at=now())
    if report.has_errors:
        raise ValueError(report.rows[0].problems)
    return str(content["slug"])


def _text(name: str) -> dict[str, Any]:
    return {
        "type": "string",
        "title": name,
        "x-title": {"vi": "Nội dung", "en": "Content"},
        "x-help": None,
        "x-widget": "text",
        "minLength": 2,
        "maxLength": 200,
    }


def _page(name: str) -> dict[str, Any]:
    title = {"vi": "Nội dung đề nghị", "en": "Request"}
    return {"code": name, "title": title, "help": None, "fields": [name], "show_if": None}


if __name__ == "__main__":
    main()
