"""How the organisations behind the axis write and read envelopes: their own way, not ours.

Prefixed elements, packed files, days first here and there: what the platform's reader must bear.
"""

import base64
import hashlib
import hmac
import io
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureConstructionMethod, SignatureMethod
from signxml.signer import XMLSigner

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
HANOI = timezone(timedelta(hours=7))
_DS = "http://www.w3.org/2000/09/xmldsig#"
_CURVE_ORDER = int("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16)


@dataclass(frozen=True)
class Organ:
    """An organisation behind the axis and how it behaves."""

    organ_id: str
    name: str
    address: str
    email: str
    phone: str
    answers: tuple[str, ...]
    revision: str
    is_signing: bool


@dataclass(frozen=True)
class Letter:
    """A document an organisation sends: act 0 new, 1 recall, 2 update, 3 replacement."""

    to: str
    number: str
    subject: str
    act: str = "0"
    replaces: str = ""
    reason: str = ""
    day: str = field(default_factory=lambda: f"{datetime.now(HANOI):%Y/%m/%d}")
    text: str = "Văn bản minh họa"

    def document_id(self, organ: Organ) -> str:
        """Give how the document is known."""
        return f"{organ.organ_id},{self.day},{self.number}/{organ.organ_id}-VP"


@lru_cache(maxsize=16)
def key_of(organ_id: str, secret: str) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """Give the key and certificate of an organisation: the same at every start."""
    digest = hmac.digest(secret.encode(), organ_id.encode(), hashlib.sha256)
    key = ec.derive_private_key(
        int.from_bytes(digest, "big") % (_CURVE_ORDER - 1) + 1, ec.SECP256R1()
    )
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{organ_id} (minh hoa)")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(int.from_bytes(digest[:8], "big") | 1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2050, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256(), ecdsa_deterministic=True)
    )
    return key, certificate


def certificate_pem(organ: Organ, secret: str) -> str:
    """Give the certificate of an organisation that signs, an empty text for one that does not."""
    if not organ.is_signing:
        return ""
    return key_of(organ.organ_id, secret)[1].public_bytes(serialization.Encoding.PEM).decode()


def write_letter(organ: Organ, letter: Letter, secret: str) -> bytes:
    """Give the envelope of a document."""
    document_id = letter.document_id(organ)
    name = f"{letter.number}-{organ.organ_id}"
    replaced = (
        "<edXML:ReplacementInfoList><edXML:ReplacementInfo><edXML:DocumentId>"
        f"{escape(letter.replaces)}</edXML:DocumentId></edXML:ReplacementInfo>"
        "</edXML:ReplacementInfoList>"
        if letter.replaces
        else ""
    )
    header = f"""<edXML:MessageHeader>{_organ("From", organ)}
<edXML:To><edXML:OrganId>{escape(letter.to)}</edXML:OrganId></edXML:To>
<edXML:DocumentId>{escape(document_id)}</edXML:DocumentId>
<edXML:Code><edXML:CodeNumber>{escape(letter.number)}</edXML:CodeNumber>
<edXML:CodeNotation>{organ.organ_id}-VP</edXML:CodeNotation></edXML:Code>
<edXML:PromulgationInfo><edXML:Place>Hà Nội</edXML:Place>
<edXML:PromulgationDate>{letter.day}</edXML:PromulgationDate></edXML:PromulgationInfo>
<edXML:DocumentType><edXML:Type>2</edXML:Type><edXML:TypeName>CÔNG VĂN</edXML:TypeName>
</edXML:DocumentType><edXML:Subject>{escape(letter.subject)}</edXML:Subject>
<edXML:SignerInfo><edXML:Competence>KT. THỦ TRƯỞNG</edXML:Competence>
<edXML:Position>Phó Thủ trưởng</edXML:Position><edXML:FullName>Trần Văn Minh Họa</edXML:FullName>
</edXML:SignerInfo><edXML:OtherInfo><edXML:Priority>1</edXML:Priority>
<edXML:PageAmount>1</edXML:PageAmount></edXML:OtherInfo></edXML:MessageHeader>
<edXML:TraceHeaderList><edXML:TraceHeader><edXML:OrganId>{organ.organ_id}</edXML:OrganId>
<edXML:Timestamp>{_now()}</edXML:Timestamp></edXML:TraceHeader>
<edXML:Bussiness><edXML:BussinessDocType>{letter.act}</edXML:BussinessDocType>
<edXML:BussinessDocReason>{escape(letter.reason)}</edXML:BussinessDocReason>
<edXML:DocumentId>{escape(document_id)}</edXML:DocumentId>{replaced}</edXML:Bussiness>
</edXML:TraceHeaderList>"""
    files = "" if letter.act == "1" else _file(name, letter)
    return _finished(organ, header, files, secret)


