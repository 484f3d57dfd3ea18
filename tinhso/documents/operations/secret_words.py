"""Typed words with a mark of secrecy: refused with a notice, sealed for the security officer.

Whoever types can be answered while they wait, so nothing of it is kept but what is sealed. The
same sender is sealed so often an hour; whoever goes on is refused all the same.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.utils.translation import gettext_lazy

from tinhso.core import rates
from tinhso.core.actors import Actor
from tinhso.core.anyway import do_anyway
from tinhso.core.errors import DomainError
from tinhso.documents.operations.secrets import SecretFile, Seen, seal_secret
from tinhso.documents.rules import SecrecyLevel, find_typed_mark

SEALED_AN_HOUR = 20
_NAME = "noi-dung.txt"


class WordsSecret(DomainError):
    """What was typed carries a mark of secrecy: none of it was kept."""

    code = "words_secret"
    text = gettext_lazy(
        "Nội dung có dấu chỉ độ mật (Mật, Tối mật hoặc Tuyệt mật) nên hệ thống không nhận và đã"
        " niêm phong; cán bộ bảo vệ bí mật nhà nước đã được báo. Nội dung mật phải gửi bản giấy"
        " trực tiếp tại cơ quan."
    )


def has_secret_words(texts: Iterable[str]) -> bool:
    """Tell whether a mark of secrecy stands in one of some typed texts."""
    return any(find_typed_mark(text) is not None for text in texts)


def refuse_secret_words(
    texts: Iterable[str], *, actor: Actor, at: datetime, agency_id: int | None = None
) -> None:
    """Refuse typed texts when one carries a mark of secrecy; that one is sealed.

    What is refused is sealed even when everything else the request did is undone.

    :raises WordsSecret: one does.
    """
    if seal_secret_words(texts, actor=actor, at=at, agency_id=agency_id):
        raise WordsSecret


def seal_secret_words(
    texts: Iterable[str],
    *,
    actor: Actor,
    at: datetime,
    agency_id: int | None = None,
    sender: str = "",
) -> bool:
    """Seal the texts that carry a mark of secrecy; tell whether there was one.

    :param sender: who is counted, when the actor does not say it (an address).
    """
    found = [(text, level) for text in texts if (level := find_typed_mark(text)) is not None]
    if not found:
        return False
    level = max((one for _text, one in found), key=list(SecrecyLevel).index)
    content = "\n\n".join(text for text, _level in found).encode()
    keeper = agency_id if agency_id is not None else actor.agency_id
    secret = SecretFile(_NAME, content, level, Seen.TYPED, keeper, actor)
    do_anyway(partial(_seal_if_few, secret, sender or actor.reference, at))
    return True


def _seal_if_few(secret: SecretFile, sender: str, at: datetime) -> None:
    key = f"secret-words:{sender}"
    if rates.is_within(key, allowed=SEALED_AN_HOUR, span=timedelta(hours=1), at=at):
        seal_secret(secret, at)
