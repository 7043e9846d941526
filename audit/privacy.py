"""The trail's part of a person's data."""

from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from audit.models import Record

KEPT = [
    (
        _("What people did that decides an award: who by number, what, when"),
        _("So that nobody can change silently how an award was decided."),
        _("For good, without names: an erased person is a number there."),
    ),
]


def export(person: Model) -> dict[str, Any]:
    """Every act of this person, and every record about them."""
    about = Q(target_type=person._meta.label_lower, target_id=str(person.pk))
    mine = Record.objects.filter(Q(actor_id=person.pk) | Q(acting_for_id=person.pk) | about).order_by("pk")
    return {"records": list(mine.values("id", "at", "actor_id", "verb", "target_label", "cycle", "before", "data"))}


def erase(person: Model) -> None:
    """Nothing: a record holds numbers, codes and digests only, and the chain must go on holding."""
