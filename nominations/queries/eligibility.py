"""What speaks against a nomination, by the rules that data can check."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.teams import names_up_the_tree
from nominations.enums import NominationState, NominatorKind
from nominations.models import Nomination, Nominee
from nominations.queries.held import MOST_IDS, Held, held_up
from nominations.queries.rules_read import RulesRead, rules_read
from nominations.queries.window import may_nominate_themselves
from prepared import Place, prepared
from programmes.enums import RULES_THAT_LIST, NomineeKind
from programmes.models import Cycle, EligibilityRule

# Whose nomination: category, person, team.
NomineeKey = tuple[int, int | None, int | None]
RuleKind = EligibilityRule.RuleKind


@dataclass(frozen=True)
class Reason:
    """One thing that speaks against a nomination. ``firm`` is False where data is missing and somebody should look;
    ``final`` where no manager can set it aside.
    """

    text: str
    rule: EligibilityRule | None = None
    firm: bool = True
    final: bool = False
    flagged: bool = False


@dataclass
class _Facts:
    """What is read once for all nominations that are looked at together."""

    cycle: Cycle
    read: RulesRead
    voices: dict[NomineeKey, list[tuple[int | None, str, int | None]]] = field(default_factory=dict)
    winners: dict[int, set[tuple[str, str, int]]] = field(default_factory=dict)
    held: dict[int, list[Held]] = field(default_factory=dict)
    names: dict[int, set[str]] = field(default_factory=dict)  # of teams and those above them


def reasons_against(
    cycle: Cycle, nominations: Sequence[Nomination], read: RulesRead | None = None
) -> dict[int, list[Reason]]:
    """For each nomination (by id) what speaks against accepting it; the same few queries however many there are.

    The nominations need ``nominee__person``, ``nominee__team`` and ``category`` (see ``queries.nominations.for_screening``).
    ``read`` are the cycle's rules, where somebody has read them already.
    """
    facts = _facts(cycle, nominations, read or rules_read(cycle))
    return {nomination.pk: _reasons(nomination, facts) for nomination in nominations}


def speaks_against(reasons: Sequence[Reason]) -> list[Reason]:
    """The reasons that are firm: with one of them a nomination is not accepted by itself."""
    return [reason for reason in reasons if reason.firm]


def _facts(cycle: Cycle, nominations: Sequence[Nomination], read: RulesRead) -> _Facts:
    facts = _Facts(cycle=cycle, read=read, held=held_up(cycle, [nomination.pk for nomination in nominations]))
    if any(rule.kind in {RuleKind.NOT_SELF, RuleKind.NOT_BY_REPORT} for rule in read.rules):
        facts.voices = _voices(cycle, nominations)
    if any(rule.kind in RULES_THAT_LIST for rule in read.rules):
        facts.names = names_up_the_tree()
    facts.winners = {rule.pk: _past_winners(cycle, rule) for rule in read.rules if rule.kind == RuleKind.NOT_WON_WITHIN}
    return facts


def _voices(
    cycle: Cycle, nominations: Sequence[Nomination]
) -> dict[NomineeKey, list[tuple[int | None, str, int | None]]]:
    """Who speaks for each nominee: nominator, kind, and the nominator's line manager."""
    voices: dict[NomineeKey, list[tuple[int | None, str, int | None]]] = defaultdict(list)
    rows: Iterable[Any]
    if len(nominations) <= MOST_IDS:
        people = {nomination.nominee.person_id for nomination in nominations if nomination.nominee.person_id}
        rows = _voices_for(cycle=cycle.pk, people=people)
    else:
        rows = _voices_in(cycle.pk)
    for category, person, team, nominator, kind, manager in rows:
        voices[category, person, team].append((nominator, kind, manager))
    return voices


def _voices_in(cycle: int | Place) -> QuerySet[Nomination, Any]:
    counted = Nomination.objects.filter(cycle=cycle, state__in=[NominationState.SUBMITTED, NominationState.ACCEPTED])
    return counted.values_list(
        "category_id",
        "nominee__person_id",
        "nominee__team_id",
        "nominator_id",
        "nominator_kind",
        "nominator__line_manager_id",
    )


@prepared(cycle=int, people=list)
def _voices_for(cycle: Place, people: Place) -> QuerySet[Nomination, Any]:
    return _voices_in(cycle).filter(nominee__person__in=people)


def _past_winners(cycle: Cycle, rule: EligibilityRule) -> set[tuple[str, str, int]]:
    """(category code, "person" or "team", id) of whoever won within the rule's months, as a later room knows it."""
    since = cycle.opens_at - relativedelta(months=rule.value)
    found: set[tuple[str, str, int]] = set()
    for path in settings.PAST_WINNERS:
        found |= import_string(path)(cycle.programme, since)
    return found


