"""Questions put to the population register about a person."""

import json

from django.db import models
from django.utils.translation import gettext_lazy

from tinhso.core.sealed import SealedTextField
from tinhso.identity.models.people import Person


class LookupOutcome(models.TextChoices):
    """How the population register answered."""

    ANSWERED = "ANSWERED", gettext_lazy("Đã trả lời")
    AWAY = "AWAY", gettext_lazy("Không trả lời")
    NOT_FOUND = "NOT_FOUND", gettext_lazy("Không tìm thấy người này")


class RegisterLookup(models.Model):
    """One question to the population register about a person (lần tra cứu CSDL dân cư).

    ``answer`` is what it said (sealed JSON, field to text); ``disputed`` names the fields the
    person says are wrong, ``stated`` what they say instead (sealed JSON).
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200)
    fields = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=LookupOutcome.choices)
    answer = SealedTextField(blank=True)
    disputed = models.JSONField(default=list)
    stated = SealedTextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        """The register is asked once a form; read by person, newest first."""

        constraints = [
            models.UniqueConstraint(fields=["person", "subject"], name="register_lookup_once")
        ]
        indexes = [models.Index(fields=["person", "-at"], name="register_lookup_person_at")]

    @property
    def answered(self) -> dict[str, str]:
        """Give what the register said, by field."""
        found: dict[str, str] = json.loads(self.answer or "{}")
        return found

    @property
    def relied_on(self) -> dict[str, str]:
        """Give what the register said and the person does not dispute."""
        return {name: text for name, text in self.answered.items() if name not in self.disputed}
