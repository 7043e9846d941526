from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.enums import Aim, ApprovalRule, CasePurpose, CaseState, Verdict
from programmes.models.programme import Programme


class BusinessCase(models.Model):
    """One version of the case for a programme (P5, P6, E6). Frozen while proposed and after its answer, by code and by
    database triggers (``programmes.case_triggers``); its state changes in ``programmes.services.approval`` only.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="business_cases")
    version = models.PositiveSmallIntegerField(_("version"))
    purpose = models.CharField(_("purpose"), max_length=10, choices=CasePurpose, default=CasePurpose.INTRODUCE)
    summary = models.TextField(_("summary"), blank=True)
    years = models.PositiveSmallIntegerField(_("years looked at"), default=3)
    discount_rate = models.DecimalField(
        _("discount rate, % a year"), max_digits=5, decimal_places=2, default=Decimal("3.50")
    )
    state = models.CharField(_("state"), max_length=20, choices=CaseState, default=CaseState.DRAFT)
    informal = models.BooleanField(_("approved informally"), default=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"), null=True, blank=True)
    approvers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="cases_to_approve", blank=True, verbose_name=_("approvers")
    )
    approval_rule = models.CharField(_("approved when"), max_length=10, choices=ApprovalRule, default=ApprovalRule.ALL)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("business case")
        verbose_name_plural = _("business cases")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "version"], name="case_version_once"),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_state_known"),
            models.CheckConstraint(condition=Q(years__range=(1, 10)), name="case_years_in_range"),
            models.CheckConstraint(condition=Q(discount_rate__range=(0, 50)), name="case_rate_in_range"),
            models.CheckConstraint(condition=Q(approval_rule__in=ApprovalRule.values), name="case_rule_known"),
        ]

    def __str__(self) -> str:
        return f"{self.programme.slug} case v{self.version}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.programme.slug} case v{self.version}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.programme.slug


class Estimate(models.Model):
    """A sum of money that nobody knows exactly: low, central, high, a year (or once, in the first year)."""

    title = models.CharField(_("what"), max_length=150)
    low = models.DecimalField(_("low"), max_digits=12, decimal_places=2)
    central = models.DecimalField(_("central"), max_digits=12, decimal_places=2)
    high = models.DecimalField(_("high"), max_digits=12, decimal_places=2)
    once = models.BooleanField(_("in the first year only"), default=False)
    said_by = models.CharField(_("who says so"), max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


STAFF_TIME = ("hours_low", "hours", "hours_high", "people", "hourly_rate")
NO_STAFF_TIME = Q(**{f"{name}__isnull": True for name in STAFF_TIME})
ALL_STAFF_TIME = Q(**{f"{name}__isnull": False for name in STAFF_TIME})


class CostLine(Estimate):
    """What the programme costs: a sum of money, or staff time as hours a year of each person, people and hourly cost.

    Staff time is kept as it was given; ``low``, ``central`` and ``high`` then hold its price
    (``programmes.calculations.staff_time``).
    """

    case = models.ForeignKey(BusinessCase, models.CASCADE, related_name="costs")
    hours_low = models.DecimalField(_("hours each, low"), max_digits=8, decimal_places=2, null=True, blank=True)
    hours = models.DecimalField(_("hours each"), max_digits=8, decimal_places=2, null=True, blank=True)
    hours_high = models.DecimalField(_("hours each, high"), max_digits=8, decimal_places=2, null=True, blank=True)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    hourly_rate = models.DecimalField(_("cost of an hour"), max_digits=8, decimal_places=2, null=True, blank=True)

    class Meta(Estimate.Meta):
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        constraints = [
            models.CheckConstraint(
                condition=Q(low__gte=0, central__gte=F("low"), high__gte=F("central")), name="cost_range_in_order"
            ),
            models.CheckConstraint(
                condition=NO_STAFF_TIME
                | ALL_STAFF_TIME
                & Q(
                    hours_low__gte=0,
                    hours__gte=F("hours_low"),
                    hours_high__gte=F("hours"),
                    people__gte=1,
                    hourly_rate__gte=0,
                ),
                name="cost_staff_time_whole",
            ),
        ]

    @property
    def is_staff_time(self) -> bool:
        """Whether it was given in hours."""
        return self.hours is not None


class BenefitLine(Estimate):
    """What it brings, in money or beyond it, tagged with the aim it serves (P5)."""

    case = models.ForeignKey(BusinessCase, models.CASCADE, related_name="benefits")
    aim = models.CharField(_("aim"), max_length=30, choices=Aim)
    in_words = models.CharField(_("beyond money"), max_length=300, blank=True)

    class Meta(Estimate.Meta):
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        constraints = [
            models.CheckConstraint(
                condition=Q(low__gte=0, central__gte=F("low"), high__gte=F("central")), name="benefit_range_in_order"
            ),
            models.CheckConstraint(condition=Q(aim__in=Aim.values), name="benefit_aim_known"),
        ]

    @property
    def beyond_money(self) -> bool:
        """Whether it is told in words alone."""
        return not self.high


class Risk(models.Model):
    """What could go wrong, how likely and how bad (1 to 5), and what is done about it."""

    case = models.ForeignKey(BusinessCase, models.CASCADE, related_name="risks")
    title = models.CharField(_("risk"), max_length=200)
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), default=3)
    impact = models.PositiveSmallIntegerField(_("impact"), default=3)
    mitigation = models.CharField(_("what we do about it"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="risk_1_to_5"),
        ]

    def __str__(self) -> str:
        return self.title


class Approval(models.Model):
    """One approver's answer to a business case."""

    case = models.ForeignKey(BusinessCase, models.CASCADE, related_name="approvals")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="approvals")
    verdict = models.CharField(_("answer"), max_length=20, choices=Verdict)
    comment = models.TextField(_("comment"))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "approver"], name="approval_once_a_person"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="approval_verdict_known"),
            models.CheckConstraint(condition=~Q(comment=""), name="approval_has_comment"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.verdict}"
