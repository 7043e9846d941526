from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nominations.enums import ConsentPurpose, ConsentRoute
from nominations.models.nomination import Nomination
from nominations.models.notice import Notice
from programmes.models import Cycle


class Consent(models.Model):
    """One word of somebody's on what may be done: given or taken back, in which wording, when and how it came.

    Rows are only added (``nominations.services.consenting``), so that it can always be said what was agreed to and until
    when; what holds now stands on the nomination and on the notice themselves. No row says who: that is the nomination's.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="consents", db_index=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="consents", null=True, blank=True)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="consents", null=True, blank=True)
    purpose = models.CharField(_("what for"), max_length=12, choices=ConsentPurpose)
    turn = models.PositiveSmallIntegerField(
        default=1, help_text=_("Given for the how-manieth time; taken back at most once each time.")
    )
    given = models.BooleanField(_("given"), help_text=_("Else it was taken back."))
    wording = models.CharField(
        _("wording"),
        max_length=20,
        blank=True,
        help_text=_("A version of nominations.consents; empty where the words were not ours."),
    )
    route = models.CharField(_("came by"), max_length=10, choices=ConsentRoute)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]
        indexes = [models.Index(fields=["cycle", "-at"], name="consent_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=ConsentPurpose.values), name="consent_purpose_known"),
            models.CheckConstraint(condition=Q(route__in=ConsentRoute.values), name="consent_route_known"),
            models.CheckConstraint(condition=Q(turn__gte=1), name="consent_turn_counts"),
            models.CheckConstraint(
                condition=Q(nomination__isnull=False, notice__isnull=True) & ~Q(purpose=ConsentPurpose.UNPUBLISHED)
                | Q(nomination__isnull=True, notice__isnull=False, purpose=ConsentPurpose.UNPUBLISHED),
                name="consent_of_nominator_or_nominee",
            ),
            models.UniqueConstraint(
                fields=["nomination", "purpose", "turn", "given"],
                condition=Q(nomination__isnull=False),
                name="consent_once_a_turn",
            ),
            models.UniqueConstraint(
                fields=["notice", "purpose", "turn", "given"],
                condition=Q(notice__isnull=False),
                name="consent_once_a_turn_of_notice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomination or self.notice}: {self.purpose}"
