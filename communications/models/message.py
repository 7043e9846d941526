from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communications.enums import Channel, MessageState
from communications.occasions import occasion_of

# What has not been emptied.
SAYS_SOMETHING = ~models.Q(body_text="") | ~models.Q(to_address="")


class Message(models.Model):
    """One message to one recipient: the outbox. Written in the act's transaction, delivered after commit, swept if left.
    States change in ``communications.services`` only.
    """

    dedupe_key = models.CharField(max_length=200, unique=True, help_text=_("A message is sent once per key."))
    template_key = models.CharField(_("kind"), max_length=60)
    programme = models.CharField(_("programme"), max_length=60, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.EMAIL)
    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="messages", null=True, blank=True, verbose_name=_("to")
    )
    to_address = models.CharField(_("address"), max_length=254)
    subject = models.CharField(_("subject"), max_length=250)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    secret = models.TextField(
        blank=True, help_text=_("What of the text nobody but its receiver may know; it is blotted out once it is sent.")
    )
    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.QUEUED)
    send_after = models.DateTimeField(_("not before"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["send_after"],
                name="message_open",
                condition=models.Q(state__in=[MessageState.QUEUED, MessageState.SENDING]),
            ),
            models.Index(fields=["programme", "template_key"], name="message_of_kind"),
            models.Index(fields=["created_at"], name="message_with_words", condition=SAYS_SOMETHING),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=MessageState.SENT) | models.Q(sent_at__isnull=False),
                name="message_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template_key} {self.pk} {self.state}"

    @property
    def kind_name(self) -> str:
        """What this kind of message is called."""
        return str(occasion_of(self.template_key).name)
