"""A whole plan at once: from a programme file, a template, or a page that starts from one."""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import JobRole, Team, User
from audit import services as audit
from intake.problems import BadFile, Problem
from programmes.enums import RulebookState
from programmes.models import Programme
from programmes.plans.documents import PlaceProblem
from programmes.plans.lines import OptionLine, Plan
from programmes.queries.plans import choice_of, newest_case, newest_rulebook, option_line, rules_of
from programmes.services.business_case import CHANGEABLE, change_case, draft_case
from programmes.services.check_points import answer_check_point
from programmes.services.launch import save_launch
from programmes.services.launch_messages import save_messages
from programmes.services.objectives import save_objectives
from programmes.services.opens import track_opens
from programmes.services.options import record_choice, save_options, score_options
from programmes.services.pilot import set_pilot_by_name
from programmes.services.plan_frequency import save_frequency
from programmes.services.presentation import save_presentation, save_publicity
from programmes.services.programmes import change_managers, change_programme, create_programme
from programmes.services.responsibilities import save_responsibilities
from programmes.services.rewards import save_rewards
from programmes.services.rulebooks import change_rules, draft_next_version, publish_rulebook
from programmes.services.second_look import want_second_look


@dataclass(frozen=True)
class Imported:
    """What an import did: the programme, whether it is new, and the parts of its plan that changed."""

    programme: Programme
    created: bool
    changed: tuple[str, ...]


@transaction.atomic
def import_plan(*, plan: Plan, actor: User | None, publish: bool = True) -> Imported:
    """Bring a programme in line with a plan; the same plan twice changes nothing the second time.

    A new programme is a draft until it is approved. Changed rules become the next version, and are published unless
    ``publish`` is false. A part that the plan leaves out (frequency, presentation, business case, choice, responsibilities,
    check points) stays as it is. Raises BadFile naming people and job roles that are not there, Refused for what the
    parts' own services refuse.
    """
    people = _people(plan)
    programme = Programme.objects.filter(slug=plan.slug).first()
    created = programme is None
    managers = [people[email] for email in plan.managers]
    if programme is None:
        programme = create_programme(slug=plan.slug, identity=plan.identity, managers=managers, actor=actor)
    changed = _change_parts(programme, plan, managers, actor, publish=publish)
    if _choose(programme, plan, people, managers):
        changed.append("choice")
    if created or changed:
        audit.record(
            verb="programme.imported", target=programme, actor=actor, data={"created": created, "changed": changed}
        )
    return Imported(programme, created, tuple(changed))


def _change_parts(
    programme: Programme, plan: Plan, managers: list[User], actor: User | None, *, publish: bool
) -> list[str]:
    """Each part through its own service, in the order in which they lean on one another; the parts that changed."""
    done = {
        "identity": change_programme(programme=programme, identity=plan.identity, actor=actor),
        "managers": change_managers(programme=programme, managers=managers, actor=actor),
        "objectives": _objectives_first(programme, plan, actor),
        "options": _options(programme, plan, actor),
        "rules": _rules(programme, plan, actor, publish=publish),
        "rewards": save_rewards(programme=programme, rewards=plan.rewards, actor=actor),
        "frequency": _frequency(programme, plan, actor),
        "presentation": plan.presentation
        and save_presentation(programme=programme, presentation=plan.presentation, actor=actor),
        "publicity": save_publicity(programme=programme, publicity=plan.publicity, actor=actor),
        "case": _case(programme, plan, actor),
        "launch": save_launch(programme=programme, tasks=plan.launch, actor=actor),
        "responsibilities": plan.responsibilities
        and save_responsibilities(programme=programme, responsibilities=plan.responsibilities, actor=actor),
        "check_points": _check_points(programme, plan, actor),
        "messages": save_messages(programme=programme, messages=plan.messages, actor=actor),
        "pilot_teams": set_pilot_by_name(programme=programme, names=plan.pilot_teams, actor=actor),
        "track_opens": track_opens(programme=programme, on=plan.track_opens, actor=actor),
        "second_look": want_second_look(programme=programme, on=plan.second_look, actor=actor),
    }
    return [name for name, changed in done.items() if changed]


def _objectives_first(programme: Programme, plan: Plan, actor: User | None) -> bool:
    return bool(save_objectives(programme=programme, objectives=plan.objectives, actor=actor))


def _options(programme: Programme, plan: Plan, actor: User | None) -> bool:
    """The options and their scores; one that was chosen stays until the plan's own choice has taken its place."""
    if not plan.options:
        return False
    changed = bool(save_options(programme=programme, options=_options_for_now(programme, plan), actor=actor))
    stored = {row.code: option_line(row) for row in programme.options.prefetch_related("scores__objective")}
    differing = {line.code: line.scores for line in plan.options if not _same_scores(stored[line.code], line)}
    score_options(programme=programme, scores=dict(differing), actor=actor)
    return changed or bool(differing)


def _options_for_now(programme: Programme, plan: Plan) -> list[OptionLine]:
    chosen = choice_of(programme)
    if plan.choice is None or chosen is None or chosen.option in {line.code for line in plan.options}:
        return list(plan.options)
    row = programme.options.get(code=chosen.option)
    return [*plan.options, replace(option_line(row), do_nothing=False)]


