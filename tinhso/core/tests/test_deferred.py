"""Heavy libraries load when first used, not when a process starts."""

import subprocess
import sys

import pytest

from tinhso.core.deferred import deferred_modules

HEAVY = ("pyhanko", "aiohttp", "typst", "fontTools", "PIL.ImageOps", "authlib", "httpx", "pkcs11")


def modules_after(code: str) -> set[str]:
    """Run code in a Python of its own and give what it has loaded."""
    program = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_starting_loads_no_heavy_library() -> None:
    loaded = modules_after("import django; django.setup(); import config.urls")

    assert "tinhso.documents.operations.signing" in loaded
    assert not loaded.intersection(HEAVY)


def test_server_loads_what_was_put_off() -> None:
    loaded = modules_after(
        "import django; django.setup(); import config.urls\n"
        "from tinhso.core.deferred import load_deferred; load_deferred()"
    )

    assert loaded.issuperset({"pyhanko", "typst", "authlib", "xlsxwriter"})


def test_deferred_module_gives_its_names() -> None:
    find = deferred_modules("tinhso.core", "money")

    assert find("money").format_vnd(1_250_000) == "1.250.000 đồng"


def test_other_names_of_a_package_stay_unknown() -> None:
    find = deferred_modules("tinhso.core", "money")

    with pytest.raises(AttributeError, match="working_time"):
        find("working_time")
