"""The nominations of one cycle: stories told of people and teams, and the entries that they became."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import numpy as np
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Team, User
from audit import services as audit
from audit.services import Act
from awards_site.demo.people import Brightwater, DemoPerson
from awards_site.demo.seeding.agreeing import give_consents
from awards_site.demo.seeding.asking import answer_questions
from awards_site.demo.seeding.by_hand import give_some_by_hand
from awards_site.demo.seeding.calendar import CyclePlan
from awards_site.demo.seeding.references import References
from awards_site.demo.seeding.voices import Supporting, accept_some, name_members
from awards_site.demo.stories import Story, Told, stories, tell
from nominations.consents import CURRENT
from nominations.enums import NominationState, NominatorKind
from nominations.models import Entry, Evidence, Nomination, Nominee, Screening
from nominations.references import initials
from nominations.services.enquiring import ask_for_more
from nominations.services.flagging import look_at_all
from programmes.enums import NomineeKind, Stage
from programmes.models import Category, Criterion, Cycle

QUESTION = "Roughly when was this, and how did you know that it was put right?"
T = TypeVar("T")

KINDS = {"service-stars": "individual", "team-of-the-quarter": "team", "customers-choice": "customer_choice"}
COPIES = 3
CHANNELS = ["poster", "poster-ferry-lane", "email", "embed", "", ""]
OWN_DICE = 20261  # so that what was seeded before there were supporters stays as it was
LEFT_UNVERIFIED = 0.04  # the share of customers who never confirm
QUALITY = {"good": 0.6, "overlong": 0.1, "thin": -1.2, "biased": -0.7, "duplicate": 0.0}


@dataclass(frozen=True)
class SeededEntry:
    """An entry with how good its best story truly is, in standard deviations."""

    entry: Entry
    quality: float


@dataclass(frozen=True)
class _Written:
    """One nomination before its rows are saved together."""

    nomination: Nomination
    told: Told
    category: Category
    person: User | None
    team: Team | None
    quality: float
    declined: str


class Nominating:
    """Tells stories of Brightwater's people, cycle after cycle, from one seed."""

    def __init__(self, brightwater: Brightwater, people: dict[str, User], rng: np.random.Generator) -> None:
        self._rng = rng
        self._people = people
        self._references = References(rng)
        self._pronouns = {person.email: person.pronoun for person in brightwater.people}
        self._by_team: dict[str, list[DemoPerson]] = {}
        for person in brightwater.people:
            self._by_team.setdefault(person.team, []).append(person)
        self._teams = {team.name: team for team in Team.objects.all()}
        self._homes: dict[str, list[str]] = {}
        for name in self._by_team:
            self._homes.setdefault(name.split(" (", maxsplit=1)[0], []).append(name)
        ours = {person.email for person in brightwater.people if not person.login}
        self._supporting = Supporting(
            [person for email, person in sorted(people.items()) if email in ours],
            self._references.beside(np.random.default_rng(OWN_DICE)),
        )
        self._members: dict[int, list[User]] = {}
        for _email, member in sorted(people.items()):
            self._members.setdefault(member.team_id or 0, []).append(member)
        self._divisions = max(len(names) for names in self._homes.values())

    def seed(self, plan: CyclePlan, cycle: Cycle) -> list[SeededEntry]:
        """Write the cycle's nominations as they stand at its stage; returns the entries that judges will see."""
        if not plan.nominations:
            return []
        categories = list(cycle.rulebook.categories.all()) if cycle.rulebook else []
        chosen = self._choose(KINDS[plan.programme], plan.nominations, categories)
        written = [self._write(plan, cycle, story, division, categories) for story, division in chosen]
        give_some_by_hand([one.nomination for one in written], cycle.programme.managers.first())
        return self._save(plan, cycle, written)

    def _choose(self, kind: str, wanted: int, categories: list[Category]) -> list[tuple[Story, int]]:
        """Stories with the division of Brightwater that each is told in: none is told twice in the same one."""
        nominees = {category.nominee for category in categories}
        fitting = [story for story in stories() if _fits(story, kind) and story.nominee in nominees]
        order = [
            (fitting[int(index)], division)
            for division in range(self._divisions)
            for index in self._rng.permutation(len(fitting))
        ]
        by_division = -(-wanted // self._divisions)
        kept = [
            told
            for division in range(self._divisions)
            for told in order[division * len(fitting) : division * len(fitting) + min(by_division, len(fitting))]
        ]
        return kept[:wanted]

    def _write(
        self, plan: CyclePlan, cycle: Cycle, story: Story, division: int, categories: list[Category]
    ) -> _Written:
        homes = [self._homes[place] for place in story.suits]
        home = self._pick([names[division % len(names)] for names in homes])
        members = [person for person in self._by_team[home] if not person.leads]
        fitting = [person for person in members if story.pronoun in {None, person.pronoun}]
        member = self._pick(fitting or members)
        if not plan.has_reached(Stage.ANNOUNCED):
            member = _beside(member, fitting or members, cycle)
        is_team = story.nominee == NomineeKind.TEAM
        category = next(category for category in categories if category.nominee == story.nominee)
        name = home if is_team else member.full_name.split()[0]
        told = tell(story, name=name, pronoun="it" if is_team else member.pronoun)
        at = self._moment(cycle)
        verified = (
            story.told_by != "customer" or self._rng.random() > LEFT_UNVERIFIED or plan.has_reached(Stage.JUDGING)
        )
        reference = self._references.new(initials(cycle.programme.title))
        agreed = bool(self._rng.random() < 0.6)
        nomination = Nomination(
            reference=reference,
            cycle=cycle,
            category=category,
            language=story.language,
            may_show=agreed,
            may_publish=agreed,
            may_contact=agreed or story.told_by != "customer" or ord(reference[-1]) % 3 > 0,
            consent_wording=CURRENT,
            state=NominationState.SUBMITTED if verified else NominationState.UNVERIFIED,
            channel=CHANNELS[sum(map(ord, reference)) % len(CHANNELS)] if story.told_by == "customer" else "",
            submitted_at=at if verified else None,
            **self._nominator(story, home, at, verified=verified),
        )
        unmatched = bool(story.name_given) and not plan.has_reached(Stage.JUDGING)
        person = None if is_team or unmatched else self._people[member.email]
        team = self._teams[home] if is_team and not unmatched else None
        nomination.nominee = Nominee(
            person=person, team=team, name_given=story.name_given or told_name(home, member, is_team=is_team)
        )
        declined = (
            "wrong-company"
            if story.name_given and plan.has_reached(Stage.JUDGING) and "Darren" in story.name_given
            else ""
        )
        quality = float(self._rng.normal(QUALITY.get(story.quality, 0.0), 0.7))
        return _Written(nomination, told, category, person, team, quality, declined)

    def _nominator(self, story: Story, home: str, at: datetime, *, verified: bool) -> dict[str, object]:
        if story.told_by == "customer":
            name = self._customer_name()
            address = f"{name.split()[0].lower()}.{int(self._rng.integers(1000, 99999))}@customer.example"
            return {
                "nominator_kind": NominatorKind.CUSTOMER,
                "nominator_name": name,
                "nominator_email": address,
                "verified_at": at + timedelta(minutes=9) if verified else None,
            }
        colleagues = self._by_team[home]
        if story.told_by == "leader":
            writer = next((person for person in colleagues if person.leads), colleagues[0])
            kind = NominatorKind.LEADER
        else:
            writer = self._pick([person for team in self._by_team.values() for person in team])
            kind = NominatorKind.COLLEAGUE
        user = self._people[writer.email]
        return {
            "nominator_kind": kind,
            "nominator": user,
            "nominator_name": user.full_name,
            "nominator_email": user.email,
        }

    def _customer_name(self) -> str:
        everybody = [person.full_name for team in self._by_team.values() for person in team]
        return f"{self._pick(everybody).split()[0]} {self._pick(everybody).split()[-1]}"

    def _moment(self, cycle: Cycle) -> datetime:
        """A time while the window was open, thicker towards the end, never in the future."""
        until = min(cycle.screening_at, timezone.now()) - timedelta(hours=1)
        share = float(self._rng.beta(1.6, 1.1))
        return cycle.opens_at + (until - cycle.opens_at) * share

    def _save(self, plan: CyclePlan, cycle: Cycle, written: list[_Written]) -> list[SeededEntry]:
        Nominee.objects.bulk_create([one.nomination.nominee for one in written], batch_size=500)
        screened = plan.has_reached(Stage.JUDGING)
        entries = self._entries(cycle, written) if screened else {}
        for one in written:
            entry = entries.get(_nominee_key(one))
            if one.nomination.state == NominationState.SUBMITTED and screened:
                one.nomination.entry = entry.entry if entry and not one.declined else None
                one.nomination.state = NominationState.ACCEPTED if one.nomination.entry else NominationState.DECLINED
        Nomination.objects.bulk_create([one.nomination for one in written], batch_size=500)
        _backdate(written)
        Evidence.objects.bulk_create(_evidence(written), batch_size=500)
        answer_questions(cycle)
        give_consents(plan, cycle, [one.nomination for one in written])
        manager = cycle.programme.managers.first()
        told = [one.nomination for one in written]
        name_members(told, self._members)
        if screened:
            Screening.objects.bulk_create(_screenings(written, manager), batch_size=500)
            Screening.objects.filter(nomination__cycle=cycle).update(at=cycle.screening_at + timedelta(hours=20))
        self._supporting.support(cycle, told)
        audit.record_all(_acts(written, cycle, manager))
        accept_some(cycle, told, manager)
        if manager is not None and plan.has_reached(Stage.SCREENING) and not screened:
            _ask_one(written, cycle, manager)
            _copy_a_story(written)
            look_at_all(cycle)
        return list(entries.values())

    def _entries(self, cycle: Cycle, written: list[_Written]) -> dict[tuple[int, int | None, int | None], SeededEntry]:
        best: dict[tuple[int, int | None, int | None], float] = {}
        for one in written:
            if (one.person or one.team) and not one.declined and one.nomination.submitted_at:
                key = _nominee_key(one)
                best[key] = max(one.quality, best.get(key, -9.0)) + (0.15 if key in best else 0.0)
        prefix = initials(cycle.programme.title)
        rows = {
            key: Entry(
                reference=self._references.new(prefix),
                cycle=cycle,
                category_id=key[0],
                person_id=key[1],
                team_id=key[2],
            )
            for key in best
        }
        Entry.objects.bulk_create(rows.values(), batch_size=500)
        return {key: SeededEntry(rows[key], best[key]) for key in rows}

    def _pick(self, choices: list[T]) -> T:
        return choices[int(self._rng.integers(0, len(choices)))]


def _ask_one(written: list[_Written], cycle: Cycle, manager: User) -> None:
    """A customer of whom more was asked while nominations are screened."""
    for one in written:
        known = (
            one.person is not None
            and one.nomination.may_contact
            and one.person != manager
            and one.nomination.state == NominationState.SUBMITTED
        )
        if known and one.nomination.nominator_kind == NominatorKind.CUSTOMER:
            nomination = Nomination.objects.select_related("nominee", "category").get(pk=one.nomination.pk)
            nomination.cycle = cycle
            ask_for_more(nomination=nomination, actor=manager, question=QUESTION)
            return


def _copy_a_story(written: list[_Written]) -> None:
    """Somebody sent one story from three addresses, one of them a throw-away one, so that there is a flag to look at."""
    sent = [
        one.nomination
        for one in written
        if one.nomination.state == NominationState.SUBMITTED and one.nomination.nominator is None and one.told.action
    ]
    if len(sent) < COPIES + 1:
        return
    first, *others = sent[-COPIES:]
    for other in others:
        Evidence.objects.filter(nomination=other).delete()
        rows = [Evidence(nomination=other, part=row.part, text=row.text) for row in first.evidence.exclude(part="")]
        Evidence.objects.bulk_create(rows)
    Nomination.objects.filter(pk=others[-1].pk).update(nominator_email="quick.thanks@mailinator.com")


def _fits(story: Story, kind: str) -> bool:
    """Whether a story can be told in a programme of this kind; customers choose among all that customers tell."""
    return story.kind == kind or (
        kind == "customer_choice" and story.kind == "individual" and story.told_by == "customer"
    )


def told_name(home: str, member: DemoPerson, *, is_team: bool) -> str:
    """What a nominator wrote as the name: the team's, or the person's."""
    return home if is_team else member.full_name


def _nominee_key(one: _Written) -> tuple[int, int | None, int | None]:
    return (one.category.pk, one.person.pk if one.person else None, one.team.pk if one.team else None)


def _backdate(written: list[_Written]) -> None:
    """``created_at`` is set by the database's clock; here it is a little before the nomination was sent."""
    before = timedelta(minutes=12)
    rows = Nomination.objects.filter(cycle__in={one.nomination.cycle_id for one in written})
    rows.exclude(submitted_at=None).update(created_at=F("submitted_at") - before)
    rows.filter(submitted_at=None).update(created_at=timezone.now() - timedelta(days=3) - before)


def _evidence(written: list[_Written]) -> list[Evidence]:
    rows: list[Evidence] = []
    by_category: dict[int, dict[str, Criterion]] = {}
    for one in written:
        if one.category.pk not in by_category:
            by_category[one.category.pk] = {criterion.code: criterion for criterion in one.category.criteria.all()}
        criteria = by_category[one.category.pk]
        rows += [
            Evidence(nomination=one.nomination, part=part, text=getattr(one.told, part))
            for part in ("situation", "task", "action", "result")
            if getattr(one.told, part)
        ]
        rows += [
            Evidence(nomination=one.nomination, criterion=criteria[code], text=text)
            for code, text in one.told.evidence.items()
            if code in criteria
        ]
    return rows


def _screenings(written: list[_Written], by: User | None) -> list[Screening]:
    counts = Counter(one.nomination.state for one in written)
    assert counts[NominationState.SUBMITTED] == 0  # noqa: S101 — a cycle past screening has screened everything
    reason = "The person named works for another company. We have told the writer how to reach them."
    return [
        Screening(
            nomination=one.nomination,
            eligible=bool(one.nomination.entry),
            reason="" if one.nomination.entry else reason,
            by=by,
        )
        for one in written
        if one.nomination.state in {NominationState.ACCEPTED, NominationState.DECLINED}
    ]


def _acts(written: list[_Written], cycle: Cycle, manager: User | None) -> list[Act]:
    acts = []
    for one in written:
        nomination = one.nomination
        verb = "nomination.submitted" if nomination.submitted_at else "nomination.received"
        verb, actor = (
            ("nomination.keyed_in", nomination.keyed_by) if nomination.keyed_by else (verb, nomination.nominator)
        )
        acts.append(Act(verb=verb, target=nomination, actor=actor, at=nomination.submitted_at))
        if nomination.state in {NominationState.ACCEPTED, NominationState.DECLINED}:
            acts.append(
                Act(
                    verb=f"nomination.{nomination.state}",
                    target=nomination,
                    actor=manager,
                    at=cycle.screening_at + timedelta(hours=20),
                )
            )
    return acts


def _beside(member: DemoPerson, members: list[DemoPerson], cycle: Cycle) -> DemoPerson:
    """The next one in place of who runs the awards: to them the pages of their own category would be closed."""
    run_by = User.objects.filter(Q(programmes_managed=cycle.programme) | Q(is_staff=True))
    emails, at = set(run_by.values_list("email", flat=True)), members.index(member)
    return next((one for one in [*members[at:], *members[:at]] if one.email not in emails), member)
