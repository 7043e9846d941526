from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateState(models.TextChoices):
    """The life of a certificate."""

    PENDING = "pending", _("Being made")
    READY = "ready", _("Ready")
    REVOKED = "revoked", _("Revoked")


class Honour(models.TextChoices):
    """What a certificate says."""

    WINNER = "winner", _("Winner")
    COMMENDED = "commended", _("Highly commended")


class FulfilmentState(models.TextChoices):
    """Where a reward stands on its way to the winner."""

    DUE = "due", _("To be ordered")
    ORDERED = "ordered", _("Ordered")
    GIVEN = "given", _("Given")
