"""Pictures from phones: decoded within limits and written anew, so nothing else comes along."""

import io
import warnings
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from tinhso.documents.gateways.refusals import UploadBroken, UploadTooLarge

_MOST_PIXELS = 60_000_000
_LONGEST_SIDE = 4000
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
#: A part of a picture: left, top, width and height, each between 0 and 1.
Area = tuple[float, float, float, float]


def clean_image(content: bytes, media_type: str) -> bytes:
    """Re-encode a JPEG or PNG upright, without EXIF, text or anything after the picture.

    :raises UploadTooLarge: it has more pixels than any paper needs.
    :raises UploadBroken: it cannot be decoded to the end.
    """
    form = FORMATS[media_type]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[form]) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise UploadTooLarge
                picture.load()
                upright = ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError) as error:
        raise UploadBroken from error
    except (ValueError, SyntaxError, IndexError, MemoryError) as error:
        raise UploadBroken from error
    return _encode(upright, form)


def _encode(picture: Image.Image, form: str) -> bytes:
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if has_alpha and form == "PNG" else "L" if picture.mode == "L" else "RGB"
    plain = Image.new(mode, picture.size)
    plain.paste(picture.convert(mode))
    output = io.BytesIO()
    if form == "JPEG":
        plain.save(output, "JPEG", quality=88, optimize=True)
    else:
        plain.save(output, "PNG", optimize=True)
    return output.getvalue()


def cover_areas(content: bytes, media_type: str, areas: Sequence[Area]) -> bytes:
    """Give a picture of ours with areas painted black: what was under them is gone.

    :raises UploadBroken: it cannot be decoded.
    """
    form = FORMATS[media_type]
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as picture:
            covered = picture.convert("RGBA" if picture.mode == "RGBA" else "RGB")
    except (UnidentifiedImageError, OSError) as error:
        raise UploadBroken from error
    draw = ImageDraw.Draw(covered)
    for left, top, width, height in areas:
        x, y = left * covered.width, top * covered.height
        draw.rectangle((x, y, x + width * covered.width, y + height * covered.height), fill="black")
    return _encode(covered, form)


def size_of(content: bytes) -> tuple[int, int]:
    """Give width and height of a picture of ours, in pixels."""
    with Image.open(io.BytesIO(content)) as picture:
        return picture.width, picture.height
