"""A team member's drafts, kept on the server until they are sent or thrown away."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Team, User
from audit import services as audit
from audit.refusals import NotAllowed, StaleState
from nominations.channels import channel_of
from nominations.enums import NominationState
from nominations.models import Attachment, Nomination, Nominee
from nominations.queries.window import may_nominate_themselves
from nominations.refusals import NotTheirOwn
from nominations.services.answers import Answers, write_answers
from nominations.services.attaching import forget_files
from nominations.services.members import Contribution, found_in_directory, write_members
from nominations.services.naming import nomination_references
from nominations.services.stories import Story, write_story
from nominations.services.submitting import kind_of_nominator, require_in_pilot, require_open
from programmes.enums import NomineeKind
from programmes.models import Category, Cycle


@transaction.atomic
def begin_draft(
    *,
    cycle: Cycle,
    actor: User,
    person: User | None = None,
    team: Team | None = None,
    name_given: str = "",
    category: Category | None = None,
    channel: str = "",
) -> Nomination:
    """Begin a nomination of a person, a team, or a name as given; the draft that already names them is taken up again.

    Without ``category`` it is the first one for such a nominee. Raises WindowClosed, NotTheirOwn, OutsidePilot.
    """
    require_open(cycle, timezone.now())
    if person is not None and person.pk == actor.pk and not may_nominate_themselves(cycle):
        raise NotTheirOwn(_("The rules do not let people nominate themselves."))
    require_in_pilot(cycle, person=person, team=team)
    drafts = cycle.nominations.filter(nominator=actor, state=NominationState.DRAFT)
    same = drafts.filter(nominee__person=person, nominee__team=team, nominee__name_given=name_given).first()
    if same is not None:
        return same
    nominee = Nominee.objects.create(person=person, team=team, name_given=name_given)
    nomination = Nomination.objects.create(
        reference=nomination_references(cycle)[0],
        cycle=cycle,
        category=category or _first_category(cycle, team is not None),
        nominee=nominee,
        state=NominationState.DRAFT,
        nominator=actor,
        nominator_kind=kind_of_nominator(actor, nominee),
        nominator_name=actor.full_name,
        nominator_email=actor.email,
        saved_at=timezone.now(),
        channel=channel_of(channel),
    )
    audit.record(verb="nomination.drafted", target=nomination, actor=actor)
    return nomination


def _first_category(cycle: Cycle, for_a_team: bool) -> Category:
    kind = NomineeKind.TEAM if for_a_team else NomineeKind.PERSON
    category = Category.objects.filter(rulebook=cycle.rulebook, nominee=kind).first()
    if category is None:
        raise NotAllowed(_("No category of %(cycle)s is for this kind of nominee.") % {"cycle": cycle.programme.title})
    return category


@transaction.atomic
def save_draft(
    *,
    nomination: Nomination,
    actor: User,
    story: Story,
    category: Category,
    may_show: bool,
    may_publish: bool,
    hint: str = "",
    may_contact: bool = False,
    consent_wording: str = "",
    answers: Answers | None = None,
    members: Sequence[Contribution] | None = None,
) -> Nomination:
    """Keep what has been typed so far; ``answers`` and ``members`` None leave those as they are.

    Raises StaleState for what is no draft any more.
    The trail has no record of it: nothing is decided yet, and a form that saves itself would fill the trail.
    """
    changes = {
        "category": category,
        "may_show": may_show,
        "may_publish": may_publish,
        "may_contact": may_contact,
        "consent_wording": consent_wording,
        "saved_at": timezone.now(),
    }
    own = Nomination.objects.filter(pk=nomination.pk, nominator=actor, state=NominationState.DRAFT)
    if own.update(**changes) != 1:
        raise StaleState(_("This nomination has already been sent, so it can't be changed here."))
    for field, value in changes.items():
        setattr(nomination, field, value)
    Nominee.objects.filter(pk=nomination.nominee_id).update(hint=hint.strip())
    write_story(nomination=nomination, story=story)
    if answers is not None:
        write_answers(nomination=nomination, answers=answers)
    if members is not None:
        known = found_in_directory(members, team=nomination.nominee.team_id)
        write_members(nomination=nomination, members=known)
    return nomination


@transaction.atomic
def discard_draft(*, nomination: Nomination, actor: User) -> None:
    """Throw one's own draft away. Raises StaleState for what is no draft any more."""
    nominee = nomination.nominee
    audit.record(verb="nomination.draft_discarded", target=nomination, actor=actor)
    own = Nomination.objects.filter(pk=nomination.pk, nominator=actor, state=NominationState.DRAFT)
    forget_files(Attachment.objects.filter(nomination__in=own))
    if own.delete()[0] == 0:
        raise StaleState(_("This nomination has already been sent, so it can't be thrown away here."))
    nominee.delete()
