"""Officers sign in with user name and password; five failures lock the account for a while."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext, gettext_lazy

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.models import OfficerAccount, SignInKind
from tinhso.identity.operations.logs import record_sign_in_event
from tinhso.identity.rules import is_locked, lock_after_failure


class WrongCredentials(DomainError):
    """No such account, a wrong password, or a disabled account: never says which."""

    code = "wrong_credentials"
    text = gettext_lazy(
        "Tên đăng nhập hoặc mật khẩu chưa đúng."
        " Hãy kiểm tra lại, chú ý chữ hoa và bộ gõ tiếng Việt."
    )


class AccountLocked(DomainError):
    """Too many failures in a row: the account waits."""

    code = "account_locked"

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(
            gettext(
                "Tài khoản tạm khóa vì nhập sai mật khẩu nhiều lần. Hãy thử lại sau %(time)s,"
                " hoặc liên hệ người quản trị của cơ quan."
            )
            % {"time": clock.local(until).strftime("%H:%M %d/%m/%Y")}
        )


def sign_in_officer(
    *, username: str, password: str, address: str | None, at: datetime
) -> OfficerAccount:
    """Check an officer's password and note the sign-in or the failure.

    The failure is kept although the operation refuses: it is raised after it was written.

    :raises WrongCredentials: unknown, disabled, or the password is wrong.
    :raises AccountLocked: too many failures; even the right password is refused.
    """
    with acting_as(SYSTEM):
        account = OfficerAccount.objects.select_for_update().filter(username=username).first()
        refusal = _judge(account, password, at)
        if account is not None:
            _remember(account, refusal, at)
        record_sign_in_event(
            kind=_kind_of(refusal),
            username=username,
            person_id=account.person_id if account else None,
            address=address,
            at=at,
            reason=refusal.code if refusal else "",
        )
    if refusal is not None or account is None:
        raise refusal or WrongCredentials()
    return account


def _judge(account: OfficerAccount | None, password: str, at: datetime) -> DomainError | None:
    if account is None:
        make_password(password)  # an unknown name takes as long as a wrong password
        return WrongCredentials()
    if account.locked_until and is_locked(account.locked_until, at):
        return AccountLocked(account.locked_until)
    if not check_password(password, account.password_hash) or not account.is_active:
        locked_until = lock_after_failure(account.failed_count + 1, at)
        return AccountLocked(locked_until) if locked_until else WrongCredentials()
    return None


def _remember(account: OfficerAccount, refusal: DomainError | None, at: datetime) -> None:
    if refusal is None:
        account.failed_count, account.locked_until = 0, None
        account.last_signed_in_at = at
    elif isinstance(refusal, AccountLocked):
        account.failed_count, account.locked_until = 0, refusal.until
    else:
        account.failed_count += 1
    account.save(update_fields=["failed_count", "locked_until", "last_signed_in_at"])


def _kind_of(refusal: DomainError | None) -> SignInKind:
    if refusal is None:
        return SignInKind.SIGNED_IN
    return SignInKind.LOCKED if isinstance(refusal, AccountLocked) else SignInKind.REFUSED
