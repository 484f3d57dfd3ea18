"""Published attacks on signed PDFs, made on our own files."""

import io
from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def with_added_page(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Page"),
            generic.pdf_name("/MediaBox"): generic.ArrayObject(
                map(generic.NumberObject, (0, 0, 200, 200))
            ),
        }
    )
    pages = writer.root["/Pages"]
    page["/Parent"] = writer.root.raw_get("/Pages")
    pages["/Kids"].append(writer.add_object(page))
    pages["/Count"] = generic.NumberObject(int(pages["/Count"]) + 1)
    writer.update_container(pages["/Kids"])
    writer.update_container(pages)
    return written(writer)


def with_white_box(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    box = writer.add_object(generic.StreamObject(stream_data=b"1 1 1 rg 50 50 500 700 re f"))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), box])
    writer.update_container(page)
    return written(writer)


def with_annotation(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Contents"): generic.pdf_string("1.000.000.000"),
            generic.pdf_name("/Rect"): generic.ArrayObject(
                map(generic.NumberObject, (50, 50, 300, 300))
            ),
        }
    )
    page = writer.root["/Pages"]["/Kids"][0]
    if "/Annots" not in page:
        page["/Annots"] = generic.ArrayObject()
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page)
    writer.update_container(page["/Annots"])
    return written(writer)


def with_other_appearance(pdf: bytes) -> bytes:
    """Put another picture over a signature, as in shadow-replace attacks."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    field = writer.root["/AcroForm"]["/Fields"][0]
    form = writer.add_object(
        generic.StreamObject(
            {
                generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
                generic.pdf_name("/BBox"): generic.ArrayObject(
                    map(generic.NumberObject, (0, 0, 99, 99))
                ),
            },
            stream_data=b"0 0 99 99 re f",
        )
    )
    field["/AP"] = generic.DictionaryObject({generic.pdf_name("/N"): form})
    writer.update_container(field)
    return written(writer)


def written(writer: IncrementalPdfFileWriter) -> bytes:
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def with_hidden_text_shown(pdf: bytes) -> bytes:
    """Point the page at other content: shadow-hide, its layer hidden when it was signed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(
        generic.StreamObject(stream_data=b"0 0 1 rg 0 0 9 9 re f")
    )
    writer.update_container(page)
    return written(writer)


def with_catalogue_replaced(pdf: bytes) -> bytes:
    """Give the file another catalogue over the same pages: shadow-replace."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root["/OpenAction"] = generic.DictionaryObject(
        {
            generic.pdf_name("/S"): generic.pdf_name("/JavaScript"),
            generic.pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
        }
    )
    writer.update_root()
    return written(writer)


def with_field_value_changed(pdf: bytes) -> bytes:
    """Change a text the default policy allows to be changed in forms."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    form = writer.root["/AcroForm"]
    field = writer.add_object(
        generic.DictionaryObject(
            {
                generic.pdf_name("/FT"): generic.pdf_name("/Tx"),
                generic.pdf_name("/T"): generic.pdf_string("SoTien"),
                generic.pdf_name("/V"): generic.pdf_string("1.000.000.000"),
            }
        )
    )
    form["/Fields"].append(field)
    writer.update_container(form["/Fields"])
    writer.update_container(form)
    return written(writer)


def truncations(pdf: bytes) -> Iterator[bytes]:
    """Cut a file at the end of every revision, and around it."""
    end = pdf.find(b"%%EOF")
    while end != -1 and end + 7 < len(pdf):
        for length in (end - 1, end + 5, end + 6, end + 7):
            yield pdf[:length]
        end = pdf.find(b"%%EOF", end + 5)
    for share in (1, 2, 3, 5, 8, 9):
        yield pdf[: len(pdf) * share // 10]
    yield pdf[:-1]
    yield pdf[:-8]
