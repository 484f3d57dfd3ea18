"""The site the journeys visit: the real programs with a province of their own, on free ports.

One site serves every process of a test run. The first that needs it starts it, the last that
leaves stops it; whoever stays holds a shared lock. Its data is loaded once, so a journey uses
people and cases nobody else uses.
"""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

from django.conf import settings

from tests.journeys.databases import copy_database, create_database, drop_database, pristine_of
from tests.journeys.programs import (
    ROOT,
    SiteDidNotStart,
    end_group,
    launch,
    manage,
    wait_until,
    web_command,
)
from tools import migrated_template
from tools.postgres import free_ports

BACKGROUND = {
    "relay": ("run_outbox_relay",),
    "sequencer": ("run_sequencer",),
    "worker": ("procrastinate", "worker"),
}
BUILT = ROOT / "tinhso/ui/static/ui/dist/citizen.css"


@dataclass(frozen=True)
class Site:
    """Where the running site answers."""

    url: str
    mail_url: str
    identity_url: str
    sms_url: str
    zalo_url: str
    register_url: str
    payment_url: str
    remote_signing_url: str
    axis_url: str
    chat_url: str
    national_portal_url: str
    database: str
    folder: str
    environment: dict[str, str]
    process_ids: tuple[int, ...] = ()
    has_background: bool = False


@contextmanager
def shared_site(run_name: str) -> Iterator[Site]:
    """Give the site of this test run, started by the first process that asks."""
    folder = Path(tempfile.gettempdir()) / f"tinhso-journeys-{run_name}"
    folder.mkdir(parents=True, exist_ok=True)
    users = os.open(folder / "users", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(users, fcntl.LOCK_SH)
    try:
        yield _started_once(folder)
    finally:
        _leave(folder, users)


def with_background(site: Site) -> Site:
    """Give the site with the programs behind the pages too: messages, ledger, tasks."""
    folder = Path(site.folder)
    with _one_at_a_time(folder):
        running = _read(folder)
        if running is None or running.has_background:
            return running or site
        process_ids = running.process_ids
        for name, command in BACKGROUND.items():
            process_ids += (launch(folder, name, manage(*command), running.environment).pid,)
        return _write(folder, replace(running, process_ids=process_ids, has_background=True))


def _started_once(folder: Path) -> Site:
    with _one_at_a_time(folder):
        return _read(folder) or _write(folder, _start(folder))


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "starting").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        yield


def _read(folder: Path) -> Site | None:
    note = folder / "site.json"
    if not note.exists():
        return None
    facts = json.loads(note.read_text(encoding="utf-8"))
    return Site(**{**facts, "process_ids": tuple(facts["process_ids"])})


def _write(folder: Path, site: Site) -> Site:
    (folder / "site.json").write_text(json.dumps(asdict(site)), encoding="utf-8")
    return site


def _leave(folder: Path, users: int) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    finally:
        os.close(users)
    site = _read(folder)
    if site is not None:
        _stop(site)
    shutil.rmtree(folder, ignore_errors=True)


