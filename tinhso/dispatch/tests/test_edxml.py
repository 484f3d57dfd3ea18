"""What is written is read back the same; what others write is read too; the rest is refused."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tinhso.core.text import nfc, squeeze
from tinhso.dispatch.gateways import edxml_reading, edxml_signing, edxml_writing
from tinhso.dispatch.gateways.edxml_parsing import parse
from tinhso.dispatch.rules import Act, AttachedFile, Message, Priority, Status, StatusNote
from tinhso.dispatch.rules.limits import Limits
from tinhso.dispatch.rules.refusals import EnvelopeRefused, Reason
from tinhso.dispatch.tests.messages import content_of, message, note, partner_key

_WORD = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=20).map(
    nfc
)
_FILES = st.lists(
    st.builds(
        AttachedFile,
        name=_WORD.map(lambda word: f"{word}.pdf"),
        media_type=st.just("application/pdf"),
        content=st.binary(min_size=1, max_size=200).map(lambda tail: b"%PDF" + tail),
    ),
    max_size=3,
).map(tuple)


def read(content: bytes, limits: Limits | None = None) -> Message | StatusNote:
    chosen = limits or Limits()
    return edxml_reading.read(parse(content, chosen), chosen)


@given(subject=_WORD, files=_FILES, priority=st.sampled_from(Priority), act=st.sampled_from(Act))
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back(
    subject: str, files: tuple[AttachedFile, ...], priority: Priority, act: Act
) -> None:
    plain = message(act)
    subject = squeeze(subject)
    whole = replace(
        plain, head=replace(plain.head, subject=subject or "x", priority=priority), files=files
    )

    assert read(content_of(whole)) == whole


@pytest.mark.parametrize("status", Status)
def test_status_messages_are_read_back(status: Status) -> None:
    assert read(content_of(note(status))) == note(status)


def test_fourteen_is_read_as_agreement_and_never_written() -> None:
    content = content_of(note(Status.AGREED)).replace(b">15<", b">14<")

    assert read(content) == note(Status.AGREED)
    with pytest.raises(edxml_writing.NotOurForm):
        edxml_writing.check_form(parse(content))


def test_a_prefixed_root_is_read() -> None:
    content = content_of(message())
    prefixed = re.sub(rb"<(/?)([A-Za-z])", rb"<\1edXML:\2", content)
    prefixed = prefixed.replace(b"xmlns=", b"xmlns:edXML=").replace(b"<?edXML:xml", b"<?xml")

    assert read(prefixed) == message()


def test_the_envelope_alone_is_a_root_too() -> None:
    root = parse(content_of(note()))

    assert edxml_reading.read(root[0]) == note()


def test_no_namespace_and_days_first_are_read() -> None:
    text = content_of(message()).decode().replace(f' xmlns="{edxml_writing.NAMESPACE}"', "")
    text = text.replace(">2021/06/15<", ">15/06/2021<")

    assert read(text.encode()) == message()


def test_the_document_id_is_made_when_left_out() -> None:
    text = content_of(message()).decode()
    bare = re.sub(r"<DocumentId>G09[^<]*</DocumentId></MessageHeader>", "</MessageHeader>", text)

    assert bare != text
    assert read(bare.encode()) == message()


@given(place=st.integers(0, 10_000), change=st.binary(max_size=6), cut=st.integers(0, 40))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_mutations_are_read_or_refused_by_name(place: int, change: bytes, cut: int) -> None:
    content = content_of(message())
    at = place % len(content)
    mutated = content[:at] + change + content[at + cut :]

    try:
        found: object = read(mutated)
    except EnvelopeRefused as refusal:
        found = refusal.reason

    assert isinstance(found, Message | StatusNote | Reason)


@given(content=st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_refused_by_name(content: bytes) -> None:
    with pytest.raises(EnvelopeRefused):
        read(content)


def test_a_signed_envelope_is_sound_and_names_its_certificate() -> None:
    found = edxml_signing.look_at_signature(parse(content_of(message(), signed=True)))

    assert found.is_there
    assert found.is_sound
    assert found.serial == partner_key()[1].serial_number
    assert read(content_of(message(), signed=True)) == message()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"V/v b\xc3\xa1o c\xc3\xa1o", b"V/v h\xe1\xbb\xa7y b\xe1\xbb\x8f"),
        (b">0</BussinessDocType>", b">1</BussinessDocType>"),
        (b"<OrganId>G09<", b"<OrganId>G10<"),
        (b"<ContentTransferEncoded>JVB", b"<ContentTransferEncoded>JVC"),
    ],
)
def test_a_change_after_signing_is_noticed(before: bytes, after: bytes) -> None:
    content = content_of(message(), signed=True)
    assert before in content

    found = edxml_signing.look_at_signature(parse(content.replace(before, after)))

    assert found.is_there
    assert not found.is_sound


def test_a_signature_over_a_part_is_not_sound() -> None:
    content = content_of(message(), signed=True).replace(b'URI=""', b'URI="#part"')

    assert not edxml_signing.look_at_signature(parse(content)).is_sound


def test_a_second_signature_makes_none_sound() -> None:
    root = parse(content_of(message(), signed=True))
    signature = next(root.iter("{http://www.w3.org/2000/09/xmldsig#}Signature"))
    root.append(etree.fromstring(etree.tostring(signature)))

    assert not edxml_signing.look_at_signature(root).is_sound
