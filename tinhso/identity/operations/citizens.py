"""Citizens sign in through the national ID provider, which vouches for their data."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.identity.models import CitizenAccount, Person, SignInKind
from tinhso.identity.operations.logs import record_sign_in_event
from tinhso.identity.rules import CitizenClaims


class IdentityMismatch(DomainError):
    """The provider's account now carries another identity number than before."""

    code = "identity_mismatch"
    text = gettext_lazy(
        "Tài khoản định danh này trước đây thuộc về một số định danh khác."
        " Hãy gọi tổng đài để được kiểm tra trước khi đăng nhập."
    )


def sign_in_citizen(*, claims: CitizenClaims, address: str | None, at: datetime) -> CitizenAccount:
    """Find or make the account and the person, take over the vouched data, note the sign-in.

    A person known from the counter is the same person: the identity number decides.

    :raises IdentityMismatch: the account belonged to another identity number.
    """
    with acting_as(SYSTEM):
        account = _account(claims, at)
        _take_over(account.person, claims)
        account.assurance = claims.assurance
        account.last_signed_in_at = at
        account.save(update_fields=["assurance", "last_signed_in_at"])
        record_sign_in_event(
            kind=SignInKind.SIGNED_IN,
            username=f"citizen:{account.id}",
            person_id=account.person_id,
            address=address,
            at=at,
        )
        return account


def _account(claims: CitizenClaims, at: datetime) -> CitizenAccount:
    index = blind_index(claims.identity_number)
    known = CitizenAccount.objects.select_related("person").filter(
        issuer=claims.issuer, subject=claims.subject
    )
    account = known.first()
    if account is not None:
        if bytes(account.person.identity_index or b"") != index:
            raise IdentityMismatch
        return account
    person, _ = Person.objects.get_or_create(
        identity_index=index,
        defaults={
            "full_name": claims.full_name,
            "identity_number": claims.identity_number,
            "created_at": at,
        },
    )
    account, _ = CitizenAccount.objects.get_or_create(
        issuer=claims.issuer,
        subject=claims.subject,
        defaults={"person": person, "assurance": claims.assurance, "created_at": at},
    )
    return account


_VOUCHED = ("full_name", "birth_date", "sex", "phone", "email", "address", "area_code")


def _take_over(person: Person, claims: CitizenClaims) -> None:
    changed = []
    for name in _VOUCHED:
        value = getattr(claims, name)
        if value and getattr(person, name) != value:
            setattr(person, name, value)
            changed.append(name)
    if changed:
        person.save(update_fields=changed)
