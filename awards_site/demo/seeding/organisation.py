"""The whole demo, in order."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.refusals import Refused
from audit.services import Act
from awards_site.demo.people import Brightwater, people
from awards_site.demo.seeding.calendar import CyclePlan, cycle_plans
from awards_site.demo.seeding.cases import seed_cases
from awards_site.demo.seeding.consultations import seed_consultations
from awards_site.demo.seeding.deciding import seed_decisions
from awards_site.demo.seeding.directory import seed_directory
from awards_site.demo.seeding.evaluations import seed_kpis, seed_log, seed_reviews, seed_surveys
from awards_site.demo.seeding.honours import seed_honours
from awards_site.demo.seeding.launching import seed_launch
from awards_site.demo.seeding.nominations import Nominating
from awards_site.demo.seeding.panels import CHAIR, JUDGES, Bench, seed_panel
from awards_site.demo.seeding.plans import seed_programmes
from awards_site.demo.seeding.privacy import seed_privacy
from awards_site.demo.seeding.process_reviews import seed_process_reviews
from awards_site.demo.seeding.rounds import lay_down_rounds
from nominations.models import Nomination
from programmes.enums import Stage
from programmes.models import Cycle, Programme
from programmes.queries.readiness import published_rulebook

SEED = 20261001
YEARS_BACK = 760
# Cycles after which the rows are counted: early, and again as they become many.
COUNTED_AFTER = {1, 4, 16, 64, 256}
JUDGES_A_SCALE = 5


@dataclass(frozen=True)
class Seeded:
    """How much was made."""

    people: int
    programmes: int
    cycles: int
    nominations: int


def seed_demo(
    *, scale: int = 1, today: date | None = None, say: Callable[[str], object] = lambda _words: None
) -> Seeded:
    """Fill an empty database with Brightwater, ``scale`` times as large. The same day and scale give the same rows.

    Raises Refused where somebody is there already, or where the settings are those of a production.
    """
    if not settings.DEMO:
        raise Refused(_("The demo's people have a password that everybody knows: they are made in the demo only."))
    if User.objects.exists():
        raise Refused(_("This database has people in it; the demo is for an empty one."))
    with transaction.atomic():
        return _Seeding(scale, today, say).run()


def _count_rows() -> None:
    """Tell PostgreSQL how much there is: nothing else counts within this transaction, and a plan for empty tables reads
    thousands of rows once for each of thousands.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


class _Seeding:
    """One run of the seeding, with what its parts share."""

    def __init__(self, scale: int, today: date | None, say: Callable[[str], object]) -> None:
        self._scale = scale
        self._say = say
        self._rng = np.random.default_rng(SEED)
        self._brightwater: Brightwater = people(scale)
        self._today = today or timezone.localdate()
        self._began = self._today - timedelta(days=YEARS_BACK)

    def run(self) -> Seeded:
        self._say("People and teams")
        self._people = seed_directory(self._brightwater, self._today)
        self._cast = {person.key: self._people[person.email] for person in self._brightwater.people if person.key}
        self._zone = the_organisation().zone
        self._say("Programmes, their cases and rules")
        programmes = seed_programmes(self._people, self._cast, self._began, self._rng)
        seed_consultations(programmes, self._people, self._cast, self._today, self._zone)
        cycles = self._cycles(programmes)
        seed_kpis(self._today)
        for programme in programmes.values():
            closed = [cycle for plan, cycle in cycles if plan.stage == Stage.CLOSED and cycle.programme == programme]
            leaders = [self._cast[key] for key in ("samina", "devon", "kirsty", "callum", "maya")]
            seed_reviews(closed[::-1][:8], self._cast["maya"], leaders, self._zone)
        seed_privacy(cycles, self._cast["maya"])
        # Numbers of its own, so that what is seeded before stays as it was.
        rng = np.random.default_rng(SEED + 1)
        seed_launch(programmes["service-stars"], self._cast, self._today, self._zone, rng)
        seed_log(programmes["service-stars"], self._cast["maya"], self._began, self._zone)
        begun = seed_cases(programmes, self._cast)
        return Seeded(len(self._people), len(programmes) + len(begun), len(cycles), Nomination.objects.count())

    def _cycles(self, programmes: dict[str, Programme]) -> list[tuple[CyclePlan, Cycle]]:
        plans = cycle_plans(self._today, self._scale)
        nominating = Nominating(self._brightwater, self._people, self._rng)
        bench = self._bench()
        counted: dict[str, int] = defaultdict(int)
        of_programme = {slug: sum(plan.programme == slug for plan in plans) for slug in programmes}
        made = []
        for plan in plans:
            counted[plan.programme] += 1
            maturity = counted[plan.programme] / of_programme[plan.programme]
            cycle = self._cycle(plan, programmes[plan.programme])
            lay_down_rounds(plan, cycle)
            entries = nominating.seed(plan, cycle)
            if entries or plan.stage == Stage.SCREENING:
                seed_panel(plan, cycle, entries, bench, self._rng)
            if plan.has_reached(Stage.DELIBERATING) and entries:
                pronouns = {person.email: person.pronoun for person in self._brightwater.people}
                seed_decisions(plan, cycle, pronouns, self._cast["sian"], self._cast["ruth"], self._rng)
                seed_honours(plan, cycle, self._cast["maya"], self._rng)
                seed_surveys(plan, cycle, maturity, self._rng)
                seed_process_reviews(plan, cycle, self._cast["ngozi"])
            made.append((plan, cycle))
            if len(made) in COUNTED_AFTER:
                _count_rows()
            self._say(f"{programmes[plan.programme].title}, {cycle.known_as}")
        return made

    def _cycle(self, plan: CyclePlan, programme: Programme) -> Cycle:
        dates = plan.dates(self._zone)
        begun = [moment for moment in dates.values() if moment <= timezone.now()]
        cycle = Cycle.objects.create(
            programme=programme,
            name=plan.name,
            title=plan.title,
            rulebook=published_rulebook(programme) if plan.stage != Stage.PLANNED else None,
            stage=plan.stage,
            stage_since=max(begun, default=timezone.now()),
            **dates,
        )
        maya = self._cast["maya"]
        planned_at = min(dates["opens_at"] - timedelta(days=20), timezone.now())
        acts = [Act(verb="cycle.created", target=cycle, actor=maya, at=planned_at)]
        if plan.stage != Stage.PLANNED:
            acts.append(Act(verb="cycle.moved", target=cycle, actor=None, at=dates["opens_at"], data={"stage": "open"}))
        audit.record_all(acts)
        return cycle

    def _bench(self) -> Bench:
        """The cast's judges, and leaders of other divisions where the demo is larger."""
        cast = [self._cast[key] for key in JUDGES]
        more = [
            self._people[person.email]
            for person in self._brightwater.people
            if person.leads and not person.key and person.login == ""
        ]
        return Bench(self._cast[CHAIR], tuple(cast + more[: JUDGES_A_SCALE * (self._scale - 1)]))
