"""What the tests of the contact slice share."""

import io

import pytest
from PIL import Image


@pytest.fixture
def picture() -> bytes:
    """Give a small photograph with the place of its phone in it."""
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    output = io.BytesIO()
    Image.new("RGB", (64, 48), "#557733").save(output, "JPEG", exif=exif)
    return output.getvalue()
