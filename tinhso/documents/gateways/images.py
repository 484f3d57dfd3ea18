"""Pictures from phones: decoded within limits and written anew, so nothing else comes along."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from tinhso.documents.gateways.refusals import UploadBroken, UploadTooLarge

_MOST_PIXELS = 60_000_000
_LONGEST_SIDE = 4000
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}


def clean_image(content: bytes, media_type: str) -> bytes:
    """Re-encode a JPEG or PNG upright, without EXIF, text or anything after the picture.

    :raises UploadTooLarge: it has more pixels than any paper needs.
    :raises UploadBroken: it cannot be decoded to the end.
    """
    form = _FORMATS[media_type]
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
