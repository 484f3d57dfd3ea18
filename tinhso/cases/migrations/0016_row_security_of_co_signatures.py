"""Shows an invitation to sign to whom it is addressed and to the parties of its application."""

from django.db import migrations

from tinhso.core.rls import person_is, row_security

OF_VISIBLE_DRAFT = "exists (select 1 from cases_draft d where d.id = draft_id)"
OF_VISIBLE_CASE = "exists (select 1 from cases_case c where c.id = case_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_row_security_of_readers"),
        ("identity", "0010_row_security_of_lookups"),
    ]

    operations = [
        row_security("cases_cosignature", person_is("person_id"), OF_VISIBLE_DRAFT, OF_VISIBLE_CASE)
    ]
