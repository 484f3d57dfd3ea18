"""Set-up: Python and Node packages, front end, translations and static files, each when needed.

Runs on the plain Python of the machine, before the project's environment exists.
Usage: python -m tools.setup [run|dev]
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import env_file, stamps
from tools.console import Problem, run_tool, step
from tools.folders import ROOT, VAR, VENV, VENV_PYTHON

PYTHON_NEEDED = (3, 11)
NODE_NEEDED = 20
INSTALLER = VAR / "installer"
COMPILED = VAR / "pycache"
LOCK_OF_PROFILE = {"run": "requirements.lock", "dev": "requirements-dev.lock"}


def main() -> None:
    """Bring the machine to the state in which the project runs (run) or is worked on (dev)."""
    set_up(sys.argv[1] if len(sys.argv) > 1 else "run")


def set_up(profile: str) -> None:
    """Do every step whose inputs have changed since it was last done."""
    check_machine()
    VAR.mkdir(parents=True, exist_ok=True)
    env_file.make_secrets()
    install_python_packages(profile)
    for folder in node_folders():
        install_node_packages(folder)
    build_front_end()
    compile_translations()
    collect_static_files()


def check_machine() -> None:
    """Refuse a machine that lacks the right Python or Node, or room on its disk."""
    if sys.version_info[:2] != PYTHON_NEEDED:
        found = ".".join(map(str, sys.version_info[:2]))
        raise Problem(
            f"Cần Python 3.11, máy đang dùng {found}. Hãy cài Python 3.11 rồi chạy: "
            "make run PYTHON=python3.11",
            f"Python 3.11 is needed, this is {found}. Install Python 3.11, then: "
            "make run PYTHON=python3.11",
        )
    check_node()
    check_disk()


def check_node() -> None:
    """Refuse a machine without Node.js of the version needed."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise Problem(
            f"Thiếu Node.js. Hãy cài Node.js {NODE_NEEDED} trở lên kèm npm rồi chạy lại.",
            f"Node.js is missing. Install Node.js {NODE_NEEDED} or newer with npm, then try again.",
        )
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    version = answer.stdout.strip().removeprefix("v")
    if not version or int(version.split(".")[0]) < NODE_NEEDED:
        raise Problem(
            f"Node.js {version} quá cũ. Hãy cài Node.js {NODE_NEEDED} trở lên rồi chạy lại.",
            f"Node.js {version} is too old. Install {NODE_NEEDED} or newer, then try again.",
        )


def check_disk(needed_bytes: int = 600 * 1024**2) -> None:
    """Refuse to start on a disk that is about to be full."""
    free = shutil.disk_usage(ROOT).free
    if free < needed_bytes:
        raise Problem(
            f"Ổ đĩa sắp đầy: còn {free // 1024**2} MB tại {ROOT}, cần ít nhất "
            f"{needed_bytes // 1024**2} MB. Hãy giải phóng dung lượng rồi chạy lại.",
            f"The disk is nearly full: {free // 1024**2} MB left, "
            f"{needed_bytes // 1024**2} MB needed. Make room, then try again.",
        )


def install_python_packages(profile: str) -> None:
    """Make the environment hold exactly the locked packages (dev contains run)."""
    marks = {
        name: stamps.fingerprint([ROOT / lock], name, str(VENV), sys.version)
        for name, lock in LOCK_OF_PROFILE.items()
    }
    enough = ("run", "dev") if profile == "run" else ("dev",)
    if any(stamps.is_fresh("python", marks[name], needs=VENV_PYTHON) for name in enough):
        return
    with step("Cài thư viện Python · Python packages"):
        uv = installer()
        if not VENV_PYTHON.exists():
            _run([str(uv), "venv", "-q", "--python", sys.executable, str(VENV)])
        lock = str(ROOT / LOCK_OF_PROFILE[profile])
        command = ["pip", "sync", "-q", "--python", str(VENV_PYTHON), "--require-hashes", lock]
        _run([str(uv), *command])
        # A new version of a package may carry the old one's times: nothing compiled may stay.
        shutil.rmtree(COMPILED, ignore_errors=True)
        stamps.keep("python", marks[profile])


