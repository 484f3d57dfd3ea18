"""What a file is, told from its first bytes: its name and the browser's word are not believed."""

MEDIA_TYPES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "application/pdf": ".pdf",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
}

_SIGNS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}


def sniff_media_type(head: bytes) -> str:
    """Give the media type the content begins with, or an empty text for any other."""
    if head[4:8] == b"ftyp":
        return "video/quicktime" if head[8:12] == b"qt  " else "video/mp4"
    for sign, media_type in _SIGNS.items():
        if head.startswith(sign):
            return media_type
    return ""
