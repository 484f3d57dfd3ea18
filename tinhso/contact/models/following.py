"""Who hears of a contact besides its author, and who hears of an area."""

from django.db import models
from django.db.models import Q

from tinhso.contact.models.catalogue import Category
from tinhso.contact.models.contacts import Contact
from tinhso.core.sealed import SealedTextField


class Follower(models.Model):
    """Somebody who follows a contact (người theo dõi): signed in, or by address and token."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="followers")
    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    email = SealedTextField(blank=True)
    email_index = models.BinaryField(max_length=32, null=True)
    own_contact = models.ForeignKey(
        Contact, null=True, on_delete=models.PROTECT, related_name="follows"
    )
    address_index = models.BinaryField(max_length=32, null=True)
    token = models.CharField(max_length=26, unique=True)
    since_at = models.DateTimeField()

    class Meta:
        """Nobody follows the same contact twice."""

        constraints = [
            models.UniqueConstraint(
                fields=["contact", "person"],
                condition=Q(person__isnull=False),
                name="contact_follower_person_once",
            ),
            models.UniqueConstraint(
                fields=["contact", "email_index"],
                condition=Q(email_index__isnull=False),
                name="contact_follower_email_once",
            ),
            models.UniqueConstraint(
                fields=["contact", "address_index"],
                condition=Q(address_index__isnull=False),
                name="contact_follower_address_once",
            ),
        ]


class FollowRequest(models.Model):
    """An address that is to follow, until its code proves it (đề nghị theo dõi)."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    address_index = models.BinaryField(max_length=32)
    code_index = models.BinaryField(max_length=32)
    token = models.CharField(max_length=26, unique=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        """Counted by address."""

        indexes = [models.Index(fields=["address_index", "asked_at"], name="contact_follow_asked")]


class Subscription(models.Model):
    """Somebody who wants the published reports of an area (đăng ký nhận tin theo khu vực)."""

    person = models.ForeignKey(
        "identity.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    email = SealedTextField(blank=True)
    email_index = models.BinaryField(max_length=32, null=True)
    area_code = models.CharField(max_length=10)
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=26, unique=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_until = models.DateTimeField(null=True)
