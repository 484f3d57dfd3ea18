"""Proving oneself with a second factor: at sign-in, and again before what is sensitive."""

from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.identity.gateways import passkeys
from tinhso.identity.models import FactorKind, OfficerAccount, SecondFactor, SignInKind
from tinhso.identity.operations.logs import record_sign_in_event
from tinhso.identity.operations.officers import AccountLocked
from tinhso.identity.rules import is_locked, lock_after_failure, proofs, totp


class WrongProof(DomainError):
    """The code is wrong, was used before, or the passkey is another's."""

    code = "wrong_proof"
    text = gettext_lazy(
        "Chưa xác thực được. Mã trong ứng dụng đổi 30 giây một lần và chỉ dùng một lần; mã khôi"
        " phục cũng chỉ dùng một lần."
    )


class WrongPassword(WrongProof):
    """The password given again is wrong, or a second factor was to be given."""

    text = gettext_lazy("Mật khẩu chưa đúng. Hãy kiểm tra chữ hoa và bộ gõ tiếng Việt.")


def prove_by_code(*, account_id: int, code: str, address: str | None, at: datetime) -> None:
    """Accept a code of the officer's app or a recovery code, once.

    A failure is kept although the operation refuses. Five in a row lock the account.

    :raises WrongProof: it is none of theirs now.
    :raises AccountLocked: too many failures.
    """
    plain = proofs.plain_code(code)
    with acting_as(SYSTEM):
        account = _locked_account(account_id, at)
        is_right = _use_recovery(account, plain, at) or _use_totp(account, plain, at)
        refusal = _remember(account, address, at, is_right=is_right)
    if refusal is not None:
        raise refusal


def prove_by_password(*, account_id: int, password: str, address: str | None, at: datetime) -> None:
    """Accept the password again, of an account without a second factor.

    :raises WrongPassword: it is wrong, or the account has a second factor.
    :raises AccountLocked: too many failures.
    """
    with acting_as(SYSTEM):
        account = _locked_account(account_id, at)
        is_right = not account.factors.exists() and check_password(password, account.password_hash)
        refusal = _remember(account, address, at, is_right=is_right)
    if isinstance(refusal, WrongProof):
        raise WrongPassword
    if refusal is not None:
        raise refusal


def prove_by_passkey(
    *, account_id: int, answer: str, challenge: str, address: str | None, at: datetime
) -> None:
    """Accept the answer of one of the officer's passkeys to a challenge.

    :raises WrongProof: it is not genuine.
    :raises AccountLocked: too many failures.
    """
    with acting_as(SYSTEM):
        account = _locked_account(account_id, at)
        is_right = bool(challenge) and _use_passkey(account, answer, challenge, at)
        refusal = _remember(account, address, at, is_right=is_right)
    if refusal is not None:
        raise refusal


def _locked_account(account_id: int, at: datetime) -> OfficerAccount:
    account = OfficerAccount.objects.select_for_update().get(pk=account_id, is_active=True)
    if account.locked_until and is_locked(account.locked_until, at):
        raise AccountLocked(account.locked_until)
    return account


def _use_recovery(account: OfficerAccount, plain: str, at: datetime) -> bool:
    if not proofs.is_recovery_code(plain):
        return False
    unused = account.recovery_codes.filter(code_index=blind_index(plain), used_at=None)
    return bool(unused.update(used_at=at))


def _use_totp(account: OfficerAccount, plain: str, at: datetime) -> bool:
    for factor in account.factors.filter(kind=FactorKind.TOTP):
        step = totp.matching_step(
            totp.read_secret(factor.secret), plain, at=at.timestamp(), last_step=factor.counter
        )
        if step is not None:
            return _used(factor, step, at)
    return False


def _use_passkey(account: OfficerAccount, answer: str, challenge: str, at: datetime) -> bool:
    try:
        credential_id = passkeys.credential_of(answer)
        factor = account.factors.filter(credential_id=credential_id).first()
        if factor is None:
            return False
        stored = passkeys.Passkey(credential_id, factor.secret, factor.counter)
        return _used(factor, passkeys.read_proof(answer, challenge, stored), at)
    except passkeys.PasskeyRefused:
        return False


def _used(factor: SecondFactor, counter: int, at: datetime) -> bool:
    factor.counter, factor.last_used_at = counter, at
    factor.save(update_fields=["counter", "last_used_at"])
    return True


def _remember(
    account: OfficerAccount, address: str | None, at: datetime, *, is_right: bool
) -> DomainError | None:
    """Count failures apart from those of the password, which would reset them."""
    if is_right:
        account.factor_failures = 0
        account.save(update_fields=["factor_failures"])
        return None
    account.factor_failures += 1
    until = lock_after_failure(account.factor_failures, at)
    if until is not None:
        account.factor_failures, account.locked_until = 0, until
    account.save(update_fields=["factor_failures", "locked_until"])
    refusal = AccountLocked(until) if until else WrongProof()
    record_sign_in_event(
        kind=SignInKind.LOCKED if until else SignInKind.REFUSED,
        username=account.username,
        person_id=account.person_id,
        address=address,
        at=at,
        reason=refusal.code,
    )
    return refusal
