"""Django application of the documents slice."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers the documents slice."""

    name = "tinhso.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
