"""Writes of the dashboards slice: loading, drafts, versions, shapes of areas."""

from tinhso.dashboards.operations.boards import (
    BoardRefused,
    load_boards,
    save_version,
)
from tinhso.dashboards.operations.editing import (
    Described,
    DraftMoved,
    NothingToPublish,
    change_draft,
    create_board,
    describe_board,
    drop_draft,
    publish_draft,
    return_to_version,
    undo_change,
)
from tinhso.dashboards.operations.mailing import (
    BadRecipient,
    BadStopLink,
    NotYourMailing,
    Planned,
    TooManyRecipients,
    add_recipient,
    people_of,
    plan_mailing,
    remove_recipient,
    send_soon,
    stop_letters,
    switch_mailing,
)
from tinhso.dashboards.operations.shapes import draw_cells, import_boundaries

__all__ = [
    "BadRecipient",
    "BadStopLink",
    "BoardRefused",
    "Described",
    "DraftMoved",
    "NotYourMailing",
    "NothingToPublish",
    "Planned",
    "TooManyRecipients",
    "add_recipient",
    "change_draft",
    "create_board",
    "describe_board",
    "draw_cells",
    "drop_draft",
    "import_boundaries",
    "load_boards",
    "people_of",
    "plan_mailing",
    "publish_draft",
    "remove_recipient",
    "return_to_version",
    "save_version",
    "send_soon",
    "stop_letters",
    "switch_mailing",
    "undo_change",
]
