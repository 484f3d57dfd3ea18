"""Django application of the workflow slice."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """Registers the workflow slice."""

    name = "tinhso.workflow"
    label = "workflow"
    default_auto_field = "django.db.models.BigAutoField"
