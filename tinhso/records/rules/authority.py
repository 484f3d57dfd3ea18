"""By which right somebody signs (Decree 30/2020 art. 13): TM., KT., TL., TUQ., Q."""

from dataclasses import dataclass

_COMMITTEE = "ủy ban nhân dân"


@dataclass(frozen=True, slots=True)
class Authority:
    """The lines above a name, and the role that may sign by it."""

    code: str
    meaning: str
    signer_role: str = "LEADER"


AUTHORITIES = (
    Authority("", "Người đứng đầu ký trực tiếp"),
    Authority("TM.", "Thay mặt tập thể lãnh đạo"),
    Authority("KT.", "Ký thay người đứng đầu (cấp phó)"),
    Authority("TL.", "Thừa lệnh người đứng đầu", "HEAD_OF_UNIT"),
    Authority("TUQ.", "Thừa ủy quyền bằng văn bản; không được ủy quyền lại", "HEAD_OF_UNIT"),
    Authority("Q.", "Quyền người đứng đầu"),
)
_ROLE = {authority.code: authority.signer_role for authority in AUTHORITIES}


def signer_role(authority: str) -> str:
    """Give the role that may sign by a right."""
    return _ROLE.get(authority, "LEADER")


def authority_lines(authority: str, agency_name: str, title: str) -> tuple[str, str]:
    """Give the lines above the title, and the title: ``("KT. Giám đốc", "Phó Giám đốc")``.

    A committee decides as a body: its deputies sign for the chair, the chair for the committee.
    """
    is_committee = agency_name.lower().startswith(_COMMITTEE)
    head = "Chủ tịch" if is_committee else "Giám đốc"
    body = "TM. Ủy ban nhân dân\n" if is_committee else ""
    lines = {
        "TM.": "TM. Ủy ban nhân dân" if is_committee else "TM. Ban lãnh đạo",
        "KT.": f"{body}KT. {head}",
        "TL.": f"TL. {head}",
        "TUQ.": f"TUQ. {head}",
    }
    if authority == "Q.":
        return body.strip(), f"Q. {title}"
    return lines.get(authority, ""), title
