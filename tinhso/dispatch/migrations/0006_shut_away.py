"""Messages may be shut away."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0005_health_in_exchange"),
    ]

    operations = [
        migrations.AlterField(
            model_name="inboundmessage",
            name="state",
            field=models.CharField(
                choices=[
                    ("ARRIVED", "Đã đến, chờ tiếp nhận"),
                    ("RECEIVED", "Đã tiếp nhận"),
                    ("ASSIGNED", "Đã phân công"),
                    ("IN_PROGRESS", "Đang xử lý"),
                    ("DONE", "Đã hoàn thành"),
                    ("RETURNED", "Đã trả lại"),
                    ("RECALLED", "Đã thu hồi"),
                    ("REPLACED", "Đã có bản thay thế"),
                    ("SHUT_AWAY", "Đã niêm phong vì có dấu mật"),
                    ("CLOSED", "Đã trả lời"),
                ],
                default="ARRIVED",
                max_length=12,
            ),
        ),
    ]
