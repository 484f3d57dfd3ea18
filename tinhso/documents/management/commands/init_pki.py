"""Makes the development certificate authority, or says that it is there."""

from typing import Any

from cryptography.hazmat.primitives import hashes
from django.core.management.base import BaseCommand

from tinhso.documents.gateways.authority import key_store, load_authority


class Command(BaseCommand):
    """Make root and issuing authority and the place of keys; running it again changes nothing."""

    help = "Tạo chứng thư gốc và chứng thư cấp phát để phát triển (không có giá trị pháp lý)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing and print the fingerprint of the root."""
        root = load_authority().root
        fingerprint = root.fingerprint(hashes.SHA256()).hex(":").upper()
        self.stdout.write(f"{root.subject.rfc4514_string()}\nSHA-256 {fingerprint}")
        self.stdout.write(f"keys: {key_store().name}")
