"""Say who is meant by a name as it was given."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Team, User
from audit import services as audit
from audit.refusals import NotAllowed, StaleState
from nominations.enums import NominationState
from nominations.models import Nomination, Nominee
from nominations.queries.names_to_match import unmatched_names, with_suggestions
from nominations.queries.suggestions import clear_first
from nominations.services.flagging import look_for_twice
from nominations.services.rights import require_manages, require_may_screen
from programmes.enums import NomineeKind
from programmes.models import Cycle


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
    if waiting.update(person=person, team=team, outside=False) != 1:
        raise StaleState(_("Nomination %(reference)s does not wait to be matched.") % {"reference": nomination})
    before = {"person": nomination.nominee.person_id, "team": nomination.nominee.team_id}
    nomination.nominee.refresh_from_db()
    after = {"person": person.pk if person else None, "team": team.pk if team else None}
    audit.record(verb="nomination.matched", target=nomination, actor=actor, before=before, data=after)
    look_for_twice(nomination)
    return nomination


@transaction.atomic
def match_clear_ones(*, cycle: Cycle, actor: User, ids: Sequence[int]) -> list[Nomination]:
    """Match each of these nominations to the first suggestion, where that is clear; returns those that were matched.

    What the actor wrote, and what turns out to be about them, is left to somebody else.
    """
    require_manages(actor, cycle)
    names = [one for one in unmatched_names(cycle, actor) if one.pk in set(ids) and one.nominator_id != actor.pk]
    matched = []
    for nomination, suggestions in with_suggestions(names):
        best = clear_first(suggestions)
        if (
            best is None
            or (best.kind == "person" and best.pk == actor.pk)
            or (best.kind == "team" and best.pk == actor.team_id)
        ):
            continue
        person = User.objects.get(pk=best.pk) if best.kind == "person" else None
        team = Team.objects.get(pk=best.pk) if best.kind == "team" else None
        matched.append(match_nominee(nomination=nomination, actor=actor, person=person, team=team))
    return matched


@transaction.atomic
def mark_not_ours(*, nomination: Nomination, actor: User) -> Nomination:
    """Say that who is named is nobody of this organisation: it can't be judged, and is declined or asked about next.

    Matching it to somebody takes that back. Raises NotAllowed, StaleState when it was matched or screened meanwhile.
    """
    require_may_screen(actor, nomination)
    waiting = Nominee.objects.filter(
        pk=nomination.nominee_id,
        person=None,
        team=None,
        outside=False,
        nominations__pk=nomination.pk,
        nominations__state=NominationState.SUBMITTED,
    )
    if waiting.update(outside=True) != 1:
        raise StaleState(_("Nomination %(reference)s does not wait to be matched.") % {"reference": nomination})
    nomination.nominee.outside = True
    audit.record(verb="nomination.not_ours", target=nomination, actor=actor)
    return nomination
