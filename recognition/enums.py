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


class Audience(models.TextChoices):
    """Who hears of a result in person. Those who are honoured always do."""

    NOT_CHOSEN = "not-chosen", _("Nominees who were not chosen")
    NOMINATORS = "nominators", _("Those who nominated")
    MANAGERS = "managers", _("Line managers of those who are honoured")


# Every legal move of a reward on its way; ``recognition.services.fulfilling`` holds the only gate.
FULFILMENT_MOVES: dict[str, tuple[str, ...]] = {
    FulfilmentState.DUE: (FulfilmentState.ORDERED, FulfilmentState.GIVEN),
    FulfilmentState.ORDERED: (FulfilmentState.GIVEN, FulfilmentState.DUE),
    FulfilmentState.GIVEN: (),
}
