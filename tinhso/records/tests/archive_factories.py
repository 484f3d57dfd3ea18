"""Dossiers and copies at any step, for tests."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.records.models import Dossier, HandOver, OfficialDocument
from tinhso.records.operations.archiving import accept_dossier, hand_over
from tinhso.records.operations.dossiers import close_dossier, open_dossier, put_document
from tinhso.records.operations.packing import pack
from tinhso.records.tests.incoming_factories import AT, Office, registered


def path_of(sha256: str) -> Path:
    """Give where the bytes of a SHA-256 lie on disk, to damage them."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def opened(office: Office, *, code: str = "CONG-VAN", at: datetime = AT) -> Dossier:
    """Give an open dossier of the office's specialist."""
    keeper = office.actor("SPECIALIST")
    with acting_as(keeper):
        return open_dossier(
            title="Nhà ở xã hội năm 2021",
            retention_code=code,
            agency=office.agency,
            actor=keeper,
            at=at,
        )


def filled(office: Office, *officials: OfficialDocument, code: str = "CONG-VAN") -> Dossier:
    """Give a dossier with documents, one of its own when none is given."""
    dossier, keeper = opened(office, code=code), office.actor("SPECIALIST")
    for official in officials or (registered(office).official,):
        with acting_as(keeper):
            put_document(dossier=dossier, official=official, actor=keeper, at=AT)
    return dossier


def closed(office: Office, *officials: OfficialDocument, code: str = "CONG-VAN") -> Dossier:
    """Give a closed dossier."""
    dossier, keeper = filled(office, *officials, code=code), office.actor("SPECIALIST")
    with acting_as(keeper):
        return close_dossier(dossier=dossier, actor=keeper, at=AT)


def handed_over(office: Office, *officials: OfficialDocument, code: str = "CONG-VAN") -> HandOver:
    """Give a hand-over whose package is made."""
    office.account("ARCHIVIST")
    dossier, keeper = closed(office, *officials, code=code), office.actor("SPECIALIST")
    with acting_as(keeper):
        given = hand_over(dossier=dossier, actor=keeper, at=AT)
    with acting_as(SYSTEM):
        return pack(hand_over_id=given.pk, at=AT)


def archived(office: Office, *officials: OfficialDocument, code: str = "CONG-VAN") -> Dossier:
    """Give a dossier in the archive."""
    given = handed_over(office, *officials, code=code)
    archivist: Actor = office.actor("ARCHIVIST")
    with acting_as(archivist):
        return accept_dossier(dossier=given.dossier, note="", actor=archivist, at=AT)
