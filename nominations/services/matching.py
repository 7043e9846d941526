"""Say who is meant by a name as it was given."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Team, User
from audit import services as audit
from audit.refusals import NotAllowed, StaleState
from nominations.enums import NominationState
from nominations.models import Nomination, Nominee
from programmes.enums import NomineeKind


@transaction.atomic
def match_nominee(
    *, nomination: Nomination, actor: User, person: User | None = None, team: Team | None = None
) -> Nomination:
    """Match the nominee of a nomination that waits for screening to a person or a team; the name as given stays.

    Raises StaleState when it was screened meanwhile, NotAllowed where the category is not for such a nominee.
    """
    if (person is None) == (team is None):
        raise NotAllowed(_("Choose one person or one team."))
    wanted = NomineeKind.PERSON if person is not None else NomineeKind.TEAM
    if nomination.category.nominee != wanted:
        raise NotAllowed(
            _("“%(category)s” is for: %(kind)s.")
            % {"category": nomination.category.title, "kind": NomineeKind(nomination.category.nominee).label}
        )
    waiting = Nominee.objects.filter(
        pk=nomination.nominee_id, nominations__pk=nomination.pk, nominations__state=NominationState.SUBMITTED
    )
    if waiting.update(person=person, team=team) != 1:
        raise StaleState(_("Nomination %(reference)s does not wait to be matched.") % {"reference": nomination})
    before = {"person": nomination.nominee.person_id, "team": nomination.nominee.team_id}
    nomination.nominee.refresh_from_db()
    after = {"person": person.pk if person else None, "team": team.pk if team else None}
    audit.record(verb="nomination.matched", target=nomination, actor=actor, before=before, data=after)
    return nomination
