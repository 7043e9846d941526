from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from evaluation.models import LogEntry, Review
from programmes.models import Cycle, Programme

POINTS_OF_VIEW = ("organisation", "managers", "winners", "others", "customers")
PARTS = (*POINTS_OF_VIEW, "conclusion")


@transaction.atomic
def write_review(*, cycle: Cycle, words: Mapping[str, str], actor: User) -> Review:
    """Write what the manager makes of the figures, by part; parts that ``words`` lacks stay as they are."""
    review, _made = Review.objects.get_or_create(cycle=cycle)
    changed = {part: words[part] for part in PARTS if part in words and words[part] != getattr(review, part)}
    if not changed:
        return review
    before = {part: text_digest(getattr(review, part)) for part in changed}
    for part, text in changed.items():
        setattr(review, part, text)
    review.written_by, review.written_at = actor, timezone.now()
    review.save(update_fields=[*changed, "written_by", "written_at"])
    audit.record(
        verb="review.written",
        target=review,
        actor=actor,
        before=before,
        data={part: text_digest(text) for part, text in changed.items()},
    )
    return review


@transaction.atomic
def write_log(*, programme: Programme, cycle: Cycle | None, text: str, actor: User) -> LogEntry:
    """Add a line to the reflective log. Lines are never changed: what one thought then is the point."""
    entry = LogEntry.objects.create(programme=programme, cycle=cycle, author=actor, text=text)
    audit.record(verb="log.written", target=entry, actor=actor, data={"text": text_digest(text)})
    return entry
