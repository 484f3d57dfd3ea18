"""Makes the letters of the interface: Latin and Vietnamese of Be Vietnam Pro, two weights."""

import sys
from io import BytesIO
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont

FILES = Path(__file__).resolve().parents[2] / "node_modules/@fontsource/be-vietnam-pro/files"
WEIGHTS = (400, 600)
SCRIPTS = ("latin", "latin-ext", "vietnamese")
LETTERS = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(
    chr(code) for code in (*range(0x20, 0x7F), *range(0x1EA0, 0x1EFA))
)
ACCENTED = "àáãèéìíòóõùúýÀÁÃÈÉÌÍÒÓÕÙÚÝĩĨũŨ"
SIGNS = "–—‘’“”…·•→←↑↓↕›«»×°²³½%‰₫§©\u00a0"


def _load(weight: int, script: str) -> TTFont:
    return TTFont(FILES / f"be-vietnam-pro-{script}-{weight}-normal.woff2")


def _plain(font: TTFont) -> BytesIO:
    font.flavor = None
    content = BytesIO()
    font.save(content)
    content.seek(0)
    return content


def _options() -> subset.Options:
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
    options.flavor = "woff2"
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    return options


def make(weight: int, target: Path) -> None:
    """Write one weight as a woff2 file holding only the letters the interface writes."""
    parts = []
    wanted = set(LETTERS + ACCENTED + SIGNS)
    for script in SCRIPTS:
        font = _load(weight, script)
        here = {chr(code) for code in font.getBestCmap()} & wanted
        wanted -= here
        maker = subset.Subsetter(_options())
        maker.populate(text="".join(sorted(here)))
        maker.subset(font)
        parts.append(_plain(font))
    merged = merge.Merger().merge(parts)
    merged.flavor = "woff2"
    merged.save(target)


def main() -> None:
    """Write every weight into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        make(weight, folder / f"text-{weight}.woff2")


if __name__ == "__main__":
    main()
