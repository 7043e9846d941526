"""What evaluation keeps once names and stories are removed: marks, counts, and the programme's own words without names."""

from collections.abc import Iterable

from django.db.models import Model

from evaluation.models import Action, Answer, Invitation, LogEntry, Review
from evaluation.services.reporting import KIND
from evaluation.services.reviewing import PARTS
from jobs import services as jobs
from nominations.queries.names import masked, names_in
from programmes.models import Cycle


def remove_names(cycle: Cycle) -> dict[str, int]:
    """Remove what was answered in words and who was asked; mask names in the manager's words; delete finished reports."""
    words, _models = Answer.objects.filter(response__survey__cycle=cycle, value=None).delete()
    words += Answer.objects.filter(response__survey__cycle=cycle).exclude(text="").update(text="")
    asked = Invitation.objects.filter(survey__cycle=cycle).update(person=None, address="")
    names = names_in(cycle)
    texts = _mask(Review.objects.filter(cycle=cycle), PARTS, names)
    texts += _mask(Action.objects.filter(cycle=cycle), ("title", "because"), names)
    texts += _mask(LogEntry.objects.filter(cycle=cycle), ("text",), names)
    reports = jobs.delete_finished(kinds=[KIND], cycle_id=cycle.pk)
    return {"answers_in_words": words, "invitations": asked, "masked_texts": texts, "reports": reports}


def _mask(rows: Iterable[Model], fields: tuple[str, ...], names: set[str]) -> int:
    """How many rows changed; the day on which they were written stays."""
    changed = 0
    for row in rows:
        after = {field: masked(getattr(row, field), names) for field in fields}
        if any(after[field] != getattr(row, field) for field in fields):
            changed += type(row)._default_manager.filter(pk=row.pk).update(**after)
    return changed
