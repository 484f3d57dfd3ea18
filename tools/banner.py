"""What `make run` prints when everything runs: the address and whom to sign in as."""

import csv

from tools.folders import ROOT
from tools.programs import is_demo, site_url

DEMO_PASSWORD = "tinhso-demo"  # noqa: S105
CAST = (
    "clerk.tanphu", "specialist.tanphu", "leader.tanphu", "registrar.tanphu", "clerk.hcc",
    "specialist.tuphap", "head.tuphap", "leader.tuphap", "registrar.tuphap", "admin", "auditor",
)  # fmt: skip


def print_banner() -> None:
    """Print the address, and in a demonstration its people."""
    print(f"\n  ✓ Tỉnh Số đang chạy · is running: {site_url()}\n")
    if is_demo():
        print("  Công dân · Citizens: đăng nhập bằng ứng dụng định danh mô phỏng, chọn một người")
        print("                       (sign in with the demonstration identity app)")
        print(
            f"  Cán bộ · Officers  : {site_url()}/dang-nhap/  mật khẩu · password: {DEMO_PASSWORD}"
        )
        for username, name, role in demo_cast():
            print(f"      {username:<20} {name:<24} {role}")
    print("\n  Dừng · Stop: Ctrl-C\n", flush=True)


def demo_cast() -> list[tuple[str, str, str]]:
    """List user name, name and role of the officers a demonstration needs, in its order."""
    path = ROOT / "provinces" / "binh_phuoc" / "organisation" / "people.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        people = {row["username"]: row for row in csv.DictReader(file)}
    return [
        (name, people[name]["full_name"], people[name]["role"]) for name in CAST if name in people
    ]
