"""Copies every stored file from the disk into the S3-compatible store, checked both ways."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.gateways.object_files import ObjectStoreAway
from tinhso.documents.operations.moving_files import copy_to_object_store

_TELL_EACH = 1_000


class Command(BaseCommand):
    """Copy before the switch to ``TINHSO_FILES=s3``, and once more right before it."""

    help = "Chép mọi tệp đang lưu sang kho S3 (copy every stored file to the S3 store)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to begin."""
        parser.add_argument("--after", type=int, default=0, help="row to begin after")

    def handle(self, *args: Any, **options: Any) -> None:
        """Copy and count; files that cannot be copied are named and make the command fail."""
        if not settings.S3_ENDPOINT or not settings.S3_BUCKET:
            raise CommandError("Đặt TINHSO_S3_ENDPOINT và TINHSO_S3_BUCKET trước khi chép.")
        seen = copied = size = broken = 0
        try:
            with acting_as(SYSTEM):
                for file in copy_to_object_store(after=options["after"]):
                    seen, copied = seen + 1, copied + file.is_new
                    size += file.size
                    if file.problem:
                        broken += 1
                        self.stderr.write(file.problem)
                    if seen % _TELL_EACH == 0:
                        self.stdout.write(f"{seen} tệp, {copied} mới")
        except ObjectStoreAway as away:
            raise CommandError(f"Kho S3 không trả lời, hãy chạy lại: {away}") from away
        self.stdout.write(f"{seen} tệp ({size} byte), {copied} vừa chép, {broken} không chép được")
        if broken:
            raise CommandError("Có tệp không chép được; xem danh sách ở trên.")
