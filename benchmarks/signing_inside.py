"""What a signing process of the benchmark does: the platform's own gateways, no database."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from tinhso.documents.gateways import authority, pades, pdf_validation, trust_services, typesetting
from tinhso.documents.gateways.anchors import Anchors
from tinhso.documents.gateways.key_stores import FileKeys
from tinhso.documents.operations.protecting import protect_content
from tinhso.documents.rules import (
    Frame,
    Signer,
    hand_strokes,
    person_box,
    seal_box,
    seal_picture,
    template_data,
)
from tinhso.documents.rules.verdicts import judge
from tinhso.documents.tests.factories import result_content

_AGENCY, _PERSON = "Ủy ban nhân dân phường Tân Phú", "Phạm Thị Ngọc Hương"
_YEARS = 3


class Desk:
    """A person and an organisation with keys and certificates, and a document to sign."""

    def __init__(self) -> None:
        self._keys = FileKeys(Path(settings.PKI_DIR) / "keys")
        self._person = self._key(authority.Subject(_PERSON, _AGENCY, "Chủ tịch"))
        self._seal = self._key(authority.Subject(_AGENCY, _AGENCY))
        frame = Frame(
            agency_name=_AGENCY,
            parent_name="",
            place="Đồng Xoài",
            number="01/GKS",
            issued_on=datetime.now().date(),  # noqa: DTZ005 - any day does
            signer=Signer(_PERSON, "Chủ tịch", "TM."),
        )
        self._rendered = typesetting.render_document(
            "result", template_data("result", result_content(), frame)
        )
        self._words = asdict(seal_picture(_AGENCY, "", "Trình diễn"))

    def sign(self, at: datetime) -> bytes:
        """Sign, seal and protect the document once more: pictures drawn, stamps asked for."""
        moment = {"day": f"{at:%d/%m/%Y}", "time": f"{at:%H:%M:%S} +07:00"}
        place = self._rendered.place
        hand = {"strokes": hand_strokes(_PERSON), **moment}
        signed = pades.sign_pdf(
            self._rendered.pdf,
            pades.SignatureWish(
                field=pades.PERSON_FIELD,
                page=place.page,
                box=person_box(place),
                picture=typesetting.render_picture("hand", hand),
                name=_PERSON,
                reason="Ký ban hành",
                location=_AGENCY,
                at=at,
            ),
            self._person,
            trust_services.timestamp_reply,
        )
        sealed = pades.sign_pdf(
            signed,
            pades.SignatureWish(
                field=pades.SEAL_FIELD,
                page=place.page,
                box=seal_box(place),
                picture=typesetting.render_picture("seal", {**self._words, **moment}),
                name=_AGENCY,
                reason="Đóng dấu cơ quan",
                location=_AGENCY,
                at=at,
            ),
            self._seal,
            trust_services.timestamp_reply,
        )
        return protect_content(sealed, at)

    def is_valid(self, content: bytes, at: datetime) -> bool:
        """Check a file with nothing known but the root."""
        root = authority.der(trust_services.load_chain().root)
        anchors = Anchors(roots=(root,), others=(), revocation_lists=(), at=at)
        return judge(pdf_validation.read_facts(content, anchors)).is_valid

    def _key(self, subject: "authority.Subject") -> "pades.SigningKey":
        label = uuid4().hex
        certificate = trust_services.request_certificate(
            self._keys.create_key(label),
            authority.subject_name(subject),
            lambda message: self._keys.sign(label, message),
            _YEARS * 365,
        )
        issuing = trust_services.load_chain().issuing
        return pades.SigningKey(self._keys, label, certificate, (issuing,))
