"""The announce page of a cycle, read in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import QuerySet

from communications.queries.wording import wording_of
from communications.rendering import Rendered, render
from jobs.models import Job
from judging.models import Decision
from nominations.queries.window import lets_support
from programmes.models import Category, Cycle
from recognition.models import Announcement, Certificate, Fulfilment
from recognition.queries.hearing import confirmed_decisions, entries_to_tell, hearers
from recognition.queries.letters import occasion_of, placeholders

LETTERS = (
    "result_winner",
    "result_highly_commended",
    "result_not_chosen",
    "result_nominator_winner",
    "result_nominator_other",
    "result_supporter_winner",
    "result_supporter_other",
    "result_manager",
)


@dataclass(frozen=True)
class Preview:
    """One kind of letter, filled in for a sample person, and how many will get it."""

    key: str
    letter: Rendered
    readers: int


def certificates_of(cycle: Cycle) -> QuerySet[Certificate]:
    """The certificates of a cycle with what the page says of each."""
    return (
        Certificate.objects.filter(award__decision__cycle=cycle)
        .select_related(
            "award__decision__category",
            "award__decision__entry__person",
            "award__decision__entry__team",
            "award__decision__cycle__programme",
        )
        .order_by("award__decision__category__position", "award__decision__place")
    )


def rewards_of(cycle: Cycle) -> QuerySet[Fulfilment]:
    """The rewards on their way in a cycle."""
    return (
        Fulfilment.objects.filter(award__decision__cycle=cycle)
        .select_related(
            "reward",
            "award__decision__category",
            "award__decision__entry__person",
            "award__decision__entry__team",
            "award__decision__cycle__programme",
        )
        .order_by("award__decision__category__position", "award__decision__place", "reward__position", "pk")
    )


def newest_job(cycle: Cycle, kind: str) -> Job | None:
    """The newest job of this kind for the cycle."""
    return Job.objects.filter(kind=kind, payload__cycle=cycle.pk).order_by("-pk").first()


def newest_jobs(cycle: Cycle) -> dict[str, Job]:
    """The newest job of each kind that prints or gathers the cycle's certificates."""
    kinds = ("recognition.certificates", "recognition.certificates_zip")
    return {job.kind: job for job in Job.objects.filter(kind__in=kinds, payload__cycle=cycle.pk).order_by("pk")}


def readers_by_letter(plan: Announcement) -> dict[str, int]:
    """How many will get each kind of letter, as decided by now."""
    chosen = {decision.entry_id: decision for decision in confirmed_decisions(plan.cycle)}
    counts = dict.fromkeys(LETTERS, 0)
    for entry in entries_to_tell(plan.cycle):
        for hearer in hearers(entry, chosen.get(entry.pk), plan.audiences):
            counts[hearer.template] += 1
    return counts


def previews(plan: Announcement, *, sample: str) -> list[Preview]:
    """Each kind of letter as it would read for somebody called ``sample``."""
    cycle = plan.cycle
    category = cycle.rulebook.categories.first() if cycle.rulebook else None
    if category is None:
        return []
    occasion, counts = occasion_of(plan), readers_by_letter(plan)
    found = []
    for key in _letters_of(cycle):
        words = placeholders(
            occasion,
            recipient_name=sample,
            nominee_name=sample,
            category=category,
            decision=_sample_decision(cycle, category, key),
            reference="N-00000",
        )
        found.append(Preview(key, render(wording_of(key, cycle.programme.slug), words), counts[key]))
    return found


def _letters_of(cycle: Cycle) -> list[str]:
    """The letters that this cycle may send: those to supporters where the rules let colleagues support nominations."""
    return [key for key in LETTERS if lets_support(cycle) or not key.startswith("result_supporter")]


def _sample_decision(cycle: Cycle, category: Category, key: str) -> Decision | None:
    if key in {"result_not_chosen", "result_nominator_other", "result_supporter_other"}:
        return None
    commended = key == "result_highly_commended"
    real = confirmed_decisions(cycle).filter(commended=commended).first()
    return real or Decision(cycle=cycle, category=category, place=1, commended=commended, justification="…")
