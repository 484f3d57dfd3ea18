"""People for tests, and signing them in without their password or provider."""

from datetime import UTC, date, datetime
from itertools import count

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.test import Client

from tinhso.core import clock
from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.outbox import Delivery
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.identity.gateways.population_register import send_correction
from tinhso.identity.models import Appointment, CitizenAccount, Mandate, OfficerAccount, Person
from tinhso.identity.operations import MandateTerms, answer_mandate, propose_mandate
from tinhso.identity.permissions.sessions import begin_session, forget_presence, presence_of
from tinhso.orgs.api import Agency, Position

AT = datetime(2021, 6, 1, 2, 0, tzinfo=UTC)
APPOINTED_ON = date(2021, 1, 1)
PASSWORD = "mat-khau-thu"
_numbers = count(1)


def make_person(**columns: object) -> Person:
    """Make a person with an identity number of their own (empty text: without one)."""
    number = next(_numbers)
    values: dict[str, object] = {
        "full_name": "Nguyễn Thị Lan Anh",
        "birth_date": date(1994, 3, 12),
        "sex": "FEMALE",
        "identity_number": f"000194{number:06d}",
        "phone": "0900000101",
        "email": f"nguoi-{number}@congdan.example",
        "address": "Số 12 đường Hùng Vương",
        "area_code": "25195",
        "created_at": AT,
        **columns,
    }
    identity_number = str(values["identity_number"])
    if identity_number:
        values.setdefault("identity_index", blind_index(identity_number))
    return Person.objects.create(**values)


def make_citizen(*, assurance: str = "2", **columns: object) -> CitizenAccount:
    """Make a citizen who signed in through the provider before."""
    person = make_person(**columns)
    return CitizenAccount.objects.create(
        person=person,
        issuer=settings.OIDC_ISSUER,
        subject=f"sub-{person.id}",
        assurance=assurance,
        created_at=AT,
    )


def make_position(agency: Agency, role: str = "CLERK", **columns: object) -> Position:
    """Make a position of an agency."""
    values: dict[str, object] = {
        "code": f"{role}-{next(_numbers)}",
        "title": "Cán bộ một cửa",
        "role": role,
        "valid_from": date(2020, 1, 1),
    }
    return Position.objects.create(agency=agency, **{**values, **columns})


def make_officer(agency: Agency | None, role: str = "CLERK", **columns: object) -> OfficerAccount:
    """Make an officer appointed to a new position of the agency (none: without appointment)."""
    person = make_person(
        full_name=str(columns.pop("full_name", "Trần Thị Ngọc Lan")), identity_number=""
    )
    values: dict[str, object] = {
        "username": f"officer{person.id}",
        "password_hash": make_password(PASSWORD),
        "created_at": AT,
    }
    account = OfficerAccount.objects.create(person=person, **{**values, **columns})
    if agency is not None:
        appoint(person, agency, role)
    return account


def appoint(
    person: Person, agency: Agency, role: str, valid_from: date = APPOINTED_ON
) -> Appointment:
    """Appoint a person to a new position of the agency."""
    position = make_position(agency, role)
    return Appointment.objects.create(
        person=person, position=position, agency=agency, role=role, valid_from=valid_from
    )


def sign_in(client: Client, account: CitizenAccount | OfficerAccount, assurance: str = "") -> Actor:
    """Sign an account in to a test client; gives who acts from now on."""
    given = account.assurance if isinstance(account, CitizenAccount) else ""
    request = HttpRequest()
    request.session = client.session
    begin_session(
        request.session,
        kind=ActorKind.CITIZEN if isinstance(account, CitizenAccount) else ActorKind.OFFICER,
        account_id=account.pk,
        assurance=assurance or given,
    )
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key or ""
    with acting_as(SYSTEM):
        return presence_of(request.session).actor


def actor_of_account(account: CitizenAccount | OfficerAccount) -> Actor:
    """Give who acts when this account is signed in."""
    return sign_in(Client(), account)


def make_mandate(giver: CitizenAccount, taker: CitizenAccount, *procedures: str) -> Mandate:
    """Let one citizen act for another from today, for procedures by slug (none: all)."""
    mandate = propose_mandate(
        actor=actor_of_account(giver),
        identity_number=taker.person.identity_number,
        full_name=taker.person.full_name,
        terms=MandateTerms(valid_from=clock.today(), procedures=procedures),
        at=AT,
    )
    return answer_mandate(mandate=mandate, accepts=True, actor=actor_of_account(taker), at=AT)


def act_under_mandate(client: Client, taker: CitizenAccount, mandate: Mandate) -> Actor:
    """Sign in, act under a mandate from now on, and give who acts."""
    sign_in(client, taker)
    client.post("/tai-khoan/dai-dien/lam-thay/", {"mandate": mandate.token})
    return presence_of(client.session).actor


def look_everybody_up_again() -> None:
    """Forget who is signed in: what changed since is seen by the next request."""
    forget_presence()


def send_register_correction(payload: dict[str, object], key: str) -> None:
    """Deliver a correction as the relay does."""
    send_correction(Delivery("correction", payload, key, "", 1, AT))