def _same_scores(stored: OptionLine, wanted: OptionLine) -> bool:
    return sorted(stored.scores, key=lambda score: score.objective) == sorted(
        wanted.scores, key=lambda score: score.objective
    )


def _rules(programme: Programme, plan: Plan, actor: User | None, *, publish: bool) -> bool:
    newest = newest_rulebook(programme)
    if not plan.rules.categories or (
        newest and rules_of(newest) == plan.rules and (newest.state == RulebookState.PUBLISHED or not publish)
    ):
        return False
    rulebook = draft_next_version(programme=programme, actor=actor)
    change_rules(rulebook=rulebook, rules=plan.rules, actor=actor)
    if publish:
        note = plan.change_note or (_("Brought in from a file.") if rulebook.version > 1 else "")
        publish_rulebook(rulebook=rulebook, actor=actor, change_note=note)
    return True


def _check_points(programme: Programme, plan: Plan, actor: User | None) -> bool:
    answered = [
        answer_check_point(programme=programme, key=line.key, answer=line.answer, note=line.note, actor=actor)
        for line in plan.check_points
    ]
    return any(answered)


def _frequency(programme: Programme, plan: Plan, actor: User | None) -> bool:
    """How often it runs. A rule that counts from the day on which the programme was made can only be refused here."""
    if plan.frequency is None:
        return False
    try:
        return save_frequency(programme=programme, frequency=plan.frequency, actor=actor)
    except ValidationError as fault:
        place = "frequency.rrule"
        raise BadFile([PlaceProblem(plan.where.get(place, 0), place, " ".join(fault.messages))]) from fault


def _case(programme: Programme, plan: Plan, actor: User | None) -> bool:
    newest = newest_case(programme)
    if plan.case is None or (newest is not None and newest.state not in CHANGEABLE):
        return False  # what was proposed or answered is history, and no file rewrites it
    return (
        change_case(case=draft_case(programme=programme, actor=actor), content=plan.case, actor=actor) or newest is None
    )


def _choose(programme: Programme, plan: Plan, people: dict[str, User], managers: list[User]) -> bool:
    choice = plan.choice
    if choice is None:
        return False
    chooser = people.get(choice.by) or (managers[0] if managers else None)
    if chooser is None:
        raise BadFile(
            [
                PlaceProblem(
                    plan.where.get("choice", 0), "choice", _("say who chose (by), as the programme has no manager")
                )
            ]
        )
    if choice_of(programme) == replace(choice, by=chooser.email):
        return False
    record_choice(programme=programme, choice=choice, actor=chooser, chosen_by=chooser)
    save_options(programme=programme, options=plan.options, actor=chooser)
    return True


def _people(plan: Plan) -> dict[str, User]:
    """Everybody whom a plan names, by email. Raises BadFile naming each who is not there, and each unknown job role."""
    named = [(f"managers[{n}]", email) for n, email in enumerate(plan.managers, start=1)]
    named += [(f"publicity[{n}].owner", line.owner) for n, line in enumerate(plan.publicity, start=1) if line.owner]
    named += [(f"launch[{n}].owner", line.owner) for n, line in enumerate(plan.launch, start=1) if line.owner]
    named += [
        (f"responsibilities[{n}].owner", line.owner)
        for n, line in enumerate(plan.responsibilities, start=1)
        if line.owner
    ]
    if plan.presentation and plan.presentation.owner:
        named.append(("presentation.owner", plan.presentation.owner))
    if plan.choice and plan.choice.by:
        named.append(("choice.by", plan.choice.by))
    people = {person.email: person for person in User.objects.filter(email__in={email for _place, email in named})}
    problems: list[Problem] = [
        PlaceProblem(plan.where.get(place, 0), place, _("nobody here has the address %(email)s") % {"email": email})
        for place, email in named
        if email not in people or not people[email].is_active
    ]
    roles = {name for line in plan.rules.categories for name in line.job_roles}
    known = set(JobRole.objects.filter(name__in=roles).values_list("name", flat=True))
    problems += [
        PlaceProblem(
            plan.where.get("categories", 0), "categories", _("there is no job role “%(name)s”") % {"name": name}
        )
        for name in sorted(roles - known)
    ]
    problems += _unknown_in_launch(plan)
    if problems:
        raise BadFile(problems)
    return people


def _unknown_in_launch(plan: Plan) -> list[PlaceProblem]:
    """The teams and job roles that the pilot or a message names and that are not there."""
    teams = [("pilot_teams", name) for name in plan.pilot_teams]
    roles = []
    for number, line in enumerate(plan.messages, start=1):
        teams += [(f"messages[{number}].teams", name) for name in line.teams]
        roles += [(f"messages[{number}].job_roles", name) for name in line.job_roles]
    if not teams and not roles:
        return []
    known = set(Team.objects.values_list("name", flat=True))
    known_roles = set(JobRole.objects.values_list("name", flat=True))
    unknown = [(place, _("there is no team “%(name)s”") % {"name": name}) for place, name in teams if name not in known]
    unknown += [
        (place, _("there is no job role “%(name)s”") % {"name": name})
        for place, name in roles
        if name not in known_roles
    ]
    return [PlaceProblem(plan.where.get(place, 0), place, words) for place, words in unknown]
