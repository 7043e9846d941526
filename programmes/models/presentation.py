from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.programme import Programme


class Frequency(models.Model):
    """How often a cycle runs (E5c): when nominations open, as an RFC 5545 rule, and how long each stage takes."""

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="frequency")
    rrule = models.CharField(_("rule"), max_length=200, help_text=_("Such as FREQ=MONTHLY;BYMONTHDAY=1"))
    starts_on = models.DateField(_("first possible day"), null=True, blank=True)
    nominate_days = models.PositiveSmallIntegerField(_("days to nominate"), default=21)
    screen_days = models.PositiveSmallIntegerField(_("days to screen"), default=3)
    judge_days = models.PositiveSmallIntegerField(_("days to judge"), default=10)
    deliberate_days = models.PositiveSmallIntegerField(_("days to deliberate and decide"), default=4)
    evaluate_days = models.PositiveSmallIntegerField(_("days to evaluate"), default=30)
    holiday_region = models.CharField(_("bank holidays of"), max_length=10, blank=True, default="")

    class Meta:
        verbose_name = _("frequency")
        verbose_name_plural = _("frequencies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nominate_days__gte=1, judge_days__gte=1, deliberate_days__gte=1),
                name="frequency_windows_have_days",
            ),
        ]

    def __str__(self) -> str:
        return self.rrule


class Presentation(models.Model):
    """How the award is announced and presented, to suit the culture (P11, E5e). The budget is of one cycle; the days are
    counted from the announcement.
    """

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="presentation")
    style = models.CharField(_("style"), max_length=60, help_text=_("Such as team-meeting, ceremony, online."))
    by = models.CharField(_("presented by"), max_length=150, blank=True)
    place = models.CharField(_("where"), max_length=150, blank=True)
    people = models.CharField(_("who is there"), max_length=200, blank=True, default="")
    budget = models.DecimalField(_("budget for one cycle"), max_digits=10, decimal_places=2, null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("owner")
    )
    offset_days = models.SmallIntegerField(_("days from the announcement"), default=0)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("presentation")
        verbose_name_plural = _("presentations")
        constraints = [
            models.CheckConstraint(condition=models.Q(budget__gte=0), name="presentation_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return self.style

    @property
    def style_in_words(self) -> str:
        """The style as a page says it: a programme's file writes “team-meeting”."""
        return self.style.replace("-", " ")


class Publicity(models.Model):
    """One way of making the award known (P9): a channel, in which form, where, for whom, at what cost a cycle, its owner,
    and days before (−) or after the opening.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="publicity")
    channel = models.CharField(_("channel"), max_length=60)
    style = models.CharField(_("form"), max_length=120, blank=True, default="")
    place = models.CharField(_("where"), max_length=150, blank=True, default="")
    people = models.CharField(_("for whom"), max_length=150, blank=True, default="")
    budget = models.DecimalField(_("budget for one cycle"), max_digits=10, decimal_places=2, null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("owner")
    )
    offset_days = models.SmallIntegerField(_("days from the opening"), default=0)

    class Meta:
        verbose_name = _("publicity")
        verbose_name_plural = _("publicity")
        ordering = ["offset_days", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(budget__gte=0), name="publicity_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return self.channel

    @property
    def channel_in_words(self) -> str:
        """The channel as a page says it: a programme's file writes “customer-newsletter”."""
        return self.channel.replace("-", " ")