def write_status(organ: Organ, document_id: str, code: str, secret: str, words: str = "") -> bytes:
    """Give the envelope of a status message about a document of the platform's."""
    issuer, day, number = document_id.split(",", 2)
    header = f"""<edXML:Status><edXML:ResponseFor><edXML:OrganId>{escape(issuer)}</edXML:OrganId>
<edXML:Code>{escape(number)}</edXML:Code>
<edXML:PromulgationDate>{day}</edXML:PromulgationDate>
<edXML:DocumentId>{escape(document_id)}</edXML:DocumentId></edXML:ResponseFor>
{_organ("From", organ)}<edXML:StatusCode>{code}</edXML:StatusCode>
<edXML:Description>{escape(words)}</edXML:Description>
<edXML:Timestamp>{_now()}</edXML:Timestamp>
<edXML:StaffInfo><edXML:Staff>Lê Thị Văn Thư</edXML:Staff></edXML:StaffInfo></edXML:Status>"""
    return _finished(organ, header, "", secret)


def _finished(organ: Organ, header: str, files: str, secret: str) -> bytes:
    text = f"""<edXML:edXMLEnvelope xmlns:edXML="{NAMESPACE}"><edXML:edXMLHeader>{header}
</edXML:edXMLHeader>{files}</edXML:edXMLEnvelope>"""
    root = etree.fromstring(text)
    if organ.is_signing:
        key, certificate = key_of(organ.organ_id, secret)
        etree.SubElement(root[0], f"{{{_DS}}}Signature", {"Id": "placeholder"}, nsmap={"ds": _DS})
        signer = XMLSigner(
            method=SignatureConstructionMethod.enveloped,
            signature_algorithm=SignatureMethod.ECDSA_SHA256,
            digest_algorithm=DigestAlgorithm.SHA256,
        )
        root = signer.sign(root, key=key, cert=[certificate])
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content


def _organ(name: str, organ: Organ) -> str:
    return (
        f"<edXML:{name}><edXML:OrganId>{organ.organ_id}</edXML:OrganId>"
        f"<edXML:OrganName>{escape(organ.name)}</edXML:OrganName>"
        f"<edXML:Email>{organ.email}</edXML:Email></edXML:{name}>"
    )


def _file(name: str, letter: Letter) -> str:
    packed = io.BytesIO()
    entry = zipfile.ZipInfo(f"{name}.txt", (2021, 6, 1, 8, 0, 0))
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(entry, letter.text)
    encoded = base64.b64encode(packed.getvalue()).decode()
    return (
        "<edXML:AttachmentEncoded><edXML:Attachment><edXML:ContentType>text/plain"
        "</edXML:ContentType><edXML:ContentId>1</edXML:ContentId>"
        f"<edXML:ContentTransferEncoded>{encoded}</edXML:ContentTransferEncoded>"
        f"<edXML:AttachmentName>{name}.txt</edXML:AttachmentName>"
        "</edXML:Attachment></edXML:AttachmentEncoded>"
    )


def _now() -> str:
    return f"{datetime.now(HANOI):%Y/%m/%d %H:%M:%S}"


@dataclass(frozen=True)
class Read:
    """What an organisation needs of an envelope it gets."""

    document_id: str
    act: str
    status: str


def read(content: bytes) -> Read:
    """Read an envelope of the platform's, by names alone.

    :raises ValueError: it is not one.
    """
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    header = root.find(".//{*}MessageHeader")
    where = header if header is not None else root.find(".//{*}ResponseFor")
    if where is None:
        raise ValueError("no header")
    return Read(
        document_id=where.findtext("{*}DocumentId", ""),
        act=root.findtext(".//{*}BussinessDocType", ""),
        status=root.findtext(".//{*}StatusCode", ""),
    )
