"""Files read for marks of secrecy, and sealed by their organisation."""

import django.db.models.deletion
from django.db import migrations, models

# A line of a task's history never changes, but its file may be read later, and be taken out sealed.
MAY_BE_READ = """
drop trigger records_tasknote_append_only on records_tasknote;
create trigger records_tasknote_append_only before delete on records_tasknote
    for each row execute function records_event_is_append_only();
create trigger records_tasknote_unchanged before update on records_tasknote
    for each row when (
        (old.task_id, old.kind, old.text, old.percent, old.at, old.actor_name, old.agency_name)
            is distinct from
        (new.task_id, new.kind, new.text, new.percent, new.at, new.actor_name, new.agency_name)
        or (new.upload_id is not null and new.upload_id is distinct from old.upload_id)
    ) execute function records_event_is_append_only();
"""
MAY_NOT = """
drop trigger records_tasknote_unchanged on records_tasknote;
drop trigger records_tasknote_append_only on records_tasknote;
create trigger records_tasknote_append_only before update or delete on records_tasknote
    for each row execute function records_event_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0014_annexes"),
        ("records", "0012_one_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="reading",
            field=models.CharField(
                choices=[
                    ("READ", "Đã đọc nội dung"),
                    ("WAITING", "Đang nhận dạng chữ trong bản quét"),
                    ("UNREAD", "Chưa nhận dạng được chữ, cần người xem"),
                    ("LOOKED", "Văn thư đã xem, không có dấu mật"),
                ],
                db_default="READ",
                default="READ",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="sealed",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="outgoingdocument",
            name="waiting_update",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="tasknote",
            name="reading",
            field=models.CharField(
                choices=[
                    ("READ", "Đã đọc nội dung"),
                    ("WAITING", "Đang nhận dạng chữ trong bản quét"),
                    ("UNREAD", "Chưa nhận dạng được chữ, cần người xem"),
                    ("LOOKED", "Văn thư đã xem, không có dấu mật"),
                ],
                db_default="READ",
                default="READ",
                max_length=8,
            ),
        ),
        migrations.RunSQL(MAY_BE_READ, MAY_NOT),
    ]
