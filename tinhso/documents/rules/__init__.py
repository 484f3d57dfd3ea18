"""Pure rules of documents: numbers, wording, places of signatures, types of files."""

from tinhso.documents.rules.media_types import MEDIA_TYPES, sniff_media_type
from tinhso.documents.rules.notation import document_code, format_notation, token_from_input
from tinhso.documents.rules.places import Box, SignaturePlace, person_box, seal_box
from tinhso.documents.rules.seals import SealPicture, hand_strokes, seal_picture
from tinhso.documents.rules.wording import (
    Frame,
    Signer,
    fill_placeholders,
    spoken_moment,
    template_data,
)

__all__ = [
    "MEDIA_TYPES",
    "Box",
    "Frame",
    "SealPicture",
    "SignaturePlace",
    "Signer",
    "document_code",
    "fill_placeholders",
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
