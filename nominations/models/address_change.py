from django.db import models
from django.utils.translation import gettext_lazy as _

from nominations.models.nomination import Nomination


class AddressChange(models.Model):
    """A nominator's new address until they have confirmed it from there; the former one holds until then."""

    nomination = models.OneToOneField(Nomination, models.CASCADE, related_name="address_change")
    email = models.EmailField(_("new email"))
    asked_at = models.DateTimeField(_("asked"))

    class Meta:
        verbose_name = _("change of address")
        verbose_name_plural = _("changes of address")

    def __str__(self) -> str:
        return str(self.nomination)
