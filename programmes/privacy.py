"""Planning's part of a person's data: what they said of rules under their name, and that they were asked."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from programmes.models import ConsultationAnswer, ConsultationInvitation, ConsultationResponse

KEPT = [
    (
        _("Opinions on the rules that somebody gave under their name, in a consultation that asked for names"),
        _("So that those who manage the programme can answer."),
        _("Until the person is erased; what they ticked then counts on without a name."),
    ),
    (
        _("Consultations: who was asked about the rules, never what they answered where answers are anonymous"),
        _("So that everybody answers once."),
        _("Until the person is erased."),
    ),
]


def export(person: User) -> dict[str, Any]:
    """That this person was asked about rules, and what they said where they said it under their name."""
    asked = ConsultationInvitation.objects.filter(person=person)
    said = ConsultationAnswer.objects.filter(response__person=person).order_by("criterion__position")
    return {
        "consultations": [
            {"rules": str(each.consultation.rulebook), "named": each.consultation.named, "answered": each.used}
            for each in asked.select_related("consultation__rulebook__programme")
        ],
        "opinions_on_rules": [
            {
                "rules": str(each.criterion.consultation.rulebook),
                "criterion": each.criterion.code,
                "clear": each.clear,
                "fair": each.fair,
                "reaches": each.reaches,
                "comment": each.comment,
            }
            for each in said.select_related("criterion__consultation__rulebook__programme")
        ],
    }


def erase(person: User) -> None:
    """Take the name and the words off what this person said; the ticks count on, as does that somebody was asked."""
    ConsultationAnswer.objects.filter(response__person=person).update(comment="")
    ConsultationResponse.objects.filter(person=person).update(person=None)
    ConsultationInvitation.objects.filter(person=person).update(person=None, token_digest=None)
