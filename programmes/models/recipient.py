from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.planned_message import PlannedMessage


class CustomerAddress(models.Model):
    """A customer who agreed to be written to, on the list of one planned message. ``agreed_on`` is when they agreed."""

    planned = models.ForeignKey(PlannedMessage, models.CASCADE, related_name="customers")
    email = models.EmailField(_("email"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    agreed_on = models.DateField(_("agreed on"))

    class Meta:
        verbose_name = _("customer’s address")
        verbose_name_plural = _("customers’ addresses")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["planned", "email"], name="customer_once_on_a_list"),
        ]

    def __str__(self) -> str:
        return f"customer {self.pk}"


class Recipient(models.Model):
    """One copy of a planned message: whose it is, and how far it reached. ``team`` is the team at the time of sending.

    ``token`` opens the check and counts the opening; ``answer`` (from 1) is kept once, and shown only counted together.
    """

    planned = models.ForeignKey(PlannedMessage, models.CASCADE, related_name="recipients")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="launch_messages", null=True, blank=True
    )
    customer = models.ForeignKey(CustomerAddress, models.SET_NULL, related_name="copies", null=True, blank=True)
    team = models.ForeignKey("accounts.Team", models.SET_NULL, related_name="+", null=True, blank=True)
    message = models.OneToOneField(
        "communications.Message", models.SET_NULL, related_name="launch_copy", null=True, blank=True
    )
    token = models.CharField(max_length=43, unique=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    answer = models.PositiveSmallIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["planned", "person"], name="recipient_once_a_person", condition=Q(person__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["planned", "customer"], name="recipient_once_a_customer", condition=Q(customer__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"copy {self.pk}"
