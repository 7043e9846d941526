from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from evaluation.models import Response
from programmes.models import Cycle, Programme


def known_to_manage(cycles: QuerySet[Cycle], user: User | AnonymousUser) -> QuerySet[Cycle]:
    """These cycles, each with what every page of evaluation asks again: ``manager_id``, this person's number if they

    manage its programme, else None (for rules.py), and ``answers_given``, how many sets of answers came (for the rail).
    """
    managing = Programme.managers.through.objects.filter(programme=OuterRef("programme"), user=user.pk)
    responses = Response.objects.filter(survey__cycle=OuterRef("pk")).order_by().values("survey__cycle")
    return cycles.annotate(
        manager_id=Subquery(managing.values("user")[:1]),
        answers_given=Coalesce(Subquery(responses.annotate(count=Count("pk")).values("count")), 0),
    )
