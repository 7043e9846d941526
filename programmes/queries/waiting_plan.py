"""What the planning of programmes wants of a person, counted for the top bar; the lists stand beside their subjects."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from programmes.queries.business_cases import cases_to_answer
from programmes.queries.consultations import unanswered_by, unreplied_by


def cases(person: User) -> list[QuerySet[Any]]:
    """The rows of ``business_cases.cases_waiting_for``."""
    return [cases_to_answer(person)]


def questions(person: User) -> list[QuerySet[Any]]:
    """The rows of ``consultations.waiting_to_answer``."""
    return [unanswered_by(person)]


def replies(person: User) -> list[QuerySet[Any]]:
    """The rows of ``consultations.waiting_for_reply``."""
    return [unreplied_by(person)]
