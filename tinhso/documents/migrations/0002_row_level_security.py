"""Row-level security: files and documents by agency, reader and person; bytes never change."""

from django.db import migrations

from tinhso.core.rls import agency_among, agency_is, person_is, row_security

OF_DOCUMENT = "exists (select 1 from documents_document document where document.id = document_id)"
IMMUTABLE = """
    create function documents_refuse_change() returns trigger language plpgsql as $$
    begin
        raise exception 'rows of % never change', tg_table_name using errcode = 'check_violation';
    end $$;
    create trigger documents_rendition_immutable before update or delete on documents_rendition
        for each row execute function documents_refuse_change();
    create trigger documents_signature_immutable before update or delete on documents_signature
        for each row execute function documents_refuse_change();
    create trigger documents_storedfile_immutable before update or delete on documents_storedfile
        for each row execute function documents_refuse_change();
"""
MUTABLE = """
    drop trigger documents_rendition_immutable on documents_rendition;
    drop trigger documents_signature_immutable on documents_signature;
    drop trigger documents_storedfile_immutable on documents_storedfile;
    drop function documents_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_tables"),
        ("identity", "0002_row_level_security"),
        ("orgs", "0001_tables"),
    ]

    operations = [
        row_security(
            "documents_upload",
            agency_is("agency_id"),
            agency_among("reader_agency_ids"),
            person_is("person_id"),
        ),
        row_security(
            "documents_document",
            agency_is("agency_id"),
            agency_among("reader_agency_ids"),
            person_is("person_id"),
        ),
        row_security("documents_rendition", OF_DOCUMENT),
        row_security("documents_signature", OF_DOCUMENT),
        row_security("documents_registercounter", agency_is("agency_id")),
        row_security("documents_certificate", agency_is("agency_id")),
        migrations.RunSQL(IMMUTABLE, MUTABLE),
    ]
