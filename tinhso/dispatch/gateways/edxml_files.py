"""The files of an envelope: base64, perhaps packed; names, sizes and ratios checked."""

import base64
import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from tinhso.dispatch.rules.file_names import ZIP_FORMATS, ending_of, plain_name
from tinhso.dispatch.rules.limits import RATIO_COUNTS_FROM, Limits
from tinhso.dispatch.rules.message import AttachedFile
from tinhso.dispatch.rules.nodes import Node
from tinhso.dispatch.rules.refusals import EnvelopeRefused, Reason

_ZIP = b"PK\x03\x04"
_MEDIA_TYPE = re.compile(r"^[\w.+-]{1,60}/[\w.+-]{1,100}$", re.ASCII)
_UNKNOWN_TYPE = "application/octet-stream"
_SPACES = re.compile(rb"\s+")


def read_files(top: Node, limits: Limits) -> Iterator[AttachedFile]:
    """Give the files in order.

    :raises EnvelopeRefused: TOO_MANY_FILES, FILE_BROKEN, FILE_TOO_LARGE, FILE_BOMB, FILE_MISSING.
    """
    attached = top.descend("AttachmentEncoded")
    found = list(attached.children("Attachment")) if attached is not None else []
    if len(found) > limits.files:
        raise EnvelopeRefused(Reason.TOO_MANY_FILES, str(len(found)))
    _refuse_missing(top, len(found))
    left = limits.all_files
    for number, node in enumerate(found, start=1):
        file = _read_file(node, number, limits)
        left -= len(file.content)
        if left < 0:
            raise EnvelopeRefused(Reason.FILE_TOO_LARGE, file.name)
        yield file


def _refuse_missing(top: Node, count: int) -> None:
    body = top.descend("edXMLBody")
    manifest = body.child("edXMLManifest") if body is not None else None
    if manifest is not None and len(list(manifest.children("Reference"))) > count:
        raise EnvelopeRefused(Reason.FILE_MISSING, "edXMLManifest")


def _read_file(node: Node, number: int, limits: Limits) -> AttachedFile:
    name = plain_name(node.text("AttachmentName"), number)
    packed = _decode(node, name, limits)
    content, inner = _unpack(packed, name, limits)
    if inner and not ending_of(name):
        name = plain_name(inner, number)
    declared = node.text("ContentType").lower()
    return AttachedFile(
        name=name,
        media_type=declared if _MEDIA_TYPE.match(declared) else _UNKNOWN_TYPE,
        content=content,
        description=node.text("Description")[:300],
    )


def _decode(node: Node, name: str, limits: Limits) -> bytes:
    encoded = node.child_or_empty("ContentTransferEncoded").raw()
    if len(encoded) > limits.one_file * 3 // 2:
        raise EnvelopeRefused(Reason.FILE_TOO_LARGE, name)
    try:
        bare = _SPACES.sub(b"", encoded.encode("ascii"))
        content = base64.b64decode(bare + b"=" * (-len(bare) % 4), validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise EnvelopeRefused(Reason.FILE_BROKEN, name) from error
    if not content:
        raise EnvelopeRefused(Reason.FILE_BROKEN, name)
    if len(content) > limits.one_file:
        raise EnvelopeRefused(Reason.FILE_TOO_LARGE, name)
    return content


def _unpack(content: bytes, name: str, limits: Limits) -> tuple[bytes, str]:
    """Give the file out of the zip some senders put around it, with its name in there."""
    if not content.startswith(_ZIP) or ending_of(name) in ZIP_FORMATS:
        return content, ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) != 1:
                return content, ""
            return _member(archive, members[0], len(content), limits), members[0].filename
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError) as error:
        raise EnvelopeRefused(Reason.FILE_BROKEN, name) from error
    except (ValueError, EOFError) as error:
        raise EnvelopeRefused(Reason.FILE_BROKEN, name) from error


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, packed_size: int, limits: Limits
) -> bytes:
    """Unpack one file, never more than allowed, whatever its entry claims."""
    by_ratio = max(RATIO_COUNTS_FROM, packed_size * limits.zip_ratio)
    most = min(limits.one_file, by_ratio)
    with archive.open(member) as packed:
        content = packed.read(most + 1)
    if len(content) > most:
        raise EnvelopeRefused(Reason.FILE_BOMB, member.filename)
    if not content:
        raise EnvelopeRefused(Reason.FILE_BROKEN, member.filename)
    return content
