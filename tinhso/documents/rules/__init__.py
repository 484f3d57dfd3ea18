"""Pure rules of documents: numbers, wording, places of signatures, types of files."""

from tinhso.documents.rules.marks import SecrecyLevel, find_mark
from tinhso.documents.rules.media_types import MEDIA_TYPES, sniff_media_type
from tinhso.documents.rules.notation import document_code, format_notation, token_from_input
from tinhso.documents.rules.places import Box, SignaturePlace, annex_box, person_box, seal_box
from tinhso.documents.rules.seals import SealPicture, hand_strokes, seal_picture
from tinhso.documents.rules.secrecy import SecrecyMark, find_secrecy_mark
from tinhso.documents.rules.typed_marks import find_typed_mark
from tinhso.documents.rules.wording import (
    Frame,
    RegisterBook,
    Signer,
    fill_placeholders,
    register_data,
    spoken_moment,
    template_data,
)

__all__ = [
    "RegisterBook",
    "register_data",
    "MEDIA_TYPES",
    "Box",
    "Frame",
    "SealPicture",
    "SecrecyLevel",
    "SecrecyMark",
    "SignaturePlace",
    "Signer",
    "annex_box",
    "document_code",
    "fill_placeholders",
    "find_mark",
    "find_secrecy_mark",
    "find_typed_mark",
    "format_notation",
    "hand_strokes",
    "person_box",
    "seal_box",
    "seal_picture",
    "sniff_media_type",
    "spoken_moment",
    "template_data",
    "token_from_input",
]
