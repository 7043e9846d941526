"""Which judges and entries share a team, a site or a job role."""

from judging.models import Seat
from judging.queries.entries import judged_entries
from programmes.models import Category, Cycle

Pairs = dict[str, list[tuple[str, str]]]


def own_pairs(cycle: Cycle, category: Category) -> Pairs:
    """By kind of group (team, site, job_role) the pairs of judge's id and entry's reference where both are of one."""
    entries = judged_entries(cycle).filter(category=category).select_related("person")
    pairs: Pairs = {"team": [], "site": [], "job_role": []}
    # Who has left the panel is among them: what they sent still counts.
    judges = [seat.judge for seat in Seat.objects.filter(panel__cycle=cycle).select_related("judge").order_by("pk")]
    for entry in entries:
        person = entry.person
        theirs = {
            "team": person.team_id if person is not None else entry.team_id,
            "site": person.site if person is not None else "",
            "job_role": person.job_role_id if person is not None else None,
        }
        for judge in judges:
            own = {"team": judge.team_id, "site": judge.site, "job_role": judge.job_role_id}
            for kind, group in theirs.items():
                if group and group == own[kind]:
                    pairs[kind].append((str(judge.pk), entry.reference))
    return pairs
