from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0005_records_roles"),
    ]

    operations = [
        migrations.AlterField(
            model_name="position",
            name="role",
            field=models.CharField(
                choices=[
                    ("CLERK", "Cán bộ một cửa"),
                    ("SPECIALIST", "Chuyên viên"),
                    ("HEAD_OF_UNIT", "Trưởng phòng"),
                    ("LEADER", "Lãnh đạo"),
                    ("REGISTRAR", "Văn thư"),
                    ("ACCOUNTANT", "Kế toán"),
                    ("ADMINISTRATOR", "Quản trị hệ thống"),
                    ("AUDITOR", "Kiểm tra, giám sát"),
                    ("HELPER", "Tổ công nghệ số cộng đồng"),
                    ("ARCHIVIST", "Lưu trữ viên"),
                    ("SECURITY_OFFICER", "Cán bộ bảo vệ bí mật nhà nước"),
                    ("FORMAT_CHECKER", "Người kiểm tra thể thức"),
                ],
                max_length=16,
            ),
        ),
    ]
