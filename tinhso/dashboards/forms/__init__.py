"""What people who keep boards are asked: its words, its tiles, to whom it is sent."""

from tinhso.dashboards.forms.editing import (
    BoardForm,
    NoteForm,
    TileForm,
    asked_of,
    written_of,
)
from tinhso.dashboards.forms.mailing import MailingForm, RecipientForm

__all__ = [
    "BoardForm",
    "MailingForm",
    "NoteForm",
    "RecipientForm",
    "TileForm",
    "asked_of",
    "written_of",
]