def installer() -> Path:
    """Give the package installer, installed (pinned, hashed) in a folder of its own if needed."""
    uv = INSTALLER / "bin" / "uv"
    lock = ROOT / "requirements-installer.lock"
    mark = stamps.fingerprint([lock], sys.version)
    if not stamps.is_fresh("installer", mark, needs=uv):
        _run([sys.executable, "-m", "venv", "--clear", str(INSTALLER)])
        pip = [str(INSTALLER / "bin" / "python"), "-m", "pip", "install", "-q", "--require-hashes"]
        _run([*pip, "-r", str(lock)])
        stamps.keep("installer", mark)
    return uv


def node_folders() -> list[Path]:
    """List the folders with Node packages: the project and its peers."""
    return [ROOT, *sorted(lock.parent for lock in ROOT.glob("peers/*/package-lock.json"))]


def install_node_packages(folder: Path) -> None:
    """Install a folder's locked Node packages."""
    name = f"node-{folder.name if folder != ROOT else 'project'}"
    mark = stamps.fingerprint([folder / "package.json", folder / "package-lock.json"])
    if stamps.is_fresh(name, mark, needs=folder / "node_modules"):
        return
    with step(f"Cài gói Node · Node packages ({folder.name})"):
        _run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], folder)
        stamps.keep(name, mark)


def build_front_end() -> None:
    """Build style sheets, fonts and scripts."""
    inputs = [ROOT / "package-lock.json", ROOT / "package.json", ROOT / "tools" / "frontend"]
    sources = [ROOT / "tinhso" / "ui", *ROOT.glob("tinhso/*/assets")]
    mark = stamps.fingerprint([*inputs, *sources])
    product = ROOT / "tinhso" / "ui" / "static" / "ui" / "dist"
    if stamps.is_fresh("front-end", mark, needs=product):
        return
    with step("Dựng giao diện · Front end"):
        _run(["npm", "run", "--silent", "build"])
        stamps.keep("front-end", mark)


def compile_translations() -> None:
    """Compile each slice's English messages."""
    mark = stamps.fingerprint(ROOT.glob("tinhso/*/locale/*/LC_MESSAGES/*.po"))
    products = [po.with_suffix(".mo") for po in ROOT.glob("tinhso/*/locale/*/LC_MESSAGES/*.po")]
    if stamps.is_fresh("translations", mark) and all(product.exists() for product in products):
        return
    with step("Biên dịch bản dịch · Translations"):
        _run([str(VENV_PYTHON), "-m", "tools.translations"])
        stamps.keep("translations", mark)


def collect_static_files() -> None:
    """Gather and compress static files for the web server."""
    folders = sorted(ROOT.glob("tinhso/*/static/*"))
    built = sorted(ROOT.glob("tinhso/ui/static/ui/dist"))
    mark = stamps.fingerprint([*folders, *built])
    if stamps.is_fresh("static", mark, needs=VAR / "static" / "staticfiles.json"):
        return
    with step("Gom tệp tĩnh · Static files"):
        environment = {"TINHSO_LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        _run(
            [str(VENV_PYTHON), "manage.py", "collectstatic", "--noinput", "--clear", "-v0"],
            environment=environment,
        )
        stamps.keep("static", mark)


def _run(
    command: list[str], folder: Path = ROOT, environment: dict[str, str] | None = None
) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        last_lines = "\n  ".join(done.stdout.strip().splitlines()[-25:])
        raise Problem(
            f"Lệnh sau không chạy được: {' '.join(command)}\n  {last_lines}\n"
            "  Hãy xem thông báo trên (mạng, dung lượng, quyền ghi) rồi chạy lại.",
            "The command above failed. See its message (network, disk, permissions), try again.",
        )


if __name__ == "__main__":
    run_tool(main)
