"""What the records slice does when others, or its other half, have news."""

from tinhso.core.actors import SYSTEM
from tinhso.core.tasks import as_system
from tinhso.records.events import OfficialDocumentIssued
from tinhso.records.operations import close_answered


def close_tasks_answered(event: OfficialDocumentIssued) -> None:
    """End the tasks an issued document answers; the periodic task finds what a crash left."""
    as_system(close_answered)(official_id=event.official_id, actor=SYSTEM, at=event.at)
