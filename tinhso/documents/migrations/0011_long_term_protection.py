"""Who issued a certificate; when a document is to be protected (anew)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0010_official_documents"),
        ("identity", "0010_row_security_of_lookups"),
        ("orgs", "0005_records_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="issuer",
            field=models.CharField(
                choices=[
                    ("DEVELOPMENT", "Nơi cấp để phát triển"),
                    ("SERVICES", "Dịch vụ chứng thực"),
                ],
                db_default="DEVELOPMENT",
                default="DEVELOPMENT",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="protect_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="rendition",
            name="role",
            field=models.CharField(
                choices=[
                    ("DRAFT", "Dự thảo"),
                    ("SIGNED", "Đã ký"),
                    ("ISSUED", "Bản phát hành"),
                    ("ARCHIVED", "Bản phát hành có dấu thời gian lưu trữ"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("protect_at__isnull", False)),
                fields=["protect_at"],
                name="document_protect_at",
            ),
        ),
    ]
