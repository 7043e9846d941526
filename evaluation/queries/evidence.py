"""Every point of the standard with what proves it for one cycle."""

from collections import defaultdict
from dataclasses import dataclass

from audit.models import Record
from evaluation.library import StandardPoint, standard
from evaluation.queries.evidence_facts import REFERENCES, Fact, facts_of
from evaluation.queries.figures import CycleFigures


@dataclass(frozen=True)
class Proof:
    """A fact, with the numbers of the newest audit records of its acts (the trail has them all) and how many there are."""

    fact: Fact
    records: tuple[int, ...]
    acts: int


@dataclass(frozen=True)
class Evidence:
    """One point of the standard and its proofs."""

    point: StandardPoint
    proofs: tuple[Proof, ...]

    @property
    def shown(self) -> bool:
        """Whether every fact that the point asks for is there."""
        return all(proof.fact.count for proof in self.proofs)


def evidence_of(figures: CycleFigures) -> tuple[Evidence, ...]:
    """All points of the standard, in its order. Acts of the programme count, and those of this cycle, not other cycles'."""
    facts = facts_of(figures)
    acts = _acts(figures)
    proofs = {key: _proof(fact, acts) for key, fact in facts.items()}
    return tuple(Evidence(point, tuple(proofs[key] for key in point.facts)) for point in standard())


def _acts(figures: CycleFigures) -> dict[str, list[int]]:
    """The numbers of the audit records by verb, the newest first; those on KPIs belong to no programme."""
    cycle = figures.cycle
    records = Record.objects.filter(programme__in=["", cycle.programme.slug], cycle__in=["", cycle.label])
    found: dict[str, list[int]] = defaultdict(list)
    for pk, verb, programme in records.order_by("-pk").values_list("pk", "verb", "programme"):
        if programme or verb.startswith("kpi."):
            found[verb].append(pk)
    return found


def _proof(fact: Fact, acts: dict[str, list[int]]) -> Proof:
    numbers = sorted((pk for verb in fact.verbs for pk in acts[verb]), reverse=True)
    return Proof(fact, tuple(numbers[:REFERENCES]), len(numbers))
