"""The relay is killed again and again: every phone gets every message once, nothing is lost."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.conf import settings as settings_of_tests

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.core.tests.processes import running_python
from tinhso.identity.tests.factories import make_citizen
from tinhso.notifications.models import ChannelDelivery
from tinhso.notifications.tests.providers import misbehave, running_sms, use_channels
from tinhso.notifications.tests.test_notify import tell

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = 120
PATIENCE = timedelta(seconds=60)
RELAY = """
from django.conf import settings
from django.core.management import call_command
settings.EMAIL_HOST = settings.ZALO_URL = ""
settings.SMS_SAOMAI_URL, settings.SMS_HOABAN_URL = "{url}/saomai", "{url}/hoaban"
settings.MESSAGE_POLICY_FILE = {policy!r}
call_command("run_outbox_relay")
"""


def sleepless(folder: Path) -> Path:
    choices = Path(settings_of_tests.MESSAGE_POLICY_FILE).read_text(encoding="utf-8")
    file = folder / "notifications.toml"
    file.write_text(choices.replace('channel = "SMS"', 'channel = "EMAIL"'), encoding="utf-8")
    return file


def unsent() -> int:
    with acting_as(SYSTEM):
        return COUNT - ChannelDelivery.objects.filter(state="SENT").count()


@pytest.mark.slow
def test_killed_relays_lose_nothing_and_send_nothing_twice(
    settings: LazySettings, tmp_path: Path
) -> None:
    use_channels(settings, "sms")
    with acting_as(SYSTEM):
        for number in range(COUNT):
            tell(make_citizen().person_id, str(number), at=clock.now())

    with running_sms(settings) as peer:
        misbehave(peer, "saomai", delay_ms=5)
        code = RELAY.format(url=peer.url, policy=str(sleepless(tmp_path)))
        for already in (15, 50, 90):
            with running_python(code) as process:
                give_up_at = clock.now() + PATIENCE
                while len(peer.phones.list_messages()) < already and clock.now() < give_up_at:
                    time.sleep(0.01)
                process.kill()
        with running_python(code):
            give_up_at = clock.now() + PATIENCE
            while unsent():
                assert clock.now() < give_up_at, f"{unsent()} messages were never sent"
                time.sleep(0.1)
        messages = peer.phones.list_messages()

    assert len({message.to for message in messages}) == 1
    assert len(messages) == COUNT
    with acting_as(SYSTEM):
        assert sum(row.cost_vnd for row in ChannelDelivery.objects.all()) == sum(
            350 * message.segments for message in messages
        )
