"""Files about many people and a change of keys are released by a second person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_row_level_security"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sensitivechange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("APPOINT", "Giao chức vụ, vai trò"),
                    ("END_APPOINTMENT", "Chấm dứt chức vụ, vai trò"),
                    ("DISABLE_ACCOUNT", "Khóa tài khoản cán bộ"),
                    ("ENABLE_ACCOUNT", "Mở lại tài khoản cán bộ"),
                    ("RESET_FACTORS", "Đặt lại xác thực hai bước"),
                    ("BULK_EXPORT", "Xuất tệp nhiều người"),
                    ("ROTATE_KEYS", "Mã hóa lại bằng khóa mới"),
                ],
                max_length=16,
            ),
        ),
    ]
