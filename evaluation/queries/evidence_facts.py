"""What a cycle and its programme can prove, as facts: how many rows there are, which, and since when. No names of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from communications.enums import MessageState
from communications.models import Message
from evaluation.models import LogEntry
from evaluation.queries.figures import CycleFigures
from judging.enums import AssignmentState, DecisionState
from judging.models import Assignment, Decision, Minutes, Result, Seat
from nominations.queries.nominations import received
from programmes.enums import Aim, CaseState, CheckAnswer, LaunchKind, OptionSource, Stage
from programmes.models import BenefitLine, CostLine, Cycle, Level, OptionScore, Risk
from recognition.models import Announcement, Award

# References are examples; the count says how many there are.
REFERENCES = 20
CAME_IN = ("nomination.received", "nomination.submitted", "nomination.imported")


@dataclass(frozen=True)
class Fact:
    """One kind of record: what it is, how many, references of the first, the first and last day, verbs of its acts."""

    what: str
    count: int
    references: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    verbs: tuple[str, ...] = ()


def facts_of(figures: CycleFigures) -> dict[str, Fact]:
    """Every fact that a point of the standard may name."""
    return {**_plan(figures), **_case(figures), **_launch(figures), **_run(figures), **_evaluation(figures)}


def _plan(figures: CycleFigures) -> dict[str, Fact]:
    programme = figures.cycle.programme
    options, objectives, rewards = programme.options.all(), programme.objectives.all(), programme.rewards.all()
    published = programme.rulebooks.filter(published_at__isnull=False)
    option, saved = ("option.saved",), ("objective.saved",)
    smart = objectives.exclude(measure="").filter(target__isnull=False, due__isnull=False)
    weighed = rewards.exclude(benefits="").exclude(drawbacks="")
    scores = OptionScore.objects.filter(option__programme=programme)
    return {
        "objectives_customers": _rows(
            _("Objectives for customers"), objectives.filter(aim=Aim.CUSTOMER_SATISFACTION), "code", verbs=saved
        ),
        "objectives_teams": _rows(
            _("Objectives for teams"), objectives.filter(aim=Aim.TEAM_MOTIVATION), "code", verbs=saved
        ),
        "objectives_smart": _rows(_("Objectives with measure, target and date"), smart, "code", verbs=saved),
        "options_inside": _rows(
            _("Options from inside"), options.filter(source=OptionSource.INSIDE), "code", verbs=option
        ),
        "options_outside": _rows(
            _("Options from outside"), options.filter(source=OptionSource.OUTSIDE), "code", verbs=option
        ),
        "options_weighed": _rows(
            _("Options weighed"), options.exclude(benefits="").exclude(drawbacks=""), "code", verbs=option
        ),
        "option_scores": _rows(_("Scores of options"), scores, verbs=("option.scored",)),
        "choice": _rows(
            _("Reasoned choice of an option"),
            options.filter(chosen_as__programme=programme).exclude(chosen_as__rationale=""),
            "code",
            "chosen_as__chosen_at",
            ("option.chosen",),
        ),
        "options_and_culture": _rows(
            _("Options that say what they ask of the culture"), options.exclude(culture={}), "code", verbs=option
        ),
        "check_points": _rows(
            _("Questions of law and fairness answered"),
            programme.check_points.exclude(answer=CheckAnswer.NO),
            "key",
            "at",
            ("check_point.answered",),
        ),
        "rules": _rows(_("Published rules, by version"), published, "version", "published_at", ("rulebook.published",)),
        "frequency": _one(_("How often"), programme, "frequency", "rrule", "frequency.changed"),
        "presentation": _one(_("How awards are presented"), programme, "presentation", "style", "presentation.changed"),
        "publicity": _rows(_("Publicity planned"), programme.publicity.all(), "channel"),
        "rewards": _rows(_("Rewards"), rewards, "title", verbs=("reward.saved",)),
        "rewards_weighed": _rows(_("Rewards weighed"), weighed, "title", verbs=("reward.saved",)),
        "rewards_beyond_money": _rows(
            _("Rewards beyond money"), rewards.filter(money=False), "title", verbs=("reward.saved",)
        ),
        "kinds": Fact(_("Kinds of programme"), len(programme.kinds), tuple(programme.kinds)),
        "public_page": Fact(
            _("Public page with a promise to customers"), int(programme.public and bool(programme.commitment))
        ),
    }


def _case(figures: CycleFigures) -> dict[str, Fact]:
    programme = figures.cycle.programme
    cases = programme.business_cases.all()
    decided = cases.filter(state=CaseState.APPROVED)
    benefits = BenefitLine.objects.filter(case__programme=programme)
    answered, changed = ("case.answered", "case.approved_informally"), ("case.changed",)
    return {
        "cases": _rows(_("Business cases, by version"), cases, "version", "proposed_at", ("case.proposed", *answered)),
        "case_decided": _rows(_("Business cases approved"), decided, "version", "decided_at", answered),
        "case_costs": _rows(_("Costs"), CostLine.objects.filter(case__programme=programme), "title", verbs=changed),
        "case_benefits_customers": _rows(
            _("Benefits for customers"), benefits.filter(aim=Aim.CUSTOMER_SATISFACTION), "title", verbs=changed
        ),
        "case_benefits_teams": _rows(
            _("Benefits for teams"), benefits.filter(aim=Aim.TEAM_MOTIVATION), "title", verbs=changed
        ),
        "case_risks": _rows(_("Risks"), Risk.objects.filter(case__programme=programme), "title", verbs=changed),
    }


def _launch(figures: CycleFigures) -> dict[str, Fact]:
    programme = figures.cycle.programme
    tasks = programme.launch_tasks.all()
    done = tasks.filter(done_at__isnull=False)
    sent = done.filter(kind=LaunchKind.MESSAGE)
    owned = tasks.filter(owner__isnull=False, due__isnull=False)
    verbs, saved = ("launch.done",), ("launch.saved",)
    return {
        "launch_done": _rows(_("Launch tasks done"), done, "title", "done_at", verbs),
        "launch_owned": _rows(_("Launch tasks with owner and date"), owned, "title", verbs=saved),
        "launch_training": _rows(_("Training given"), done.filter(kind=LaunchKind.TRAINING), "title", "done_at", verbs),
        "launch_endorsement": _rows(
            _("Endorsement by leaders"), done.filter(kind=LaunchKind.ENDORSEMENT), "title", "done_at", verbs
        ),
        "launch_messages": _rows(_("Launch messages, ticked off as sent"), sent, "title", "done_at", verbs),
    }


def _run(figures: CycleFigures) -> dict[str, Fact]:
    cycle = figures.cycle
    book = cycle.rulebook
    criteria, categories, rules = (
        (book.criteria.all(), book.categories.all(), book.eligibility_rules.all()) if book else ((), (), ())
    )
    sheets = Assignment.objects.filter(seat__panel__cycle=cycle, state=AssignmentState.SUBMITTED)
    decided = Decision.objects.filter(cycle=cycle, state=DecisionState.CONFIRMED).exclude(justification="")
    announced = Announcement.objects.filter(cycle=cycle, announced_at__isnull=False)
    awards = Award.objects.filter(decision__cycle=cycle, consent_at__isnull=False)
    return {
        "cycle_opened": Fact(
            _("Cycle opened"), int(cycle.has_reached(Stage.OPEN)), (cycle.label,), verbs=("cycle.moved",)
        ),
        "criteria": _rows(_("Criteria"), criteria, "code"),
        "levels": _rows(_("Marks described"), Level.objects.filter(criterion__rulebook=book)),
        "categories": _rows(_("Categories"), categories, "code"),
        "eligibility": _rows(_("Rules of eligibility"), rules, "code"),
        "nominations": _rows(
            _("Nominations received"),
            received(cycle),
            "reference",
            "submitted_at",
            CAME_IN,
        ),
        "judges": _rows(
            _("Judges seated"), Seat.objects.filter(panel__cycle=cycle), "pk", "seated_at", ("judge.seated",)
        ),
        "sheets": _rows(_("Score sheets sent"), sheets, "pk", "submitted_at", ("sheet.submitted",)),
        "results": _rows(
            _("Results computed"), Result.objects.filter(cycle=cycle), "method", "computed_at", ("result.computed",)
        ),
        "minutes": _rows(
            _("Minutes of the panel"),
            Minutes.objects.filter(deliberation__cycle=cycle),
            "category__code",
            "written_at",
            ("minutes.written",),
        ),
        "decisions": _rows(
            _("Decisions with reasons, confirmed by a second person"),
            decided,
            "entry__reference",
            "confirmed_at",
            ("decision.confirmed",),
        ),
        "announced": _rows(_("Announced"), announced, day="announced_at", verbs=("results.announced",)),
        "result_letters": _letters(cycle),
        "consents": _rows(
            _("Awards whose winner was asked about the public page"),
            awards,
            "pk",
            "consent_at",
            ("award.consent_given",),
        ),
    }


def _evaluation(figures: CycleFigures) -> dict[str, Fact]:
    views = {f"view_{one.audience}": _view(one.name, one.responses, figures) for one in figures.audiences}
    actions = figures.actions
    concluded = figures.review.conclusion
    return {
        **views,
        "answers": Fact(_("Sets of answers shown"), figures.answers, verbs=("survey.opened", "survey.imported")),
        "kpis": Fact(
            _("Figures of the service measured in the cycle"),
            sum(one.change.during_n for one in figures.kpis.kpis),
            tuple(one.kpi.code for one in figures.kpis.kpis),
            verbs=("kpi.imported",),
        ),
        "conclusion": Fact(_("The manager's conclusion"), int(bool(concluded)), verbs=("review.written",)),
        "actions": Fact(
            _("Improvements"),
            len(actions),
            tuple(str(action.pk) for action in actions)[:REFERENCES],
            verbs=("action.added", "action.done", "action.carried"),
        ),
        "log": _rows(
            _("Lines of the reflective log"),
            LogEntry.objects.filter(programme=figures.cycle.programme),
            "pk",
            "at",
            ("log.written",),
        ),
    }


def _letters(cycle: Cycle) -> Fact:
    """The letters on the entries of this cycle that were sent; a letter's key names its entry (recognition.announcing)."""
    sent = Message.objects.filter(
        programme=cycle.programme.slug, dedupe_key__startswith="result:", state=MessageState.SENT
    ).order_by("sent_at")
    entries = set(cycle.entries.values_list("reference", flat=True))
    own = [row for row in sent.values_list("dedupe_key", "template_key", "sent_at") if row[0].split(":")[1] in entries]
    days = [_day(at) for _key, _template, at in own if at is not None]
    kinds = tuple(sorted({template for _key, template, _at in own}))
    return Fact(_("Letters about the result"), len(own), kinds, days[0] if days else None, days[-1] if days else None)


