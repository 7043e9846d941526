from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.enums import Method
from programmes.models import Category, Cycle


class Result(models.Model):
    """One computation of one category, frozen: the method, a digest of every input, and all figures.

    The same inputs give the same digest and the same figures; a new computation is a new row, and nothing is overwritten.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="results")
    category = models.ForeignKey(Category, models.PROTECT, related_name="results")
    method = models.CharField(_("method"), max_length=20, choices=Method)
    inputs_digest = models.CharField(max_length=64)
    figures = models.JSONField()
    outline = models.JSONField(
        null=True,
        editable=False,
        help_text="What a page shows first of the figures (judging.calculations.outline); missing where computed before.",
    )
    computed_at = models.DateTimeField(_("computed"), auto_now_add=True)
    computed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["cycle", "category", "method", "-id"], name="result_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(method__in=Method.values), name="result_method_known"),
            models.UniqueConstraint(
                fields=["cycle", "category", "method", "inputs_digest"], name="result_once_an_input"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.category.code} {self.method}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.cycle.label} {self.category.code} result {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.cycle.programme.slug

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.cycle.label
