"""Work on messages that nobody waits for: asking providers, keeping their tokens fresh."""

from procrastinate.contrib.django import app

from tinhso.core import clock
from tinhso.core.tasks import system_task
from tinhso.notifications.gateways import find_provider, zalo_tokens
from tinhso.notifications.gateways.parcel import NotTaken, Unclear
from tinhso.notifications.operations import poll_deliveries


@app.periodic(cron="* * * * *")
@system_task(queueing_lock="poll_message_deliveries")
def poll_message_deliveries(timestamp: int) -> None:
    """Ask providers about messages they have not reported on."""
    poll_deliveries(at=clock.now())


@app.periodic(cron="*/10 * * * *")
@system_task(queueing_lock="refresh_zalo_token")
def refresh_zalo_token(timestamp: int) -> None:
    """Get a new token before the old one ends, in a transaction of its own."""
    if find_provider("zalo") is None:
        return
    try:
        zalo_tokens.access_token()
    except (NotTaken, Unclear):
        return
