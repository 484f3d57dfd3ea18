"""Files people hand in and take away: JSON and Excel, told apart by what they are."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import ZipFile

from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.procedures.gateways import workbook
from tinhso.procedures.gateways.pack import CatalogueEntry, Content, read_json, write_json
from tinhso.procedures.queries import list_contents

JSON_TYPE = "application/json"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES = {"json": JSON_TYPE, "xlsx": EXCEL_TYPE}
MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED_BYTES = 200 * 1024 * 1024


class UnreadableFile(DomainError):
    """The file is neither the JSON nor the Excel file an import takes."""

    code = "unreadable_file"
    text = gettext_lazy(
        "Không đọc được tệp này. Hãy dùng tệp .json hoặc .xlsx theo mẫu xuất từ trang này, không"
        " quá 20 MB."
    )


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to take away, and how many procedures it holds."""

    name: str
    content_type: str
    raw: bytes
    count: int


def read_catalogue(*, name: str, raw: bytes) -> list[CatalogueEntry]:
    """Give the procedures of a JSON or Excel file, each with what is wrong with it.

    :raises UnreadableFile: it is neither, too large, or lacks a sheet or a column.
    """
    if len(raw) > MOST_BYTES:
        raise UnreadableFile
    if not raw.startswith(b"PK"):
        return read_json(name, raw)
    try:
        _refuse_bomb(raw)
        return workbook.read_workbook(name, raw)
    except KeyError as missing:
        raise UnreadableFile(str(missing.args[0])) from missing
    except workbook.BROKEN as error:
        raise UnreadableFile from error


def export_catalogue(kind: str, *, on: date) -> ExportFile:
    """Give the procedures in force on a day as a ``json`` or ``xlsx`` file.

    :raises UnreadableFile: any other kind.
    """
    if kind not in _TYPES:
        raise UnreadableFile
    contents = list_contents(on)
    raw = _written(kind, contents)
    return ExportFile(f"thu-tuc-{on:%Y-%m-%d}.{kind}", _TYPES[kind], raw, len(contents))


def _written(kind: str, contents: list[Content]) -> bytes:
    return write_json(contents) if kind == "json" else workbook.write_workbook(contents)


def _refuse_bomb(raw: bytes) -> None:
    with ZipFile(BytesIO(raw)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED_BYTES:
            raise UnreadableFile
