from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nominations.models.nomination import Nomination


class Redaction(models.Model):
    """Which places of a nomination's texts judges of a blind rulebook don't read. The texts themselves are never changed.

    ``texts`` holds by text (the id of evidence; “a” and the id of an answer) a dictionary with digest (of the text the places
    belong to), found (start, end, kind), and what people decided: hidden and shown (start, end, id of the person, time). No
    words are in it.
    """

    nomination = models.OneToOneField(Nomination, models.CASCADE, related_name="redaction")
    texts = models.JSONField(default=dict, blank=True)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    looked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("looked at by"),
    )

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        constraints = [
            models.CheckConstraint(
                condition=Q(looked_at__isnull=True) | Q(looked_by__isnull=False), name="redaction_looked_at_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return str(self.nomination)
