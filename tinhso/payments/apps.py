"""Django application of the payments slice."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Registers the payments slice."""

    name = "tinhso.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"
