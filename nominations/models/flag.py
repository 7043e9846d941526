from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nominations.enums import FlagKind
from nominations.models.nomination import Nomination


class Flag(models.Model):
    """Something odd about a nomination that a manager should look at. It deletes nothing and decides nothing: it stands in
    the way of accepting together with others until somebody sets it aside with a reason.
    """

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="flags")
    kind = models.CharField(_("kind"), max_length=10, choices=FlagKind)
    figure = models.PositiveIntegerField(
        _("how many"), default=0, help_text=_("Links in the story, or addresses that sent much the same one.")
    )
    like = models.CharField(
        _("like nomination"), max_length=12, blank=True, help_text=_("The reference of the first of its kind.")
    )
    raised_at = models.DateTimeField(_("raised"), auto_now_add=True)
    set_aside_at = models.DateTimeField(_("set aside"), null=True, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("by")
    )
    reason = models.TextField(_("why it is set aside"), blank=True)

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["nomination", "kind"], name="flag_once_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=FlagKind.values), name="flag_kind_known"),
            models.CheckConstraint(
                condition=Q(set_aside_at=None, set_aside_by=None, reason="")
                | (Q(set_aside_at__isnull=False, set_aside_by__isnull=False) & ~Q(reason="")),
                name="flag_set_aside_by_somebody_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.kind}"


class StoryPrint(models.Model):
    """What a story is compared by: a digest of its words, and the smallest of its phrases' numbers. One is written for each
    nomination once it has been looked at; one without has not been.
    """

    nomination = models.OneToOneField(Nomination, models.CASCADE, related_name="story_print")
    digest = models.CharField(max_length=64, blank=True, help_text=_("Empty where the story is too short to compare."))
    sketch = models.JSONField(default=list)
    like = models.CharField(
        max_length=12, help_text=_("The reference of the first nomination with much the same story; its own if none.")
    )

    class Meta:
        verbose_name = _("story, to compare")
        verbose_name_plural = _("stories, to compare")
        indexes = [models.Index(fields=["like"], name="story_print_like")]

    def __str__(self) -> str:
        return f"{self.nomination_id}"
