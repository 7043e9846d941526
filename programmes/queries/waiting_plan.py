from typing import Any

from accounts.models import User
from programmes.queries.business_cases import cases_waiting_for
from programmes.queries.consultations import waiting_for_reply, waiting_to_answer


def for_person(person: User) -> list[dict[str, Any]]:
    """What the planning of programmes wants of this person, for their home page."""
    return [*cases_waiting_for(person), *waiting_to_answer(person), *waiting_for_reply(person)]
