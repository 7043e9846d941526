"""How sure judges are of their sheets: for the chair to read, and in no computation."""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from judging.enums import AssignmentState, Confidence
from judging.models import Assignment
from nominations.models import Entry


def with_doubts(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The same entries, each with how many of the judges who sent a sheet are not very sure of it (``doubts``)."""
    unsure = Assignment.objects.filter(entry=OuterRef("pk"), state=AssignmentState.SUBMITTED, confidence=Confidence.LOW)
    counted = unsure.order_by().values("entry").annotate(count=Count("pk")).values("count")
    return entries.annotate(doubts=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
