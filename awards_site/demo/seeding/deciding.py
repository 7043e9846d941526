"""Results, the panel's meeting, its minutes and its decisions."""

from datetime import timedelta
from typing import Any

import numpy as np

from accounts.models import User
from audit import services as audit
from audit.services import Act
from awards_site.demo.material import material
from awards_site.demo.seeding.calendar import CyclePlan
from awards_site.demo.telling import Pronoun, told_of
from judging.enums import DecisionState
from judging.models import Decision, Deliberation, Minutes, ReleasedRemark, Result, Score
from judging.queries.agenda import agenda_of
from judging.queries.conflicts import references_hidden_from
from judging.services.computing import compute_results
from judging.services.deliberating import put_on_the_table, record_meeting
from judging.services.motions import cast_vote, propose_motion
from judging.services.sensitivity import work_out_how_firm
from nominations.models import Entry
from programmes.enums import Feedback, NomineeKind, Stage
from programmes.models import Cycle


def seed_decisions(
    plan: CyclePlan, cycle: Cycle, pronouns: dict[str, Pronoun], chair: User, second: User, rng: np.random.Generator
) -> None:
    """Compute the results and, where the panel has met, write down what it said and decided."""
    results = compute_results(cycle=cycle, actor=None)
    Result.objects.filter(cycle=cycle).update(computed_at=cycle.deliberating_at)
    if not plan.has_reached(Stage.DECIDED):
        for result in results:
            work_out_how_firm(result=result)
        _meet(cycle, chair)
        return
    met_at = cycle.deliberating_at + timedelta(hours=22)
    meeting = Deliberation.objects.create(cycle=cycle, met_at=met_at)
    meeting.attended.set(
        [chair, *(seat.judge for seat in cycle.panel.seats.select_related("judge") if rng.random() < 0.9)]
    )
    for result in results:
        _decide(cycle, meeting, result, pronouns, (chair, second), rng)
    _release(cycle, chair)


def _release(cycle: Cycle, chair: User) -> None:
    """What judges wrote about an entry from which the chair does not stand aside is for its nominee to read."""
    if cycle.rulebook is None or cycle.rulebook.feedback != Feedback.SCORES_AND_COMMENTS:
        return
    worded = Score.objects.filter(assignment__entry__cycle=cycle).exclude(comment="")
    rows = worded.exclude(assignment__entry__reference__in=references_hidden_from(chair, cycle))
    ReleasedRemark.objects.bulk_create(
        ReleasedRemark(sheet_id=sheet, criterion_id=criterion, released_by=chair)
        for sheet, criterion in rows.order_by("pk").values_list("assignment_id", "criterion_id")
    )


def _decide(
    cycle: Cycle,
    meeting: Deliberation,
    result: Result,
    pronouns: dict[str, Pronoun],
    people: tuple[User, User],
    rng: np.random.Generator,
) -> None:
    category, words = result.category, material("words.yaml")
    ranked = _ranked(cycle, result)[: category.places + category.commended]
    if not ranked:
        return
    names = [_name(entry) for entry in ranked]
    texts = words["justifications"]["team" if category.nominee == NomineeKind.TEAM else "person"]
    facts = {
        "runner_up": names[1] if len(names) > 1 else "the next",
        "category": category.title,
        "cycle": cycle.known_as,
    }
    pronoun: Pronoun = pronouns.get(ranked[0].person.email, "it") if ranked[0].person else "it"
    minutes = words["minutes"][int(rng.integers(0, len(words["minutes"])))]
    chair, second = people
    met_at = meeting.met_at
    assert met_at is not None  # noqa: S101 — written one step before
    Minutes.objects.create(
        deliberation=meeting,
        category=category,
        text=told_of(minutes, name=names[0], pronoun=pronoun, **facts),
        written_by=chair,
    )
    decisions = []
    for place, (entry, name) in enumerate(zip(ranked, names, strict=True), start=1):
        voice: Pronoun = pronouns.get(entry.person.email, "it") if entry.person else "it"
        text = told_of(texts[int(rng.integers(0, len(texts)))], name=name, pronoun=voice, **facts)
        decisions.append(
            Decision(
                cycle=cycle,
                category=category,
                entry=entry,
                place=place,
                commended=place > category.places,
                justification=text,
                result=result,
                state=DecisionState.CONFIRMED,
                proposed_by=chair,
                confirmed_by=second,
                confirmed_at=met_at + timedelta(hours=3),
            )
        )
    Decision.objects.bulk_create(decisions)
    Decision.objects.filter(cycle=cycle, category=category).update(proposed_at=met_at + timedelta(hours=1))
    acts = [
        Act(
            verb="decision.proposed", target=one, actor=chair, at=met_at + timedelta(hours=1), data={"place": one.place}
        )
        for one in decisions
    ]
    acts += [
        Act(verb="decision.confirmed", target=one, actor=second, at=one.confirmed_at, data={"place": one.place})
        for one in decisions
    ]
    audit.record_all(acts)


def _ranked(cycle: Cycle, result: Result) -> list[Entry]:
    figures: dict[str, Any] = result.figures
    order = [row["entry"] for row in sorted(figures["entries"], key=lambda row: row["rank"] or 10**6) if row["rank"]]
    entries = {
        entry.reference: entry
        for entry in Entry.objects.filter(cycle=cycle, reference__in=order[:10]).select_related("person", "team")
    }
    return [entries[reference] for reference in order if reference in entries]


def _name(entry: Entry) -> str:
    return entry.person.short_name.split()[0] if entry.person else str(entry.team)


def _meet(cycle: Cycle, chair: User) -> None:
    """The meeting has begun: everybody is there, a story lies on the table and a motion is open to votes."""
    present = [seat.judge for seat in cycle.panel.seats.select_related("judge").order_by("pk")]
    record_meeting(cycle=cycle, met_at=None, attended=present, actor=chair)
    points = [point for one in agenda_of(cycle) for point in one.points]
    if points:
        put_on_the_table(cycle=cycle, entry=points[0].entry, actor=chair)
    text = "That we hear the two team leaders before we decide between the first two."
    motion = propose_motion(cycle=cycle, text=text, actor=chair)
    for person, choice in zip(present, ("for", "for", "against"), strict=False):
        cast_vote(motion=motion, voter=person, choice=choice, actor=chair)
