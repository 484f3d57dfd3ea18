"""Shapes of the JSON API of cases, with examples."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict


class Applicant(Schema):
    """The person a clerk files for, as on their identity card."""

    full_name: str = Field(min_length=1, max_length=120, examples=["Nguyễn Thị Lan Anh"])
    identity_number: str = Field(pattern=r"^[0-9]{12}$", examples=["070194000123"])
    birth_date: date
    phone: str = Field("", max_length=20)
    email: str = Field("", max_length=200)
    address: str = Field("", max_length=300)
    area_code: str = Field("", max_length=10)


class Filing(Schema):
    """An application to file: what the procedure's form asks, papers uploaded before."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "procedure": "dang-ky-khai-sinh",
                    "area_code": "25195",
                    "form": {"child_full_name": "Nguyễn Minh Khuê", "child_sex": "FEMALE"},
                    "papers": {"birth-notice": ["zshhzbh4eaqya323qqnbhp9464"]},
                }
            ]
        },
    )

    procedure: str = Field(max_length=120, description="Slug of the procedure")
    area_code: str = Field("", max_length=10, description="Commune or district that decides")
    variant: str = Field(
        "", max_length=80, description="Case within the procedure, where it knows several"
    )
    form: dict[str, Any]
    papers: dict[str, list[str]] = Field(
        default_factory=dict, description="Tokens of uploads by code of paper"
    )
    applicant: Applicant | None = Field(None, description="Clerks only: whom they file for")


class CaseSummary(Schema):
    """A case in a few words."""

    token: str
    code: str | None
    procedure_name: str
    applicant_name: str
    channel: str
    variant: str
    state: str
    national_state_code: int
    filed_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    step_code: str
    step_role: str


class CasePage(Schema):
    """A page of cases, what falls due first first."""

    items: list[CaseSummary]
    next_cursor: str | None
    previous_cursor: str | None


class Happening(Schema):
    """One thing that happened to a case."""

    kind: str
    at: datetime
    actor_name: str
    agency_name: str
    facts: dict[str, Any]


class AttachedPaper(Schema):
    """A paper of a case."""

    paper_code: str
    name: str
    file_name: str
    url: str


class IssuedResult(Schema):
    """The signed result."""

    notation: str
    title: str
    url: str
    verification_url: str


class OpenedBranch(Schema):
    """Work another agency does, or did, on a case; ``id`` names it in actions."""

    id: int
    agency: str
    task: str
    hours: int
    due_at: datetime
    closed_at: datetime | None
    answer: str


class CaseDetail(CaseSummary):
    """A case with its history, papers and what the reader may do."""

    receiving_agency: str
    competent_agency: str
    decided_at: datetime | None
    returned_at: datetime | None
    fee_vnd: int
    due_reasons: list[str]
    form: dict[str, Any]
    events: list[Happening]
    papers: list[AttachedPaper]
    result: IssuedResult | None
    branches: list[OpenedBranch]
    allowed_actions: list[str]


class ActionName(StrEnum):
    """What may be done to a case."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    REQUEST_SUPPLEMENT = "request-supplement"
    PROVIDE_SUPPLEMENT = "provide-supplement"
    FORWARD = "forward"
    RETURN_STEP = "return"
    CONSULT = "consult"
    DRAFT_RESULT = "draft-result"
    SIGN_RESULT = "sign-result"
    ISSUE_RESULT = "issue-result"
    HAND_OVER = "hand-over"
    WITHDRAW = "withdraw"
    RATE = "rate"
    OPEN_BRANCHES = "open-branches"
    FINISH_BRANCH = "finish-branch"
    RECALL_BRANCH = "recall-branch"
    PLAN_INSPECTION = "plan-inspection"
    RECORD_INSPECTION = "record-inspection"
    COMPLAIN = "complain"
    ANSWER_COMPLAINT = "answer-complaint"


class Branch(Schema):
    """Work for another agency, done while the case waits at its step."""

    agency_id: int
    task: str = Field(min_length=1, max_length=2000, examples=["Xác minh cư trú"])
    hours: int = Field(ge=1, le=400, description="Working hours; 8 are a day")


class PlannedInspection(Schema):
    """When and where a look on the spot is planned, and who goes."""

    planned_at: AwareDatetime
    place: str = Field(min_length=1, max_length=300)
    people: list[str] = Field(min_length=1, max_length=20)


class Finding(Schema):
    """What was found on the spot; photos are tokens of uploads."""

    outcome: Literal["CONFORMS", "PARTLY", "FAILS"]
    photos: list[str] = Field(default_factory=list, max_length=20)


class ActionBody(Schema):
    """What an action needs; each reads only its own members.

    ``refuse``: reason, legal_basis · ``request-supplement``: reason, paper_codes ·
    ``provide-supplement``: papers, form, message · ``forward``: note, person_id ·
    ``return``, ``withdraw``: reason · ``consult``: agency_id, question ·
    ``draft-result``: form · ``rate``: score, message · ``open-branches``: branches ·
    ``finish-branch``: branch_id, message · ``recall-branch``: branch_id, reason ·
    ``plan-inspection``: inspection · ``record-inspection``: finding, message ·
    ``complain``: message · ``answer-complaint``: complaint_outcome, message ·
    the others: nothing.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"reason": "Ảnh giấy chứng sinh bị mờ", "paper_codes": ["birth-notice"]},
            ]
        },
    )

    reason: str = Field("", max_length=2000)
    legal_basis: str = Field("", max_length=500)
    paper_codes: list[str] = Field(default_factory=list)
    papers: dict[str, list[str]] = Field(default_factory=dict)
    form: dict[str, Any] = Field(default_factory=dict)
    message: str = Field("", max_length=2000)
    note: str = Field("", max_length=2000)
    person_id: int | None = None
    agency_id: int | None = None
    question: str = Field("", max_length=2000)
    score: int = 0
    branches: list[Branch] = Field(default_factory=list, max_length=10)
    branch_id: int | None = None
    inspection: PlannedInspection | None = None
    finding: Finding | None = None
    complaint_outcome: Literal["UPHELD", "PARTLY", "REJECTED"] | None = None


class Problem(Schema):
    """Why a request was refused (RFC 9457); ``errors`` names fields, ``codes`` papers."""

    title: str
    status: int
    code: str
    detail: str
    errors: dict[str, str] | None = None
    codes: list[str] | None = None
