"""Forgetting what a person was told, when they ask for it."""

from datetime import datetime

from tinhso.notifications.models import Notification


def forget_told(*, person_id: int, before: datetime) -> int:
    """Delete a person's read notifications of before a moment, as the platform; gives how many.

    What they have not read yet stays: it may be a decision whose time to appeal runs.
    """
    read = Notification.objects.filter(
        person_id=person_id, created_at__lt=before, read_at__isnull=False
    )
    count = read.count()
    read.delete()
    return count
