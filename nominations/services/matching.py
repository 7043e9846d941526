"""Say who is meant by a name as it was given."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Team, User
from audit import services as audit
from audit.refusals import IllegalMove, NotAllowed, StaleState
from nominations.enums import NominationState
from nominations.models import Nomination, Nominee, Redaction
from nominations.queries.names_to_match import unmatched_names, with_suggestions
from nominations.queries.suggestions import clear_first
from nominations.services.flagging import look_for_twice
from nominations.services.rights import require_manages, require_may_screen
from nominations.services.supporters import LIVE
from programmes.enums import NomineeKind
from programmes.models import Cycle


@transaction.atomic
def match_nominee(
    *, nomination: Nomination, actor: User, person: User | None = None, team: Team | None = None
) -> Nomination:
    """Match the nominee of a nomination that waits for screening to a person or a team; the name as given stays.

    Raises StaleState when it was matched or screened meanwhile, NotAllowed where the category is not for such a nominee.
    """
    if (person is None) == (team is None):
        raise NotAllowed(_("Choose one person or one team."))
    wanted = NomineeKind.PERSON if person is not None else NomineeKind.TEAM
    if nomination.category.nominee != wanted:
        raise NotAllowed(
            _("“%(category)s” is for: %(kind)s.")
            % {"category": nomination.category.title, "kind": NomineeKind(nomination.category.nominee).label}
        )
    if _waiting(nomination).filter(person=None, team=None).update(person=person, team=team, outside=False) != 1:
        raise StaleState(_("Nomination %(reference)s does not wait to be matched.") % {"reference": nomination})
    before = {"person": None, "team": None}
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
    if _waiting(nomination).filter(person=None, team=None, outside=False).update(outside=True) != 1:
        raise StaleState(_("Nomination %(reference)s does not wait to be matched.") % {"reference": nomination})
    nomination.nominee.outside = True
    audit.record(verb="nomination.not_ours", target=nomination, actor=actor)
    return nomination


@transaction.atomic
def take_back_match(*, nomination: Nomination, actor: User) -> Nomination:
    """Take back who is meant, or that it is nobody of ours, while it waits to be screened: the name as given waits again.

    Raises NotAllowed, StaleState where there is nothing to take back or no name is left to go back to, IllegalMove where
    colleagues support it as a nomination of whom it is matched to.
    """
    require_may_screen(actor, nomination)
    nominee = nomination.nominee
    if nomination.supporters.filter(state__in=LIVE).exists():
        words = _("Colleagues support it as a nomination of %(name)s, so that stays. Accept it and split its entry.")
        raise IllegalMove(words % {"name": nominee.name})
    known = _waiting(nomination).exclude(name_given="").exclude(person=None, team=None, outside=False)
    before = {"person": nominee.person_id, "team": nominee.team_id, "outside": nominee.outside}
    if known.update(person=None, team=None, outside=False) != 1:
        raise StaleState(_("Nomination %(reference)s has changed meanwhile.") % {"reference": nomination})
    nominee.refresh_from_db()
    Redaction.objects.filter(nomination=nomination).delete()  # it hides the one; the next has other names
    audit.record(verb="nomination.match_taken_back", target=nomination, actor=actor, before=before)
    return nomination


def _waiting(nomination: Nomination) -> QuerySet[Nominee]:
    """Its nominee, while it waits to be screened. The lock lets nobody accept it with the one while it gets the other."""
    still = Nomination.objects.select_for_update(of=("self",)).filter(pk=nomination.pk, state=NominationState.SUBMITTED)
    return Nominee.objects.filter(pk__in=list(still.values_list("nominee", flat=True)))
