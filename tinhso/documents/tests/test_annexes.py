"""Files beside an issued document are signed by its organisation, in the corner, and verify."""

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from peers.trust.server import TrustServer
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import (
    Document,
    SignerNotAllowed,
    UploadBroken,
    UploadLocked,
    check_sealable,
    latest_rendition,
    load_bytes,
    seal_annex,
    store_file,
    verify_content,
)
from tinhso.documents.operations import protect_document
from tinhso.documents.operations.steps import DocumentNotReady
from tinhso.documents.rules.verdicts import Conclusion, Reason
from tinhso.documents.tests.attacks import with_white_box
from tinhso.documents.tests.factories import AT, Office

GOLDEN = Path(__file__).parent / "golden" / "annex-corner.png"


def a_pdf(turn: int = 0, pages: int = 1) -> bytes:
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[0].rotate(turn, relative=False)
        pdf.save(output)
    return output.getvalue()


def sealed(office: Office, content: bytes, main: Document | None = None) -> Document | None:
    issued = main or office.issued()
    with acting_as(office.registrar):
        return seal_annex(
            main=issued, name="Phụ lục I.pdf", actor=office.registrar, at=AT,
            file=store_file(content, "application/pdf", AT),
        )  # fmt: skip


def bytes_of(annex: Document | None) -> bytes:
    assert annex is not None
    rendition = latest_rendition(annex)
    assert rendition is not None
    return load_bytes(rendition.file.sha256)


def corner(pdf: bytes) -> Image.Image:
    """Draw the top right of the first page as somebody looks at it."""
    command = ["pdftoppm", "-r", "72", "-png", "-singlefile", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)  # noqa: S603
    page = Image.open(io.BytesIO(done.stdout)).convert("RGB")
    return page.crop((page.width - 220, 0, page.width, 60))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_number_and_time_stand_upright_in_the_top_right_corner(office: Office, turn: int) -> None:
    drawn = corner(bytes_of(sealed(office, a_pdf(turn))))
    golden = Image.open(GOLDEN).convert("RGB")

    difference = max(ImageStat.Stat(ImageChops.difference(drawn, golden)).mean)
    assert drawn.size == golden.size
    assert difference < 2.5
    assert (
        max(
            ImageStat.Stat(
                ImageChops.difference(golden, Image.new("RGB", golden.size, "white"))
            ).mean
        )
        > 4
    )


def test_sealed_file_begins_with_what_was_brought_and_is_valid(office: Office) -> None:
    content, main = a_pdf(), office.issued()
    annex = sealed(office, content, main)
    signed = bytes_of(annex)

    found = verify_content(content=signed, at=AT)

    assert annex is not None
    assert signed.startswith(content)
    assert found.verdict.conclusion is Conclusion.VALID
    assert (annex.kind, annex.notation, annex.number) == ("ANNEX", main.notation, None)
    assert [one.is_organisation for one in found.signatures] == [True]
    assert (
        Reason.CHANGED_AFTER
        in verify_content(content=with_white_box(signed), at=AT).verdict.reasons
    )


def test_it_is_made_to_last_like_its_document(office: Office, trust: TrustServer) -> None:
    annex = sealed(office, a_pdf())
    assert annex is not None

    with acting_as(SYSTEM):
        assert protect_document(document=annex, at=AT)

    assert verify_content(content=bytes_of(annex), at=AT).verdict.conclusion is Conclusion.VALID


def test_what_others_signed_goes_along_untouched(office: Office) -> None:
    main = office.issued()

    assert sealed(office, bytes_of(main), main) is None


def test_strangers_and_unissued_documents_are_refused(office: Office) -> None:
    file = store_file(a_pdf(), "application/pdf", AT)
    with acting_as(office.leader), pytest.raises(SignerNotAllowed):
        seal_annex(main=office.issued(), name="a.pdf", file=file, actor=office.leader, at=AT)
    with acting_as(office.registrar), pytest.raises(DocumentNotReady):
        seal_annex(main=office.signed(), name="a.pdf", file=file, actor=office.registrar, at=AT)


def test_files_nobody_can_sign_are_refused_when_they_are_brought() -> None:
    locked, output = io.BytesIO(a_pdf()), io.BytesIO()
    with pikepdf.open(locked) as pdf:
        pdf.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))

    with pytest.raises(UploadLocked):
        check_sealable(output.getvalue())
    with pytest.raises(UploadBroken):
        check_sealable(b"%PDF-1.7\nnot a pdf")
    check_sealable(a_pdf())
