from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from judging.enums import Answer
from judging.models.panel import Seat
from judging.models.round import Round
from nominations.models import Entry
from programmes.models import Category


class QualifyVote(models.Model):
    """What one judge says of one entry in a qualifying round; all but a yes has a reason."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="votes")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(fields=["round", "seat", "entry"], name="vote_once_an_entry"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="vote_answer_known"),
            models.CheckConstraint(condition=Q(answer=Answer.YES) | ~Q(reason=""), name="vote_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.answer}"

    @property
    def mark(self) -> str:
        """What a page keeps of it, to tell whether it has been saved anew since."""
        return self.saved_at.isoformat()


class RankBallot(models.Model):
    """One judge's order of one category's entries in a ranking round. ``version`` counts the saves."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="ballots")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("order of a judge")
        verbose_name_plural = _("orders of judges")
        constraints = [
            models.UniqueConstraint(fields=["round", "seat", "category"], name="ballot_once_a_category"),
        ]

    def __str__(self) -> str:
        return f"ballot {self.pk}"

    @property
    def audit_label(self) -> str:
        """How the audit trail names it."""
        return f"{self.round.audit_label} ballot {self.pk}"

    @property
    def audit_programme(self) -> str:
        """The programme that a record about it belongs to."""
        return self.round.audit_programme

    @property
    def audit_cycle(self) -> str:
        """The cycle that a record about it belongs to."""
        return self.round.audit_cycle


class RankPlace(models.Model):
    """The place of one entry on a ballot, 1 the best."""

    ballot = models.ForeignKey(RankBallot, models.CASCADE, related_name="places")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(_("place"))

    class Meta:
        verbose_name = _("place on a ballot")
        verbose_name_plural = _("places on a ballot")
        ordering = ["ballot", "place"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "entry"], name="ballot_entry_once"),
            models.UniqueConstraint(fields=["ballot", "place"], name="ballot_place_once"),
            models.CheckConstraint(condition=Q(place__gte=1), name="ballot_place_counts_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.entry_id}"


class PairChoice(models.Model):
    """Which of two entries a judge chose; ``chosen`` is empty where they called them level. ``one`` has the smaller id."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="choices")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    one = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    other = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    chosen = models.ForeignKey(Entry, models.PROTECT, related_name="+", null=True, blank=True)
    chosen_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("choice of two")
        verbose_name_plural = _("choices of two")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "seat", "one", "other"], name="choice_once_a_pair"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="choice_pair_in_order"),
            models.CheckConstraint(
                condition=Q(chosen__isnull=True) | Q(chosen=F("one")) | Q(chosen=F("other")),
                name="choice_is_one_of_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id}/{self.other_id}: {self.chosen_id}"
