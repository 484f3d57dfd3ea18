"""Files that go with outgoing documents are seen by who sees the document."""

from django.db import migrations

from tinhso.core.rls import row_security

OF_VISIBLE = "exists (select 1 from records_officialdocument o where o.id = official_id)"


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_tables"), ("records", "0006_incoming_row_level_security")]

    operations = [
        row_security("records_attachment", OF_VISIBLE),
    ]
