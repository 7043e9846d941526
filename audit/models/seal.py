from django.db import models
from django.utils.translation import gettext_lazy as _


class Seal(models.Model):
    """Closes a batch of records: the Merkle root of their hashes, chained to the seal before.

    Its number is its place in the chain; two clocks that seal at once collide on it and one of them gives way.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(_("when"))
    count = models.PositiveIntegerField(_("records"))
    first_record = models.PositiveBigIntegerField()
    last_record = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(
        max_length=64, blank=True, help_text=_("The hash of the seal before; empty for the first.")
    )
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=models.Q(count__gt=0), name="seal_closes_something"),
            models.CheckConstraint(
                condition=models.Q(last_record__gte=models.F("first_record")), name="seal_records_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"
