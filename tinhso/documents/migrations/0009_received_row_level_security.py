"""Row-level security of received files; what bytes a row names never changes."""

from django.db import migrations

from tinhso.core.rls import agency_among, agency_is, row_security

FIXED = """
    create trigger documents_receivedfile_immutable
        before update of file_id, role, name, subject on documents_receivedfile
        for each row execute function documents_refuse_change();
"""
FREE = "drop trigger documents_receivedfile_immutable on documents_receivedfile;"


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_scan_row_level_security"), ("orgs", "0001_tables")]

    operations = [
        row_security(
            "documents_receivedfile", agency_is("agency_id"), agency_among("reader_agency_ids")
        ),
        migrations.RunSQL(FIXED, FREE),
    ]