def _reasons(nomination: Nomination, facts: _Facts) -> list[Reason]:
    nominee = nomination.nominee
    held = [Reason(one.text, final=one.final, flagged=one.flagged) for one in facts.held.get(nomination.pk, [])]
    if nominee.outside:
        return [Reason(_("Who is named is not one of ours."), final=True), *held]
    if not nominee.matched:
        return [Reason(_("It is not known yet who is meant."), final=True), *held]
    wanted = NomineeKind(nomination.category.nominee)
    if (wanted == NomineeKind.TEAM) != (nominee.team_id is not None):
        return [Reason(_("This category is for: %(kind)s.") % {"kind": wanted.label}, final=True)]
    lead = nomination.supports
    if lead is not None and lead.state != NominationState.ACCEPTED:
        return [Reason(_("It goes with %(reference)s, which it supports.") % {"reference": lead}, final=True), *held]
    reasons = held + _about_the_nominee(nomination, facts)
    if not facts.read.pilot.takes(person=nominee.person, team=nominee.team):
        reasons.append(Reason(_("The programme is a pilot, and the nominee’s team is not in it.")))
    if _by_themselves(nomination) and not may_nominate_themselves(facts.cycle):
        reasons.append(Reason(_("Nominated by themselves, which the rules do not allow.")))
    for rule in facts.read.rules:
        found = _by_rule(rule, nomination, facts)
        if found is not None:
            reasons.append(found)
    return reasons


def _about_the_nominee(nomination: Nomination, facts: _Facts) -> list[Reason]:
    person = nomination.nominee.person
    if person is None:
        return []
    if not person.is_active:
        return [Reason(_("The nominee does not work here any more."))]
    roles = facts.read.roles.get(nomination.category_id)
    if roles and person.job_role_id is None:
        return [Reason(_("The nominee's job role is not known, and this category is for some roles only."), firm=False)]
    if roles and person.job_role_id not in roles:
        return [Reason(_("This category is not open to the nominee's job role."))]
    return []


def _by_rule(rule: EligibilityRule, nomination: Nomination, facts: _Facts) -> Reason | None:
    nominee = nomination.nominee
    if rule.kind == RuleKind.MONTHS_EMPLOYED and nominee.person is not None:
        return _months_employed(rule, nominee.person, _closing_day(facts.cycle.screening_at))
    if rule.kind == RuleKind.NOT_WON_WITHIN:
        kind, number = ("person", nominee.person_id) if nominee.person_id else ("team", nominee.team_id)
        won = (nomination.category.code, kind, number) in facts.winners[rule.pk]
        return Reason(rule.title, rule) if won else None
    if rule.kind in RULES_THAT_LIST:
        return _by_team(rule, nominee, facts.names)
    voices = facts.voices.get((nomination.category_id, nominee.person_id, nominee.team_id), [])
    if rule.kind == RuleKind.NOT_SELF and nominee.person_id is not None and voices:
        alone = all(kind == NominatorKind.SELF or by == nominee.person_id for by, kind, _manager in voices)
        return Reason(rule.title, rule) if alone else None
    if rule.kind == RuleKind.NOT_BY_REPORT and nominee.person_id is not None and voices:
        alone = all(manager == nominee.person_id for _by, _kind, manager in voices)
        return Reason(rule.title, rule) if alone else None
    return None


def _by_team(rule: EligibilityRule, nominee: Nominee, names: dict[int, set[str]]) -> Reason | None:
    """By the nominee's team, those above it, and the site; where neither is known somebody should look."""
    team = nominee.team_id or (nominee.person.team_id if nominee.person else None)
    site = nominee.person.site.casefold() if nominee.person else ""
    theirs = names.get(team or 0, set()) | ({site} if site else set())
    if not theirs:
        text = _("%(rule)s: it is not known in which team the nominee is.") % {"rule": rule.title}
        return Reason(text, rule, firm=False)
    listed = bool(theirs & {name.casefold() for name in rule.listed})
    return None if listed == (rule.kind == RuleKind.ONLY_TEAMS) else Reason(rule.title, rule)


def _months_employed(rule: EligibilityRule, person: User, day: date) -> Reason | None:
    if person.started_on is None:
        text = _("%(rule)s: it is not known when the nominee started.") % {"rule": rule.title}
        return Reason(text, rule, firm=False)
    if person.started_on + relativedelta(months=rule.value) > day:
        return Reason(rule.title, rule)
    return None


def _closing_day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _by_themselves(nomination: Nomination) -> bool:
    person = nomination.nominee.person_id
    if person is None:
        return False
    return nomination.nominator_kind == NominatorKind.SELF or nomination.nominator_id == person
