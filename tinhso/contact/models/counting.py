"""How far the line's history has been told to the province's indicators."""

from django.db import models


class TellingMark(models.Model):
    """The last event told, and as of when due dates were looked at (mốc thống kê); one row."""

    last_event_id = models.BigIntegerField(default=0)
    told_at = models.DateTimeField(null=True)
