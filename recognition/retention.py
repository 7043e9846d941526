"""What recognition keeps once names and stories are removed: awards and certificates, which are their owners'."""

from jobs import services as jobs
from nominations.queries.names import masked, names_in
from nominations.services.unnaming import unname_entries
from programmes.models import Cycle
from recognition.models import Announcement, Award


def remove_names(cycle: Cycle) -> dict[str, int]:
    """Remove citations that nobody agreed to publish, archives of certificates, and the names of who was not honoured."""
    awards = Award.objects.filter(decision__cycle=cycle)
    citations = awards.filter(consent=False).exclude(citation="").update(citation="")
    names = names_in(cycle)
    for plan in Announcement.objects.filter(cycle=cycle):
        Announcement.objects.filter(pk=plan.pk).update(
            words_for_winners=masked(plan.words_for_winners, names),
            words_for_others=masked(plan.words_for_others, names),
        )
    archives = jobs.delete_finished(kinds=["recognition.certificates_zip"], cycle_id=cycle.pk)
    entries = unname_entries(cycle=cycle, but=set(awards.values_list("decision__entry", flat=True)))
    return {"citations": citations, "archives": archives, "entries": entries}
