"""Second factors: adding, removing, recovery codes; all of it after a fresh proof."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.identity.gateways import passkeys
from tinhso.identity.models import FactorKind, OfficerAccount, RecoveryCode, SecondFactor
from tinhso.identity.permissions.proofs import require_proof
from tinhso.identity.permissions.sessions import forget_presence
from tinhso.identity.rules import proofs, totp
from tinhso.ledger.api import record


class CodeDoesNotMatch(DomainError):
    """The first code of the app is not the one its secret gives now."""

    code = "code_does_not_match"
    text = gettext_lazy(
        "Mã chưa khớp. Kiểm tra giờ trên điện thoại (để tự động), rồi nhập mã đang hiện trong"
        " ứng dụng."
    )


class PasskeyNotMade(DomainError):
    """The browser's answer cannot be used."""

    code = "passkey_not_made"
    text = gettext_lazy("Chưa tạo được khóa truy cập. Hãy thử lại, hoặc dùng ứng dụng tạo mã.")


class LastFactor(DomainError):
    """The officer's position needs a second factor."""

    code = "last_factor"
    text = gettext_lazy(
        "Vị trí của bạn bắt buộc có xác thực hai bước. Hãy thêm cách khác trước khi xóa cách này."
    )


@dataclass(frozen=True, slots=True)
class NewTotp:
    """A secret the officer scanned, the code their app shows, and what they call it."""

    secret: str
    code: str
    label: str


def new_totp_secret() -> str:
    """Make a secret for an authenticator app; nothing is stored until it is confirmed."""
    return totp.secret_text(os.urandom(totp.SECRET_BYTES))


def add_totp(*, actor: Actor, new: NewTotp, at: datetime) -> list[str]:
    """Add an authenticator app; gives recovery codes when it is the first factor, else none.

    :raises ProofNeeded: the officer did not prove themselves lately.
    :raises CodeDoesNotMatch: the app shows another code.
    """
    require_proof(actor)
    code = proofs.plain_code(new.code)
    secret = totp.read_secret(new.secret)
    step = totp.matching_step(secret, code, at=at.timestamp(), last_step=0)
    if step is None:
        raise CodeDoesNotMatch
    factor = SecondFactor(
        account_id=actor.account_id or 0,
        kind=FactorKind.TOTP,
        label=new.label,
        secret=new.secret,
        counter=step,
        created_at=at,
    )
    return _add(factor, actor, at)


def add_passkey(
    *, actor: Actor, answer: str, challenge: str, label: str, at: datetime
) -> list[str]:
    """Add the passkey a browser made; gives recovery codes when it is the first factor.

    :raises ProofNeeded: the officer did not prove themselves lately.
    :raises PasskeyNotMade: the answer is not genuine, or the passkey is known.
    """
    require_proof(actor)
    try:
        made = passkeys.read_made(answer, challenge)
    except passkeys.PasskeyRefused as error:
        raise PasskeyNotMade from error
    factor = SecondFactor(
        account_id=actor.account_id or 0,
        kind=FactorKind.PASSKEY,
        label=label,
        secret=made.public_key,
        credential_id=made.credential_id,
        counter=made.counter,
        created_at=at,
    )
    try:
        return _add(factor, actor, at)
    except IntegrityError as error:
        raise PasskeyNotMade from error


def _add(factor: SecondFactor, actor: Actor, at: datetime) -> list[str]:
    with acting_as(SYSTEM), transaction.atomic():
        account = OfficerAccount.objects.select_for_update().get(pk=factor.account_id)
        is_first = not account.factors.exists()
        factor.save()
        _record("FACTOR_ADDED", factor, actor, at)
        codes = _renew_codes(account) if is_first else []
    forget_presence()
    return codes


def remove_factor(*, actor: Actor, factor_id: int, at: datetime) -> None:
    """Remove one of the officer's own factors; the last one takes the recovery codes with it.

    :raises ProofNeeded: the officer did not prove themselves lately.
    :raises LastFactor: the officer's position needs one.
    :raises SecondFactor.DoesNotExist: it is not theirs.
    """
    require_proof(actor)
    with acting_as(SYSTEM), transaction.atomic():
        account = OfficerAccount.objects.select_for_update().get(pk=actor.account_id or 0)
        factor = account.factors.get(pk=factor_id)
        is_last = account.factors.count() == 1
        if is_last and not proofs.ROLES_WITH_SECOND_FACTOR.isdisjoint(actor.roles):
            raise LastFactor
        _record("FACTOR_REMOVED", factor, actor, at)
        factor.delete()
        if is_last:
            account.recovery_codes.all().delete()
    forget_presence()


def renew_recovery_codes(*, actor: Actor, at: datetime) -> list[str]:
    """Make new recovery codes; the former ones serve no more.

    :raises ProofNeeded: the officer did not prove themselves lately.
    """
    require_proof(actor)
    with acting_as(SYSTEM), transaction.atomic():
        account = OfficerAccount.objects.select_for_update().get(pk=actor.account_id or 0)
        record(
            kind="RECOVERY_CODES_RENEWED",
            subject=f"officer:{account.pk}",
            payload={},
            actor=actor,
            at=at,
        )
        return _renew_codes(account)


def reset_factors(*, username: str, actor: Actor, reason: str, at: datetime) -> int:
    """Remove every factor of an account whose owner lost them all; gives how many.

    For the command line only: whoever runs it has seen the person. Recorded in the ledger.

    :raises OfficerAccount.DoesNotExist: there is no such account.
    """
    with acting_as(SYSTEM), transaction.atomic():
        account = OfficerAccount.objects.select_for_update().get(username=username)
        factors = list(account.factors.all())
        record(
            kind="FACTORS_RESET",
            subject=f"officer:{account.pk}",
            payload={"factors": [factor.pk for factor in factors], "reason": reason},
            actor=actor,
            at=at,
        )
        account.factors.all().delete()
        account.recovery_codes.all().delete()
    forget_presence()
    return len(factors)


def _renew_codes(account: OfficerAccount) -> list[str]:
    account.recovery_codes.all().delete()
    plain = [
        "".join(secrets.choice(proofs.RECOVERY_LETTERS) for _ in range(12))
        for _ in range(proofs.RECOVERY_CODE_COUNT)
    ]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, code_index=blind_index(code)) for code in plain
    )
    return [proofs.recovery_code(code) for code in plain]


def _record(kind: str, factor: SecondFactor, actor: Actor, at: datetime) -> None:
    record(
        kind=kind,
        subject=f"officer:{factor.account_id}",
        payload={"factor": factor.pk, "kind": factor.kind},
        actor=actor,
        at=at,
    )
