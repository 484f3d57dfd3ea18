"""Versions published before say which legally required parts they lack, as later ones do."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tinhso.procedures.rules import missing_parts

_TRIGGER = "trigger procedures_version_immutable"
_DISABLE = f"alter table procedures_procedureversion disable {_TRIGGER}"
_ENABLE = f"alter table procedures_procedureversion enable {_TRIGGER}"


def say_missing(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Derive the missing parts of every version; nothing else of it changes."""
    versions = apps.get_model("procedures", "ProcedureVersion").objects
    for version in versions.only("content").iterator(chunk_size=200):
        versions.filter(pk=version.pk).update(missing_parts=missing_parts(version.content))


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_variants_channels_review")]

    operations = [
        migrations.RunSQL(_DISABLE, _ENABLE),
        migrations.RunPython(say_missing, migrations.RunPython.noop),
        migrations.RunSQL(_ENABLE, _DISABLE),
    ]
