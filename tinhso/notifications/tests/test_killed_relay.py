"""The relay is killed again and again: every phone gets every message once, nothing is lost."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.conf import settings as settings_of_tests

from peers.sms.server import SmsPeer
from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.outbox_relay import send_all_due, send_next
from tinhso.core.rls import acting_as
from tinhso.core.tests.killing import killed_at, stride
from tinhso.core.tests.processes import running_python
from tinhso.identity.tests.factories import make_citizen
from tinhso.notifications.models import ChannelDelivery, ProviderHealth
from tinhso.notifications.operations import TELLING, poll_deliveries
from tinhso.notifications.tests.providers import NOON, misbehave, running_sms, use_channels
from tinhso.notifications.tests.test_notify import tell

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = 120
MOST_STATEMENTS = 200
PATIENCE = timedelta(minutes=4)
RELAY = """
from django.conf import settings
from django.core.management import call_command
from datetime import timedelta
from tinhso.core import outbox_relay
outbox_relay.LEASE = timedelta(seconds=1)
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


@pytest.mark.slow
def test_relay_killed_at_any_statement_while_its_provider_goes_silent_rings_once(
    settings: LazySettings,
) -> None:
    use_channels(settings, "sms")
    with running_sms(settings) as peer:
        for number in range(1, MOST_STATEMENTS, stride()):
            phone = f"09000{number:05}"
            with acting_as(SYSTEM):
                ProviderHealth.objects.all().delete()
                tell(make_citizen(phone=phone).person_id, phone)
                send_all_due(destination=TELLING, at=NOON)
            was_killed = killed_at(number, lambda: send_next(destination="sms", at=NOON))
            _stay_silent_for_an_hour(peer)

            [message] = peer.phones.list_messages(phone)
            with acting_as(SYSTEM):
                assert ChannelDelivery.objects.latest("id").state == "SENT"
            if not was_killed:
                break

    assert number > 20
    assert message.provider == "saomai"


def _stay_silent_for_an_hour(peer: SmsPeer) -> None:
    """Let the first provider break every line, then answer again; the relay goes on meanwhile."""
    misbehave(peer, "saomai", mode="drop")
    with acting_as(SYSTEM):
        for minutes in (3, 40):
            send_all_due(destination="sms", at=NOON + timedelta(minutes=minutes))
    misbehave(peer, "saomai", mode="ok")
    with acting_as(SYSTEM):
        poll_deliveries(at=NOON + timedelta(minutes=51))
        send_all_due(destination="sms", at=NOON + timedelta(minutes=52))
