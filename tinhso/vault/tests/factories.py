"""Papers of vaults for tests: really issued documents, kept for a person."""

from datetime import date, datetime
from typing import Any

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.documents.tests.factories import AT, Office
from tinhso.identity.models import CitizenAccount
from tinhso.vault.api import NewPaper, PaperKind, PaperOrigin, VaultPaper, keep_paper
from tinhso.vault.queries.kinds import load_kinds

LATER = datetime(2026, 3, 9, 3, 0, tzinfo=AT.tzinfo)
MUCH_LATER = datetime(2027, 3, 9, 3, 0, tzinfo=AT.tzinfo)


def make_paper(
    account: CitizenAccount,
    office: Office | None = None,
    *,
    kind: str = "birth-certificate",
    about: str = "Nguyễn Minh Khuê",
    valid_to: date | None = None,
    **plan: Any,
) -> VaultPaper:
    """Issue a document to a citizen and keep it in their vault."""
    office = office or Office()
    with acting_as(SYSTEM):
        document = office.issued(person_id=account.person_id, **plan)
        new = NewPaper(
            document=document,
            person_id=account.person_id,
            kind=load_kinds().by_code.get(kind) or PaperKind(code=kind, name={}),
            origin=PaperOrigin.RESULT,
            source_title="Đăng ký khai sinh",
            source_code="H10.1-260302-0001",
            verified_by="Phạm Thị Ngọc Hương, Chủ tịch",
            about=about,
            answers={"child_full_name": about, "child_birth_date": "2026-02-11"},
            valid_to=valid_to,
        )
        return keep_paper(new=new, actor=SYSTEM, at=AT)


def reading(actor: Actor) -> list[int]:
    """Give the keys of the papers the database shows an actor."""
    with acting_as(actor):
        return sorted(VaultPaper.objects.values_list("pk", flat=True))
