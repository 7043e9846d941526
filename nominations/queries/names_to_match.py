"""Names as they were given that wait for somebody to say who is meant, each with who it may be."""

from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from accounts.models import User
from nominations.enums import EnquiryKind
from nominations.models import Enquiry, Nomination
from nominations.queries.nominations import about, for_screening, unmatched
from nominations.queries.suggestions import Asked, Suggestion, suggest_many
from programmes.models import Cycle


def unmatched_names(cycle: Cycle, user: User) -> QuerySet[Nomination]:
    """What waits to be matched, the oldest first, with ``told``: what its nominator answered when asked who is meant."""
    waiting = for_screening(unmatched(cycle)).exclude(about(user)).order_by("submitted_at", "pk")
    return with_told(waiting)


def with_told(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """With ``told``: what the nominator answered last when asked who is meant; empty where nothing."""
    answers = Enquiry.objects.filter(nomination=OuterRef("pk"), kind=EnquiryKind.WHO, answered_at__isnull=False)
    return nominations.annotate(
        told=Coalesce(Subquery(answers.order_by("-pk").values("answer")[:1]), Value(""), output_field=TextField())
    )


def with_suggestions(nominations: Sequence[Nomination]) -> list[tuple[Nomination, list[Suggestion]]]:
    """Each of these with who may be meant; two queries at most, however many."""
    asked = [asked_of(nomination) for nomination in nominations]
    return list(zip(nominations, suggest_many(asked) if asked else [], strict=True))


def asked_of(nomination: Nomination) -> Asked:
    """What is known of whom a nomination means; ``told`` where the query has it."""
    said_at = localtime(nomination.submitted_at or nomination.created_at)
    return Asked(nomination.nominee, nomination.category.nominee, getattr(nomination, "told", ""), said_at.date())
