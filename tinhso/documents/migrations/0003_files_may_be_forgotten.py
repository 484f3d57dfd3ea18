"""Lets the platform delete files nothing refers to (foreign keys see to that); none ever change."""

from django.db import migrations

FORGETTING = """
    drop trigger documents_storedfile_immutable on documents_storedfile;
    create trigger documents_storedfile_immutable before update on documents_storedfile
        for each row execute function documents_refuse_change();
"""
KEEPING = """
    drop trigger documents_storedfile_immutable on documents_storedfile;
    create trigger documents_storedfile_immutable before update or delete on documents_storedfile
        for each row execute function documents_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_row_level_security")]

    operations = [migrations.RunSQL(FORGETTING, KEEPING)]
