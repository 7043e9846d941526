from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.verbs import words


class Record(models.Model):
    """One act. Inserted in the act's own transaction by ``audit.services.record`` and by nothing else.

    Holds ids, codes, numbers and digests of texts, never names or stories, so that a person can be erased and the
    chain still holds. Database triggers refuse UPDATE and DELETE; only ``seal`` may be set, once.
    """

    at = models.DateTimeField(_("when"))
    request_id = models.CharField(_("request"), max_length=32, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("by"),
        help_text=_("Empty where the clock acted."),
    )
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("on behalf of"),
    )
    verb = models.CharField(_("what"), max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    target_label = models.CharField(max_length=120, help_text=_("A reference, never a person's name."))
    programme = models.CharField(max_length=60, blank=True)
    cycle = models.CharField(max_length=100, blank=True)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    content_hash = models.CharField(max_length=64)
    seal = models.ForeignKey("audit.Seal", models.PROTECT, related_name="records", null=True, blank=True)

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "-id"], name="record_of_target"),
            models.Index(fields=["programme", "cycle", "-id"], name="record_of_cycle"),
            models.Index(fields=["actor", "-id"], name="record_of_actor"),
            models.Index(fields=["id"], name="record_unsealed", condition=models.Q(seal__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.verb} {self.target_label}"

    @property
    def verb_in_words(self) -> str:
        """What was done, for a page."""
        return words(self.verb)
