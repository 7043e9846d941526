from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from programmes.queries.business_cases import cases_to_answer, cases_waiting_for
from programmes.queries.consultations import unanswered_by, unreplied_by, waiting_for_reply, waiting_to_answer


def plan_waiting(person: User) -> list[QuerySet[Any]]:
    """The rows that ``for_person`` is made of, for the top bar's count."""
    return [cases_to_answer(person), unanswered_by(person), unreplied_by(person)]


def for_person(person: User) -> list[dict[str, Any]]:
    """What the planning of programmes wants of this person, for their home page."""
    return [*cases_waiting_for(person), *waiting_to_answer(person), *waiting_for_reply(person)]
