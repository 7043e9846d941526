from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Whose point of view a survey asks for (E7a–E7d, and customers)."""

    ORGANISATION = "organisation", _("The organisation")
    MANAGERS = "managers", _("Managers of winners")
    WINNERS = "winners", _("Winners")
    OTHERS = "others", _("Those who did not win")
    CUSTOMERS = "customers", _("Customers")


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    LIKERT5 = "likert5", _("Agree, 1 to 5")
    YES_NO = "yes_no", _("Yes or no")
    NPS = "nps", _("0 to 10")
    TEXT = "text", _("In words")
