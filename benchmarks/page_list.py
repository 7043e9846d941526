"""The main pages, who opens them, and what each should reach.

The aims were set beside what two long-established products for calls for papers need for the same work on one machine, on
PostgreSQL; where none was set, a page should need no more than 20 queries. What is opened is looked up in the demo: in each
stage the cycle with the most in it. The pages that plan a programme are opened with a plan as large as one may become.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db.models import Count
from django.urls import reverse
from large_plan import large_plan

from accounts.models import User
from judging.enums import AssignmentState
from judging.models import Assignment
from nominations.models import Nomination
from nominations.tokens import form_opened
from programmes.enums import PlannedState, ProgrammeState, Stage
from programmes.models import Cycle, Programme

MOST_QUERIES = 20
MOST_QUERIES_OF_A_PLAN, MILLISECONDS_OF_A_PLAN = 25, 150
PAGES_OF_A_PLAN = (
    "overview",
    "identity",
    "readiness",
    "objectives",
    "options",
    "options_matrix",
    "options_library",
    "options_culture",
    "project_plan",
    "check_points",
    "rules",
    "rules_categories",
    "rules_eligibility",
    "rules_criteria",
    "rules_judging",
    "consultation",
    "rewards",
    "reward_new",
    "frequency",
    "presentation",
    "presentation_edit",
    "publicity_new",
    "kit",
    "case",
    "case_edit",
    "launch",
    "launch_task_new",
    "launch_messages",
    "launch_message_new",
    "launch_pilot",
)

Answer = dict[str, Any]
MakeForm = Callable[[Answer], dict[str, object]]


@dataclass(frozen=True)
class Page:
    """One page or act: its address in this demo, who opens it, and the aims (``milliseconds`` None: none was set).

    ``form`` makes what is sent, of the last answer's JSON; with ``opened_first`` the page is opened before, and both count.
    ``command`` runs in the place of a page.
    """

    name: str
    address: str = ""
    person: User | None = None
    milliseconds: float | None = None
    queries: int = MOST_QUERIES
    form: MakeForm | None = None
    opened_first: bool = False
    command: tuple[str, ...] = ()


def pages() -> list[Page]:
    """Every page that is measured."""
    return [*_for_everybody(), *_for_judges(), *_for_managers(), *_for_administrators(), *_of_a_large_plan()]


def _fullest(stages: list[str], counted: str) -> Cycle:
    cycles = Cycle.objects.filter(stage__in=stages).select_related("programme")
    found = cycles.annotate(rows=Count(counted)).order_by("-rows", "pk").first()
    return _there(found, f"a cycle in {' or '.join(stages)}")


def _there(found: Any, what: str) -> Any:
    if found is None:
        raise SystemExit(f"The demo holds no {what}.")
    return found


def _manager_of(programme: Programme) -> User:
    return _there(programme.managers.filter(is_active=True).order_by("pk").first(), "manager")


def _for_everybody() -> list[Page]:
    shown = Programme.objects.filter(public=True, state=ProgrammeState.RUNNING)
    programme = _there(shown.annotate(n=Count("cycles")).order_by("-n", "pk").first(), "public programme")
    taking = _there(shown.filter(cycles__stage=Stage.OPEN).first(), "public programme that is open")
    nominator = _there(Nomination.objects.exclude(nominator=None).order_by("-pk").first(), "nomination").nominator
    return [
        Page("welcome", "/", milliseconds=5),
        Page("programme's public page", reverse("programmes:public", args=[programme.slug]), milliseconds=5),
        Page("rules", reverse("programmes:public_rules", args=[programme.slug])),
        Page("nomination form", reverse("nominations:nominate", args=[taking.slug]), milliseconds=20, queries=12),
        Page(
            "nomination sent (GET and POST)",
            reverse("nominations:nominate", args=[taking.slug]),
            milliseconds=45,
            queries=25,
            form=_nomination(taking),
            opened_first=True,
        ),
        Page("winners of a programme", reverse("recognition:winners", args=[programme.slug])),
        Page("all winners", reverse("recognition:all_winners")),
        Page("for you (colleague)", "/", nominator),
        Page("own nominations", reverse("nominations:mine"), nominator),
    ]


def _nomination(programme: Programme) -> MakeForm:
    rulebook = _there(programme.cycles.filter(stage=Stage.OPEN).first(), "open cycle").rulebook
    category, senders = rulebook.categories.first(), count()

    def typed(_answer: Answer) -> dict[str, object]:
        number = next(senders)
        return {
            "category": category.pk,
            "nominee": f"Samira at Ferry Lane, shift {number}",
            "situation": "My train was cancelled and I had the last connection to catch.",
            "task": "I needed to know whether anything else would get me there.",
            "action": "She rang three depots until she had found a seat in a van.",
            "result": "I was home by midnight.",
            "name": "Deborah Ashworth",
            "email": f"deborah.{number}@ashworth.example",
            "by": "customer",
            "opened": form_opened(),
        }

    return typed


def _for_judges() -> list[Page]:
    sheets = Assignment.objects.filter(seat__panel__cycle__stage=Stage.JUDGING)
    busiest = sheets.values("seat__judge").annotate(n=Count("pk")).order_by("-n", "seat__judge")
    judge = _there(User.objects.filter(pk__in=[row["seat__judge"] for row in busiest[:1]]).first(), "judge at work")
    own = sheets.filter(seat__judge=judge).exclude(state=AssignmentState.SUBMITTED).select_related("entry__category")
    sheet = _there(own.order_by("pk").first(), "sheet to score")
    criterion = sheet.entry.category.weights.select_related("criterion").first().criterion
    touches = count()

    def touch(answer: Answer) -> dict[str, object]:
        """Another value each time; what the next touch has to know is the version that the last one made."""
        return {"version": answer.get("version", sheet.version), f"score-{criterion.code}": 2 + next(touches) % 3}

    return [
        Page("for you (judge)", "/", judge),
        Page("judge's panel", reverse("judging:panel"), judge, 20, 10),
        Page("score sheet", reverse("judging:sheet", args=[sheet.pk]), judge, 20, 12),
        Page("one touch of a sheet (POST)", reverse("judging:save", args=[sheet.pk]), judge, 9, 8, touch),
    ]


def _of_a_cycle(name: str, view: str, cycle: Cycle, milliseconds: float | None = None, queries: int = 20) -> Page:
    where = [cycle.programme.slug, cycle.name]
    return Page(name, reverse(view, args=where), _manager_of(cycle.programme), milliseconds, queries)


def _for_managers() -> list[Page]:
    screened = _fullest([Stage.SCREENING], "nominations")
    judged = _fullest([Stage.JUDGING], "entries")
    decided = _fullest([Stage.DELIBERATING], "entries")
    told = _fullest([Stage.ANNOUNCED, Stage.EVALUATING, Stage.CLOSED], "entries")
    evaluated = _fullest([Stage.EVALUATING, Stage.CLOSED], "surveys__responses")
    manager, slug = _manager_of(judged.programme), judged.programme.slug
    return [
        Page("for you (manager)", "/", manager),
        Page("programmes", reverse("programmes:list"), manager, 25, 12),
        Page("a programme", reverse("programmes:overview", args=[slug]), manager, 25, 12),
        _of_a_cycle("a cycle", "programmes:cycle", judged),
        _of_a_cycle("nominations to screen", "nominations:queue", screened, 25, 12),
        _of_a_cycle("participation", "nominations:participation", screened),
        _of_a_cycle("judging", "judging:seats", judged),
        _of_a_cycle("results", "judging:results", decided, 40),
        Page(
            "results, all rows",
            f"{reverse('judging:results', args=[decided.programme.slug, decided.name])}?all=1",
            _manager_of(decided.programme),
            150,
        ),
        Page("results as CSV", milliseconds=300, command=("results", decided.label, "--format", "csv")),
        _of_a_cycle("announcement", "recognition:announce", told),
        _of_a_cycle("evaluation", "evaluation:evaluate", evaluated),
    ]


def _for_administrators() -> list[Page]:
    administrator = _there(User.objects.filter(is_staff=True, is_active=True).order_by("pk").first(), "administrator")
    views = {
        "people": "accounts:people",
        "teams": "accounts:teams",
        "trail": "audit:trail",
        "outbox": "communications:outbox",
        "long work": "jobs:list",
        "reports": "evaluation:reports",
        "indicators": "evaluation:kpis",
    }
    return [Page(name, reverse(view), administrator) for name, view in views.items()]


def _of_a_large_plan() -> list[Page]:
    manager = _there(User.objects.filter(is_active=True, programmes_managed__isnull=False).first(), "manager")
    plan = large_plan(manager)
    sent = plan.planned_messages.get(state=PlannedState.SENT)
    opened: list[tuple[str, list[object]]] = [
        *((name, []) for name in PAGES_OF_A_PLAN),
        ("option", ["option-1"]),
        ("reward", [plan.rewards.first().pk]),
        ("publicity", [plan.publicity.first().pk]),
        ("launch_task_edit", [plan.launch_tasks.first().pk]),
        ("launch_message", [sent.pk]),
        ("launch_reach", [sent.pk]),
    ]
    aims = {"milliseconds": MILLISECONDS_OF_A_PLAN, "queries": MOST_QUERIES_OF_A_PLAN}
    return [
        Page(f"large plan: {name}", reverse(f"programmes:{name}", args=[plan.slug, *more]), manager, **aims)
        for name, more in opened
    ]
