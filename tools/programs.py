"""The programs of the platform: which processes `make run` keeps, with their ports."""

import json
import os
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tools.folders import ROOT, VAR, VENV, VENV_PYTHON

WEB_PORT = int(os.environ.get("TINHSO_PORT", "8000"))
LIVE_PORT = int(os.environ.get("TINHSO_LIVE_PORT", str(WEB_PORT + 1)))
METRICS_FOLDER = VAR / "metrics"
PEER_SETTINGS = (
    "TINHSO_OIDC_CLIENT_ID",
    "TINHSO_OIDC_CLIENT_SECRET",
    "TINHSO_EMAIL_WEBHOOK_KEY",
    "TINHSO_POPULATION_REGISTER_KEY",
    "TINHSO_SMS_SAOMAI_KEY",
    "TINHSO_SMS_SAOMAI_WEBHOOK_KEY",
    "TINHSO_SMS_HOABAN_PASSWORD",
    "TINHSO_ZALO_SECRET_KEY",
    "TINHSO_ZALO_REFRESH_TOKEN",
    "TINHSO_ZALO_WEBHOOK_KEY",
    "TINHSO_TRUST_KEY",
    "TINHSO_REMOTE_SIGNING_KEY",
    "TINHSO_BUSINESS_REGISTER_KEY",
    "TINHSO_AXIS_KEY",
    "TINHSO_NATIONAL_PORTAL_API_KEY",
    "TINHSO_NATIONAL_PORTAL_LOGIN_SECRET",
    "TINHSO_NATIONAL_REPORTING_KEY",
    "TINHSO_PAYMENT_SECRET",
    "TINHSO_IMAP_PASSWORD",
    "TINHSO_CHAT_KEY",
)
DEMO_SETTINGS = "config.settings.dev"
_PYTHON = str(VENV_PYTHON)


@dataclass(frozen=True)
class Program:
    """A command to keep running, the ports it takes and where it says that it is well."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    ports: tuple[int, ...] = ()
    health: str = ""


def settings_module() -> str:
    """Give the settings of this run: the demonstration unless the environment says otherwise."""
    return os.environ.get("DJANGO_SETTINGS_MODULE", DEMO_SETTINGS)


def is_demo() -> bool:
    """Tell whether this run is a demonstration, with peers and demo people."""
    return settings_module() == DEMO_SETTINGS


def site_url() -> str:
    """Give the address under which people open the platform."""
    return os.environ.get("TINHSO_SITE_URL", f"http://localhost:{WEB_PORT}")


def live_url() -> str:
    """Give the origin of live updates: the demonstration has no proxy to lead /live/ there."""
    own = f"http://{urlsplit(site_url()).hostname}:{LIVE_PORT}" if is_demo() else ""
    return os.environ.get("TINHSO_LIVE_URL", own)


def django_environment() -> dict[str, str]:
    """Give what every Django process gets besides the environment and var/env."""
    log_format = "console" if sys.stdout.isatty() else "json"
    return {
        "DJANGO_SETTINGS_MODULE": settings_module(),
        "TINHSO_LOG_FORMAT": os.environ.get("TINHSO_LOG_FORMAT", log_format),
        "TINHSO_SITE_URL": site_url(),
        "TINHSO_LIVE_URL": live_url(),
        "PROMETHEUS_MULTIPROC_DIR": str(METRICS_FOLDER),
        "PYTHONUNBUFFERED": "1",
    }


def platform_programs() -> list[Program]:
    """List the platform's own processes."""
    environment = django_environment()
    commands = {
        "worker": ["procrastinate", "worker"],
        "relay": ["run_outbox_relay"],
        "sequencer": ["run_sequencer"],
        **(
            {"voice": ["run_voice_line"]}
            if is_demo() or os.environ.get("TINHSO_VOICE_HOST")
            else {}
        ),
    }
    return [
        web_program(environment),
        live_program(environment),
        *(
            Program(name, [_PYTHON, "manage.py", *command], environment)
            for name, command in commands.items()
        ),
    ]


def web_program(environment: dict[str, str]) -> Program:
    """Give the web server: two processes with two threads each, on loopback."""
    command = [
        str(VENV / "bin" / "granian"), "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(WEB_PORT), "--workers", os.environ.get("TINHSO_WEB_WORKERS", "2"),
        "--blocking-threads", os.environ.get("TINHSO_WEB_THREADS", "2"), "--no-ws",
        "--respawn-failed-workers", "--workers-kill-timeout", "10s", "--log-level", "warning",
        "config.wsgi:application",
    ]  # fmt: skip
    health = f"http://127.0.0.1:{WEB_PORT}/health/ready"
    return Program("web", command, environment, (WEB_PORT,), health)


def live_program(environment: dict[str, str]) -> Program:
    """Give the process of server-sent events: one, since one holds all listeners of a machine."""
    command = [
        str(VENV / "bin" / "granian"), "--interface", "asgi", "--host", "127.0.0.1",
        "--port", str(LIVE_PORT), "--workers", "1", "--no-ws", "--respawn-failed-workers",
        "--workers-kill-timeout", "2s", "--log-level", "warning", "config.asgi:application",
    ]  # fmt: skip
    health = f"http://127.0.0.1:{LIVE_PORT}/live/health"
    return Program("live", command, environment, (LIVE_PORT,), health)


def peer_programs(settings: dict[str, str]) -> list[Program]:
    """List the outside systems of the demonstration, as peers/peers.toml says."""
    path = Path(os.environ.get("TINHSO_PEERS_FILE", ROOT / "peers" / "peers.toml"))
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    given = {name: settings[name] for name in PEER_SETTINGS} | {
        "TINHSO_SITE_URL": site_url(),
        "PYTHONUNBUFFERED": "1",
    }
    return [peer_program(peer, given) for peer in table.get("peer", [])]


def peer_program(peer: dict[str, object], given: dict[str, str]) -> Program:
    """Turn one entry of peers.toml into a program."""
    entry = json.loads(json.dumps(peer))
    command = [_PYTHON if word == "python" else word for word in entry["command"]]
    health_port = urlsplit(entry["health"]).port or 0
    return Program(
        name=entry["name"],
        command=command,
        environment={**given, **entry.get("env", {})},
        ports=tuple(sorted({int(entry["port"]), health_port})),
        health=entry["health"],
    )
