"""Key in a nomination that somebody gave on paper, by telephone or on a comment card. It counts like one from the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from accounts.queries.people import person_by_email
from audit import services as audit
from nominations.enums import NominationState
from nominations.models import Evidence, FormAnswer, Nomination, Nominee
from nominations.queries.window import BEFORE_JUDGING, may_nominate_themselves
from nominations.refusals import GivenOutsideWindow, NotTheirOwn, WindowClosed
from nominations.services import letters
from nominations.services.answers import Answers, answer_rows
from nominations.services.consenting import write_given
from nominations.services.members import Contribution, store_members
from nominations.services.naming import nomination_references
from nominations.services.sending_once import once_only
from nominations.services.stories import Story, rows_of
from nominations.services.submitting import Customer
from programmes.models import Category, Cycle

# At midnight a day has not begun yet in which nominations were open.
AN_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class GivenByHand:
    """How a nomination was given (Medium), on which day and by whom; ``given_by`` may have no email address."""

    medium: str
    on: date
    given_by: Customer


@once_only
@transaction.atomic
def key_in(
    *,
    cycle: Cycle,
    category: Category,
    nominee_name: str,
    given: GivenByHand,
    story: Story,
    actor: User,
    once: str,
    team: str = "",
    hint: str = "",
    consents: Mapping[str, Any] | None = None,
    answers: Answers | None = None,
    members: Sequence[Contribution] = (),
) -> Nomination:
    """Take it as submitted on the day on which it was given, also while the cycle is being screened.

    ``consents`` is what they agreed to, by the fields of Nomination. ``once`` is a text of this sending's own: sent twice, it is
    one nomination. Raises WindowClosed once judging has begun,
    GivenOutsideWindow for a day on which nominations were not open, NotTheirOwn.
    """
    known = cycle.nominations.filter(external_reference=f"keyed-{once}").select_related("category", "nominee").first()
    if known is not None:
        return known
    _require_in_time(cycle, given.on)
    if not may_nominate_themselves(cycle) and nominee_name.casefold() == given.given_by.name.casefold():
        raise NotTheirOwn(_("The rules do not let people nominate themselves."))
    nomination = Nomination.objects.create(
        reference=nomination_references(cycle)[0],
        external_reference=f"keyed-{once}",
        cycle=cycle,
        category=category,
        nominee=Nominee.objects.create(name_given=nominee_name, team_given=team, hint=hint),
        state=NominationState.SUBMITTED,
        nominator=person_by_email(given.given_by.email) if given.given_by.email else None,
        nominator_kind=given.given_by.kind,
        nominator_name=given.given_by.name,
        nominator_email=given.given_by.email.lower(),
        medium=given.medium,
        received_on=given.on,
        keyed_by=actor,
        submitted_at=datetime.combine(given.on, time(), tzinfo=the_organisation().zone),
        **(consents or {}),
    )
    Evidence.objects.bulk_create(rows_of(nomination, story))
    store_members({nomination: members})
    FormAnswer.objects.bulk_create(answer_rows(nomination, answers or {}))
    write_given([nomination])
    data = {"category": category.code, "kind": given.given_by.kind, "medium": given.medium, "given_on": given.on}
    audit.record(verb="nomination.keyed_in", target=nomination, actor=actor, data=data)
    letters.say_received(nomination)
    return nomination


def _require_in_time(cycle: Cycle, given_on: date) -> None:
    if cycle.stage not in BEFORE_JUDGING:
        raise WindowClosed(_("Judging has begun, so nothing more can be keyed in."))
    zone = the_organisation().zone
    opened = timezone.localtime(cycle.opens_at, zone).date()
    closed = timezone.localtime(min(cycle.screening_at - AN_INSTANT, timezone.now()), zone).date()
    if not opened <= given_on <= closed:
        raise GivenOutsideWindow(
            _("It was to be given while nominations were open: from %(first)s to %(last)s.")
            % {"first": letters.day(opened, the_organisation()), "last": letters.day(closed, the_organisation())}
        )
