"""Judges from outside the organisation: an account that opens by an emailed code and shows one panel, nothing else."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.people import person_by_email
from accounts.services.outside import add_outside_person
from audit.refusals import Refused
from judging.models import Seat
from judging.services.panels import seat_judge
from programmes.models import Category, Cycle


@transaction.atomic
def invite_from_outside(
    *,
    cycle: Cycle,
    email: str,
    full_name: str,
    actor: User,
    categories: Collection[Category] = (),
    cap: int | None = None,
) -> Seat:
    """Seat somebody from outside as a judge, and invite them by a link that a code sent to this address opens.

    Raises Refused for the address of somebody who belongs to the organisation.
    """
    person = person_by_email(email)
    if person is not None and not person.is_external:
        raise Refused(_("%(email)s belongs to a colleague here. Seat them as any other judge.") % {"email": email})
    if person is None:
        person = add_outside_person(actor=actor, email=email, full_name=full_name)
    return seat_judge(cycle=cycle, judge=person, actor=actor, categories=categories, cap=cap)
