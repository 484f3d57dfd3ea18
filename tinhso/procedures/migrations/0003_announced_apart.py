"""The announcing decision is known or not: a measure beside the parts the law names, none of them.

Versions published before are counted anew; nothing of their content changes.
"""

from django.db import migrations, models

_TRIGGER = "trigger procedures_version_immutable"
_DISABLE = f"alter table procedures_procedureversion disable {_TRIGGER}"
_ENABLE = f"alter table procedures_procedureversion enable {_TRIGGER}"
_APART = """
update procedures_procedureversion set
    is_announced = coalesce(content -> 'announced_by' ->> 'number', '') <> '',
    is_complete = array_remove(missing_parts, 'announced_by') = '{}',
    missing_parts = array_remove(missing_parts, 'announced_by')
"""
_TOGETHER = """
update procedures_procedureversion set
    is_complete = false, missing_parts = array_append(missing_parts, 'announced_by')
where not is_announced
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_immutable_versions")]

    operations = [
        migrations.AddField(
            model_name="procedureversion",
            name="is_announced",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunSQL(_DISABLE, _ENABLE),
        migrations.RunSQL(_APART, _TOGETHER),
        migrations.RunSQL(_ENABLE, _DISABLE),
    ]
