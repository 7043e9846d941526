"""What the honoured answered when they were asked whether they may be named in public, for the record of consents."""

from django.utils.translation import gettext as _

from programmes.models import Cycle
from recognition.models import Award


def answers_of(cycle: Cycle) -> list[dict[str, object]]:
    """Each award of the cycle whose winner has answered: who, what, when and whether it holds; one query."""
    awards = Award.objects.filter(decision__cycle=cycle, consent_at__isnull=False).select_related(
        "decision__entry__person", "decision__entry__team"
    )
    return [
        {
            "who": award.decision.entry.nominee_name,
            "what": _("May be named in public as honoured"),
            "at": award.consent_at,
            "holds": award.consent,
        }
        for award in awards.order_by("-consent_at", "-pk")
    ]
