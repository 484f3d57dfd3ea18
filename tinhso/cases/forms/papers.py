"""The papers of an application as blocks of a page: what is attached, asked and wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.core.errors import DomainError
from tinhso.documents.api import Upload, UploadWrongType
from tinhso.ui.components import ErrorLink, FieldView
from tinhso.vault.api import Offer

PHOTO, FILE, REUSE = "photo", "file", "reuse"
_IMAGES = ("image/jpeg", "image/png")


@dataclass(frozen=True, slots=True)
class PaperBlock:
    """One paper: its name and help, the files attached, the questions that add files."""

    code: str
    name: str
    help: str
    is_required: bool
    files: Sequence[Upload] = ()
    fields: Sequence[FieldView] = ()
    errors: Sequence[str] = field(default=())
    offers: Sequence[Offer] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether an optional paper shows its questions at once."""
        return bool(self.files or self.errors or self.usable_offers)

    @property
    def usable_offers(self) -> list[Offer]:
        """Give the verified papers to tick: none once something is attached."""
        return [] if self.files else [offer for offer in self.offers if offer.is_usable]

    @property
    def refused_offers(self) -> list[Offer]:
        """Give the papers the vault knows but may not offer, to say why."""
        return [] if self.files else [offer for offer in self.offers if not offer.is_usable]


def in_words(texts: Mapping[str, str] | None) -> str:
    """Give a text of the catalogue in the reader's language."""
    if not texts:
        return ""
    return texts.get(get_language() or "vi") or texts["vi"]


def paper_blocks(
    papers: Iterable[Mapping[str, Any]],
    attached: Mapping[str, Sequence[Upload]],
    errors: Mapping[str, Sequence[str]],
    offers: Mapping[str, Sequence[Offer]] = MappingProxyType({}),
) -> list[PaperBlock]:
    """Describe the papers for drawing; errors stand at the question that takes files."""
    return [
        replace(
            _block(paper, attached, errors.get(paper["code"], ())),
            offers=offers.get(paper["code"], ()),
        )
        for paper in papers
    ]


def ticked_offers(post: QueryDict, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Give paper code and token of every verified paper that was ticked."""
    return [(code, token) for code in codes for token in post.getlist(f"{REUSE}-{code}") if token]


def accepted_words(media_types: Collection[str]) -> str:
    """Say which kinds of file a paper takes."""
    if not any(media_type in media_types for media_type in _IMAGES):
        return _("Chỉ nhận tệp PDF.")
    if "application/pdf" not in media_types:
        return _("Chỉ nhận ảnh JPG, PNG.")
    return _("Nhận ảnh JPG, PNG và tệp PDF.")


def refusal_words(
    file: UploadedFile[Any], refusal: DomainError, media_types: Collection[str]
) -> str:
    """Say which file was refused, why, and which kinds the paper takes."""
    is_type = isinstance(refusal, UploadWrongType)
    why = _("loại tệp này không dùng được.") if is_type else refusal.message
    return " ".join([f"{file.name}:", why, *([accepted_words(media_types)] if is_type else [])])


def _block(
    paper: Mapping[str, Any], attached: Mapping[str, Sequence[Upload]], errors: Sequence[str]
) -> PaperBlock:
    return PaperBlock(
        code=paper["code"],
        name=in_words(paper["name"]),
        help=in_words(paper["help"]),
        is_required=paper["is_required"],
        files=attached.get(paper["code"], ()),
        fields=_questions(paper, " ".join(errors)),
        errors=errors,
    )


def _questions(paper: Mapping[str, Any], error: str) -> list[FieldView]:
    name = in_words(paper["name"])
    photo = FieldView(
        id=f"{PHOTO}-{paper['code']}",
        name=f"{PHOTO}-{paper['code']}",
        label=_("Chụp ảnh: %(paper)s") % {"paper": name},
        kind="file",
        hint=_("Điện thoại mở máy ảnh."),
        accept="image/*",
        is_captured=True,
        max_bytes=settings.UPLOAD_MAX_BYTES,
    )
    chosen = FieldView(
        id=f"{FILE}-{paper['code']}",
        name=f"{FILE}-{paper['code']}",
        label=_("Chọn tệp có sẵn: %(paper)s") % {"paper": name},
        kind="file",
        hint=accepted_words(paper["accept"]),
        accept=",".join(paper["accept"]),
        error=error,
        is_multiple=True,
        max_bytes=settings.UPLOAD_MAX_BYTES,
    )
    takes_photo = any(media_type in paper["accept"] for media_type in _IMAGES)
    return [photo, chosen] if takes_photo else [chosen]


def files_by_paper(
    files: MultiValueDict[str, UploadedFile[Any]], codes: Iterable[str]
) -> dict[str, list[UploadedFile[Any]]]:
    """Give the files sent for each paper, photos first; papers without files are left out."""
    sent = {
        code: [*files.getlist(f"{PHOTO}-{code}"), *files.getlist(f"{FILE}-{code}")]
        for code in codes
    }
    return {code: chosen for code, chosen in sent.items() if chosen}


def paper_error_links(blocks: Iterable[PaperBlock]) -> list[ErrorLink]:
    """List what is wrong with papers, each leading to its question."""
    return [
        ErrorLink(f"#{FILE}-{block.code}", f"{block.name}: {error}")
        for block in blocks
        for error in block.errors
    ]
