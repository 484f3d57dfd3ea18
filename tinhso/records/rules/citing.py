"""Where in Decree 30/2020/NĐ-CP a rule of form is written, and the mark for translators.

Places in annex I were compared with a copy of the annex in a public repository (read 26/11/2026),
not with the gazette: they are ``secondary``.
"""

from dataclasses import dataclass


def gettext_noop(text: str) -> str:
    """Mark a sentence for translators; whoever shows it translates it."""
    return text


@dataclass(frozen=True, slots=True)
class Place:
    """A place in part I of annex I: section (``II``), item, point (may be empty); or annex III."""

    section: str = ""
    item: int = 0
    point: str = ""
    annex: str = "I"

    def __str__(self) -> str:
        """Give it in Vietnamese, as the law is cited."""
        where = [f"Nghị định 30/2020/NĐ-CP, Phụ lục {self.annex}"]
        if self.section:
            where.append(f"Phần I, Mục {self.section}, khoản {self.item}")
        if self.point:
            where.append(f"điểm {self.point}")
        return ", ".join(where)