class _Starter:
    """Starts the programs one after the other; ends all of them when one fails."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        ports = iter(free_ports(17))
        self.web, self.identity, self.smtp, self.inbox = islice(ports, 4)
        self.sms, self.zalo, self.live, self.business_register = islice(ports, 4)
        self.register, self.trust, self.payment, self.axis = islice(ports, 4)
        self.remote_signing, self.imap, self.chat = islice(ports, 3)
        self.national_portal, self.national_reporting = ports
        self.started: list[subprocess.Popen[bytes]] = []
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
            "JOURNEY_FOLDER": str(folder),
            "JOURNEY_DATABASE": database,
            "TINHSO_SITE_URL": f"http://localhost:{self.web}",
            "TINHSO_LIVE_URL": f"http://localhost:{self.live}",
            "TINHSO_OIDC_ISSUER": f"http://localhost:{self.identity}",
            "TINHSO_OIDC_CLIENT_ID": settings.OIDC_CLIENT_ID,
            "TINHSO_OIDC_CLIENT_SECRET": settings.OIDC_CLIENT_SECRET,
            "TINHSO_SMTP_PORT": str(self.smtp),
            "BUSINESS_REGISTER_PORT": str(self.business_register),
            "TINHSO_BUSINESS_REGISTER_URL": f"http://127.0.0.1:{self.business_register}",
            "TINHSO_BUSINESS_REGISTER_KEY": "test-only",
            "TRUST_PORT": str(self.trust),
            "TRUST_FOLDER": str(folder / "trust"),
            "TINHSO_TRUST_URL": f"http://127.0.0.1:{self.trust}",
            "TINHSO_TRUST_KEY": "test-only",
            "REMOTE_SIGNING_PORT": str(self.remote_signing),
            "REMOTE_SIGNING_FOLDER": str(folder / "remote_signing"),
            "REMOTE_SIGNING_TRUST_URL": f"http://127.0.0.1:{self.trust}",
            "TINHSO_REMOTE_SIGNING_URL": f"http://localhost:{self.remote_signing}",
            "TINHSO_REMOTE_SIGNING_KEY": "test-only",
            "NATIONAL_ID_PORT": str(self.identity),
            "NATIONAL_ID_ISSUER": f"http://localhost:{self.identity}",
            "POPULATION_REGISTER_PORT": str(self.register),
            "TINHSO_POPULATION_REGISTER_URL": f"http://localhost:{self.register}",
            "TINHSO_POPULATION_REGISTER_KEY": settings.POPULATION_REGISTER_KEY,
            "MAIL_PORT": str(self.smtp),
            "MAIL_WEB_PORT": str(self.inbox),
            "MAIL_IMAP_PORT": str(self.imap),
            "TINHSO_IMAP_HOST": "127.0.0.1",
            "TINHSO_IMAP_PORT": str(self.imap),
            "TINHSO_IMAP_PASSWORD": "test-only",
            "CHAT_PORT": str(self.chat),
            "TINHSO_CHAT_URL": f"http://localhost:{self.chat}",
            "TINHSO_CHAT_KEY": settings.CHAT_KEY,
            "TINHSO_CTI_KEY": settings.CTI_KEY,
            **_message_providers(self.sms, self.zalo),
            "AXIS_PORT": str(self.axis),
            "TINHSO_AXIS_URL": f"http://localhost:{self.axis}",
            "TINHSO_AXIS_KEY": settings.AXIS_KEY,
            **_national_systems(self.national_portal, self.national_reporting),
            "TINHSO_PAYMENT_URL": f"http://localhost:{self.payment}",
            "TINHSO_PAYMENT_SECRET": settings.PAYMENT_DEMO_SECRET,
            "PAYMENT_PORT": str(self.payment),
            "PAYMENT_STORE": ":memory:",
            "TINHSO_MESSAGE_POLICY": str(_never_quiet(folder)),
        }

    def run(self, *command: str, **changes: str) -> None:
        """Run a program to its end, with some variables changed."""
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **self.environment, **changes},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SiteDidNotStart(f"{' '.join(command)}\n{done.stdout}{done.stderr}")

    def start(self, name: str, *command: str) -> None:
        """Start a program that keeps running."""
        self.started.append(launch(self.folder, name, command, self.environment))

    def wait_for(self, name: str, url: str) -> None:
        """Wait until a program answers at its address."""
        wait_until(url, self.folder / f"{name}.log", self.started)


def _never_quiet(folder: Path) -> Path:
    """Write the province's choices with quiet hours of no length: journeys run at night too."""
    choices = (Path(settings.PROVINCE_PACK) / "notifications.toml").read_text(encoding="utf-8")
    policy = folder / "notifications.toml"
    sleepless = re.sub(
        r'begins_at = (".*?")\nends_at = ".*?"', r"begins_at = \1\nends_at = \1", choices
    )
    policy.write_text(sleepless, encoding="utf-8")
    return policy


def _message_providers(sms: int, zalo: int) -> dict[str, str]:
    """Give where the providers of messages answer, and the secrets they share with the site."""
    secret_names = (
        "EMAIL_WEBHOOK_KEY", "SMS_SAOMAI_KEY", "SMS_SAOMAI_WEBHOOK_KEY", "SMS_HOABAN_PASSWORD",
        "ZALO_SECRET_KEY", "ZALO_REFRESH_TOKEN", "ZALO_WEBHOOK_KEY",
    )  # fmt: skip
    return {
        "SMS_PORT": str(sms),
        "ZALO_PORT": str(zalo),
        "TINHSO_SMS_SAOMAI_URL": f"http://localhost:{sms}/saomai",
        "TINHSO_SMS_HOABAN_URL": f"http://localhost:{sms}/hoaban",
        "TINHSO_ZALO_URL": f"http://localhost:{zalo}",
        **{f"TINHSO_{name}": getattr(settings, name) for name in secret_names},
    }


