"""Names of attached files: what may be shown and saved, without paths and tricks."""

import re

from tinhso.core.text import squeeze

_LONGEST = 180
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)
#: Formats that are zip archives themselves: what is in them stays in them.
ZIP_FORMATS = frozenset(
    {"zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "jar", "apk", "kmz", "asice"}
)


def plain_name(name: str, number: int) -> str:
    """Give a name fit to show and to save under; what leaves nothing becomes ``tep-<number>``.

    Neither separators nor control, direction or reserved names survive, whatever the sender wrote.
    """
    last = re.split(r"[\\/:]", name.replace("\0", ""))[-1]
    shown = squeeze("".join(letter for letter in last if letter.isprintable()))
    kept = re.sub(r'[<>:"|?*]', "", shown).strip(". ")
    if not kept or _RESERVED.match(kept):
        return f"tep-{number}"
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 10:
        return kept[:_LONGEST]
    return f"{stem[: _LONGEST - len(ending) - 1]}.{ending}"


def ending_of(name: str) -> str:
    """Give the ending of a name in lower case, without the dot; empty when it has none."""
    return name.rpartition(".")[2].lower() if "." in name else ""
