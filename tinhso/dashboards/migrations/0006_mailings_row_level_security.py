"""Locks schedules, their recipients and letters to the agency that keeps them."""

from django.db import migrations

from tinhso.core.rls import agency_is, row_security


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0005_mailings")]

    operations = [
        row_security("dashboards_boardmailing", agency_is("agency_id")),
        row_security(
            "dashboards_boardrecipient",
            "mailing_id in (select id from dashboards_boardmailing)",
        ),
        row_security(
            "dashboards_boardletter",
            "recipient_id in (select id from dashboards_boardrecipient)",
        ),
    ]
