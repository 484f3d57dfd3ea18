"""Django application of the documents slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

ACTS_IN_THE_LEDGER = {
    "DOCUMENT_SIGNED": gettext_lazy("Ký văn bản"),
    "DOCUMENT_ISSUED": gettext_lazy("Ban hành văn bản"),
    "DOCUMENT_REPLACED": gettext_lazy("Văn bản được thay bằng bản mới"),
    "CERTIFICATE_REVOKED": gettext_lazy("Thu hồi chứng thư số"),
}


class DocumentsConfig(AppConfig):
    """Registers the documents slice."""

    name = "tinhso.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts for the ledger's readers."""
        from tinhso.ledger.api import name_kinds

        name_kinds(ACTS_IN_THE_LEDGER)
