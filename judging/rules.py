"""Who may do what in judging. What protects fairness (own scores, conflicts, two people) the services check again."""

import rules

from accounts.models import User
from accounts.rules import is_administrator
from judging.enums import LIVE_ASSIGNMENTS, STANDING_CONFLICTS, AssignmentState, SeatRole
from judging.models import Assignment, Conflict, Decision, Round, Seat
from judging.queries.aside import is_nominated_in
from judging.queries.chairs import chairs
from nominations.models import Attachment
from nominations.rules import is_the_nominee
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.rules import manages

Thing = Cycle | Assignment | Conflict | Decision | Round | Seat


def cycle_of(thing: Thing) -> Cycle:
    """The cycle that something of judging belongs to."""
    if isinstance(thing, Cycle):
        return thing
    if isinstance(thing, Decision | Round):
        return thing.cycle
    return thing.panel.cycle if isinstance(thing, Seat) else thing.seat.panel.cycle


def _seats(user: User, thing: Thing | None) -> list[Seat]:
    if thing is None or not user.is_authenticated or not user.is_active:
        return []
    return list(Seat.objects.filter(panel__cycle=cycle_of(thing), judge=user, left_at=None))


@rules.predicate
def manages_cycle(user: User, thing: Thing | None) -> bool:
    """Manages the programme."""
    return thing is not None and manages(user, cycle_of(thing))


@rules.predicate
def is_found_overseeing(user: User, thing: Thing | None) -> bool:
    """``overseen_by`` found it for this person, so that nobody needs to ask once more."""
    return isinstance(thing, Cycle) and getattr(thing, "overseer_id", None) == user.pk


@rules.predicate
def is_chair(user: User, thing: Thing | None) -> bool:
    """Chairs the panel; a cycle that was found for this person says so itself."""
    if isinstance(thing, Cycle) and is_found_overseeing(user, thing):
        chaired: bool = thing.chaired  # type: ignore[attr-defined]  # overseen_by says so
        return chaired
    return any(seat.role == SeatRole.CHAIR for seat in _seats(user, thing))


@rules.predicate
def chairs_it(user: User, thing: Assignment | Conflict | None) -> bool:
    """Chairs the category of the entry that it is about."""
    return thing is not None and user.is_active and chairs(user, cycle_of(thing), thing.entry.category_id)


@rules.predicate
def sits_on_panel(user: User, thing: Thing | None) -> bool:
    """Has a seat, as judge or chair."""
    return bool(_seats(user, thing))


@rules.predicate
def has_signed(user: User, thing: Thing | None) -> bool:
    """Has a seat and has signed the judges' terms."""
    return any(seat.signed_at is not None for seat in _seats(user, thing))


@rules.predicate
def owns_sheet(user: User, sheet: Assignment | None) -> bool:
    """Is the judge whose sheet it is, seated on signed terms, and not standing aside."""
    return (
        sheet is not None
        and user.is_active
        and sheet.seat.judge_id == user.pk
        and sheet.seat.left_at is None
        and sheet.seat.signed_at is not None
        and sheet.state in LIVE_ASSIGNMENTS
        and not stands_aside(user, sheet)
    )


@rules.predicate
def stands_aside(user: User, thing: Assignment | Conflict | Decision | None) -> bool:
    """Has a conflict with the entry that no chair has cleared; a sheet chosen by ``sheet_to_open`` says so itself."""
    if thing is None:
        return False
    known: bool | None = getattr(thing, "stands_aside", None)
    if known is not None and isinstance(thing, Assignment) and thing.seat.judge_id == user.pk:
        return known
    return Conflict.objects.filter(seat__judge=user, entry=thing.entry_id, state__in=STANDING_CONFLICTS).exists()


@rules.predicate
def is_judging(user: User, thing: Thing | None) -> bool:
    """The panel is scoring now."""
    return thing is not None and cycle_of(thing).stage == Stage.JUDGING


@rules.predicate
def is_scored(user: User, thing: Thing | None) -> bool:
    """Scoring is over: the panel deliberates, or has decided."""
    return thing is not None and cycle_of(thing).has_reached(Stage.DELIBERATING)


