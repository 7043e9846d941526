from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from judging.models.round import Round
from nominations.models import Entry
from programmes.models import Category


class RoundResult(models.Model):
    """The count of one category when a round closed, frozen: a digest of every vote that counted, and all figures."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="results")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    inputs_digest = models.CharField(max_length=64)
    figures = models.JSONField()
    counted_at = models.DateTimeField(_("counted"), auto_now_add=True)

    class Meta:
        verbose_name = _("result of a round")
        verbose_name_plural = _("results of rounds")
        constraints = [models.UniqueConstraint(fields=["round", "category"], name="round_result_once_a_category")]

    def __str__(self) -> str:
        return f"{self.round} {self.category.code}"


class RoundOutcome(models.Model):
    """Whether an entry went through a round, and its rank there where the votes gave one."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="outcomes")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="outcomes")
    through = models.BooleanField(_("went through"))
    rank = models.PositiveIntegerField(_("rank"), null=True)

    class Meta:
        verbose_name = _("outcome of a round")
        verbose_name_plural = _("outcomes of rounds")
        constraints = [
            models.UniqueConstraint(fields=["round", "entry"], name="outcome_once_an_entry"),
            models.CheckConstraint(condition=Q(rank__isnull=True) | Q(rank__gte=1), name="outcome_rank_from_1"),
        ]
        indexes = [models.Index(fields=["entry"], condition=Q(through=False), name="outcome_cut")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.through}"