def _view(name: str, responses: int | None, figures: CycleFigures) -> Fact:
    """A point of view counts by the answers that are shown, or by the manager's own words on it."""
    audience = next(one.audience for one in figures.audiences if one.name == name)
    words = int(bool(getattr(figures.review, audience)))
    what = _("%(audience)s: answers shown, and the manager's words") % {"audience": name}
    return Fact(what, (responses or 0) + words, verbs=("survey.opened", "survey.imported", "review.written"))


def _one(what: str, owner: Any, name: str, field: str, verb: str) -> Fact:
    found = getattr(owner, name, None)
    said = str(getattr(found, field, "") or "")
    return Fact(what, int(bool(said)), (said,) if said else (), verbs=(verb,))


def _rows(
    what: str, rows: QuerySet[Any] | Sequence[Any], reference: str = "", day: str = "", verbs: tuple[str, ...] = ()
) -> Fact:
    """Count rows, naming the first by ``reference`` and the first and last day by ``day``, both names of fields."""
    if not isinstance(rows, QuerySet):
        return Fact(what, 0, verbs=verbs)
    held = list(rows.order_by("pk").values_list(F(reference or "pk"), F(day or "pk")))
    days = sorted(_day(found) for _name, found in held if day and found is not None)
    return Fact(
        what=what,
        count=len(held),
        references=tuple(dict.fromkeys(str(name) for name, _found in held))[:REFERENCES] if reference else (),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        verbs=verbs,
    )


def _day(at: date | datetime) -> date:
    return timezone.localtime(at).date() if isinstance(at, datetime) else at