def _national_systems(portal: int, reporting: int) -> dict[str, str]:
    """Give where the national systems answer, and the keys they share with the site."""
    return {
        "NATIONAL_PORTAL_PORT": str(portal),
        "TINHSO_NATIONAL_PORTAL_API_URL": f"http://localhost:{portal}",
        "TINHSO_NATIONAL_PORTAL_API_KEY": settings.NATIONAL_PORTAL_API_KEY,
        "TINHSO_NATIONAL_PORTAL_LOGIN_ISSUER": f"http://localhost:{portal}",
        "TINHSO_NATIONAL_PORTAL_LOGIN_SECRET": settings.NATIONAL_PORTAL_LOGIN_SECRET,
        "NATIONAL_REPORTING_PORT": str(reporting),
        "TINHSO_NATIONAL_REPORTING_URL": f"http://localhost:{reporting}",
        "TINHSO_NATIONAL_REPORTING_KEY": settings.NATIONAL_REPORTING_KEY,
    }


def _migrated(database: str) -> None:
    """Make the site's database, from the one in which migrations have run where there is one."""
    template = os.environ.get(migrated_template.NAME)
    if template:
        copy_database(template, database)
    else:
        create_database(database)


def _start(folder: Path) -> Site:
    if not BUILT.exists():
        raise SiteDidNotStart("Styles are not built: run `npm run build`, or `make setup`.")
    database = f"{settings.DATABASES['default']['TEST']['NAME']}_journeys"
    _migrated(database)
    starter = _Starter(folder, database)
    try:
        _start_programs(starter)
    except BaseException:
        for process in starter.started:
            end_group(process.pid)
        raise
    return Site(
        url=starter.environment["TINHSO_SITE_URL"],
        mail_url=f"http://localhost:{starter.inbox}",
        identity_url=starter.environment["TINHSO_OIDC_ISSUER"],
        sms_url=f"http://localhost:{starter.sms}",
        zalo_url=f"http://localhost:{starter.zalo}",
        register_url=f"http://localhost:{starter.register}",
        payment_url=f"http://localhost:{starter.payment}",
        remote_signing_url=f"http://localhost:{starter.remote_signing}",
        axis_url=f"http://localhost:{starter.axis}",
        chat_url=f"http://localhost:{starter.chat}",
        national_portal_url=f"http://localhost:{starter.national_portal}",
        database=database,
        folder=str(folder),
        environment=starter.environment,
        process_ids=tuple(process.pid for process in starter.started),
    )


_PEERS = (
    "mail", "population_register", "sms", "zalo", "payment", "axis", "remote_signing", "chat",
    "national_portal", "national_reporting",
)  # fmt: skip


def _start_programs(starter: _Starter) -> None:
    starter.start("national-id", "node", "peers/national_id/server.mjs")
    for peer in _PEERS:
        starter.start(peer, sys.executable, "-m", f"peers.{peer}")
    starter.start("business-register", sys.executable, "-m", "peers.business_register")
    starter.start("trust", sys.executable, "-m", "peers.trust")
    starter.wait_for("trust", f"{starter.environment['TINHSO_TRUST_URL']}/health")
    # As `make run` does: what is loaded lies in the past, before today's certificates.
    starter.run(sys.executable, "-m", "tests.journeys.prepare", TINHSO_TRUST_URL="")
    starter.run(sys.executable, "-m", "tests.journeys.prepare")
    database = starter.environment["JOURNEY_DATABASE"]
    copy_database(database, pristine_of(database))
    granian = str(Path(sys.executable).with_name("granian"))
    starter.start("web", *web_command(starter.web))
    starter.start(
        "live", granian, "--interface", "asgi", "--host", "127.0.0.1", "--port", str(starter.live),
        "--workers", "1", "--no-ws", "--log-level", "warning", "config.asgi:application",
    )  # fmt: skip
    starter.wait_for("national-id", f"{starter.environment['TINHSO_OIDC_ISSUER']}/health")
    web_ports = {
        "mail": starter.inbox,
        "sms": starter.sms,
        "zalo": starter.zalo,
        "payment": starter.payment,
        "axis": starter.axis,
        "remote_signing": starter.remote_signing,
        "chat": starter.chat,
        "national_portal": starter.national_portal,
    }
    for peer, port in web_ports.items():
        starter.wait_for(peer, f"http://localhost:{port}/health")
    starter.wait_for("live", f"{starter.environment['TINHSO_LIVE_URL']}/live/health")
    starter.wait_for("web", f"{starter.environment['TINHSO_SITE_URL']}/health/live")


def _stop(site: Site) -> None:
    for process_id in site.process_ids:
        end_group(process_id)
    drop_database(site.database)
    drop_database(pristine_of(site.database))