@rules.predicate
def has_sent_all(user: User, thing: Thing | None) -> bool:
    """Has sent every sheet of their own in this cycle, and had some."""
    if thing is None or not user.is_authenticated:
        return False
    live = Assignment.objects.filter(
        seat__judge=user,
        seat__left_at=None,
        seat__panel__cycle=cycle_of(thing),
        state__in=LIVE_ASSIGNMENTS,
    )
    states = set(live.values_list("state", flat=True))
    return states == {AssignmentState.SUBMITTED.value}


@rules.predicate
def is_sent(user: User, sheet: Assignment | None) -> bool:
    """The sheet has been sent in; what a judge still works on is theirs alone."""
    return sheet is not None and sheet.state == AssignmentState.SUBMITTED


@rules.predicate
def votes_in_round(user: User, one: Round | None) -> bool:
    """May sit on the panel, as a judge, and is one of the round's judges, where it names some."""
    if not user.has_perm("judging.sit", one):
        return False
    seats = [seat for seat in _seats(user, one) if seat.role == SeatRole.JUDGE]
    if one is None or not seats:
        return False
    named = {seat.pk for seat in one.seats.all()}
    return not named or any(seat.pk in named for seat in seats)


@rules.predicate
def is_concerned(user: User, conflict: Conflict | None) -> bool:
    """Is the judge whom the conflict is about."""
    return conflict is not None and conflict.seat.judge_id == user.pk


@rules.predicate
def proposed_it(user: User, decision: Decision | None) -> bool:
    """Proposed this decision."""
    return decision is not None and decision.proposed_by_id == user.pk


@rules.predicate
def may_be_seen_by_judges(user: User, attachment: Attachment | None) -> bool:
    """The file belongs to what judges see, and the rules show names or somebody found that the file names nobody."""
    if attachment is None or (attachment.question is not None and not attachment.question.for_judges):
        return False
    rulebook = attachment.nomination.cycle.rulebook
    return attachment.names_nobody or (rulebook is not None and not rulebook.blind)


@rules.predicate
def is_meant_by(user: User, decision: Decision | Conflict | None) -> bool:
    """Is who would be honoured, or one of the team; or is nominated beside them, and would have the place otherwise."""
    if decision is None:
        return False
    entry = decision.entry
    return is_the_nominee(user, entry) or is_nominated_in(user, entry.cycle, entry.category_id)


@rules.predicate
def waits_to_hear(user: User, sheet: Assignment | None) -> bool:
    """Is nominated in the category of the sheet's entry, alone or with a team, and it is not announced yet."""
    return sheet is not None and is_nominated_in(user, sheet.entry.cycle, sheet.entry.category_id)


runs_panel = is_administrator | manages_cycle
oversees = is_found_overseeing | runs_panel | is_chair

rules.add_perm("judging.view_panel", oversees)
rules.add_perm("judging.manage_panel", runs_panel)
rules.add_perm("judging.assign", oversees)
rules.add_perm("judging.run_rounds", oversees)
rules.add_perm("judging.vote", votes_in_round)
rules.add_perm("judging.rule_on_conflict", chairs_it & ~is_concerned & ~is_meant_by & ~stands_aside)
rules.add_perm("judging.chair", is_chair)
rules.add_perm("judging.reopen", chairs_it & ~stands_aside & ~waits_to_hear)
rules.add_perm("judging.sit", has_signed)
rules.add_perm("judging.open_sheet", owns_sheet)
rules.add_perm("judging.open_file", may_be_seen_by_judges)  # of a story on a sheet that they may open
rules.add_perm("judging.score", owns_sheet & is_judging)
rules.add_perm(
    "judging.see_scores",
    owns_sheet | (is_sent & ~stands_aside & ~waits_to_hear & ((has_signed & has_sent_all) | (oversees & is_scored))),
)
rules.add_perm("judging.see_panel_scores", has_signed & has_sent_all)
rules.add_perm("judging.view_results", oversees & is_scored)
rules.add_perm("judging.compute", oversees & is_scored)
rules.add_perm("judging.deliberate", (manages_cycle | is_chair) & is_scored)
rules.add_perm("judging.propose", manages_cycle | is_chair)
rules.add_perm("judging.confirm", (oversees | sits_on_panel) & ~proposed_it & ~stands_aside & ~is_meant_by)
rules.add_perm("judging.break_tie", is_chair)
rules.add_perm("judging.release", is_chair & is_scored)
