"""A second site beside the shared one, for what would change everybody's world, such as a merger.

It begins with the same data: a copy of the database and of the files, made before anybody used the
shared site. Peers are shared; web and background programs are its own. It has no link to national
systems: their accounts, which a journey compares with the shared site's, know one province.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.journeys.databases import copy_database, drop_database, pristine_of
from tests.journeys.programs import (
    end_group,
    launch,
    manage,
    wait_until,
    web_command,
)
from tests.journeys.site import BACKGROUND, Site
from tools.postgres import free_port

_OWN_FOLDERS = ("files", "keys", "pki", "trusted")
_SHARED = ("static", "notifications.toml")


@contextmanager
def own_site(shared: Site, name: str) -> Iterator[Site]:
    """Give a site of one's own, with everything running; it is gone afterwards."""
    folder = _folder_like(Path(shared.folder), name)
    database, port = f"{shared.database}_{name}", free_port()
    copy_database(pristine_of(shared.database), database)
    environment = {
        **shared.environment,
        "JOURNEY_FOLDER": str(folder),
        "JOURNEY_DATABASE": database,
        "TINHSO_SITE_URL": f"http://localhost:{port}",
        "TINHSO_NATIONAL_PORTAL_API_URL": "",
        "TINHSO_NATIONAL_REPORTING_URL": "",
    }
    programs = {"web": web_command(port)} | {key: manage(*row) for key, row in BACKGROUND.items()}
    started = [launch(folder, key, command, environment) for key, command in programs.items()]
    try:
        wait_until(f"http://localhost:{port}/health/live", folder / "web.log", started)
        yield replace(
            shared,
            url=environment["TINHSO_SITE_URL"],
            database=database,
            folder=str(folder),
            environment=environment,
            process_ids=tuple(process.pid for process in started),
            has_background=True,
        )
    finally:
        for process in started:
            end_group(process.pid)
        drop_database(database)


def _folder_like(shared: Path, name: str) -> Path:
    folder = shared / name
    folder.mkdir()
    for part in _OWN_FOLDERS:
        if (shared / part).exists():
            shutil.copytree(shared / part, folder / part)
    for part in _SHARED:
        (folder / part).symlink_to(shared / part)
    return folder
