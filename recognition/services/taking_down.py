"""Take down what is quoted in public from a story that may not be published any more."""

from django.db import transaction

from audit import services as audit
from audit.digests import text_digest
from nominations.models import Entry
from recognition.citations import citation_from, repeated
from recognition.models import Award
from recognition.queries.publishing import may_not_be_told, private_texts
from recognition.services.wording import print_again


@transaction.atomic
def take_down_quotations(entry: Entry) -> int:
    """Leave out of the awards of this entry every sentence that quotes such a story, and print certificates again whose
    words have changed; returns how many awards. Other sentences stay: they are the judges' own.

    Where the honoured asked that nothing of it is published, pages show no citation at all, and certificates none either.
    """
    untold = may_not_be_told(entry)
    stories = private_texts(entry.cycle).get(entry.pk, [])
    changed = 0
    for award in Award.objects.filter(decision__entry=entry).select_related("decision__cycle__programme"):
        quotes = bool(repeated(award.citation, stories))
        if quotes and not untold:
            _cut(award, stories)
        if quotes or (untold and award.citation):
            print_again(award, None)
            changed += 1
    return changed


def _cut(award: Award, stories: list[str]) -> None:
    before, award.citation = award.citation, citation_from(award.citation, private=stories)
    award.save(update_fields=["citation"])
    audit.record(
        verb="award.citation_taken_down",
        target=award,
        actor=None,
        before={"citation": text_digest(before)},
        data={"citation": text_digest(award.citation)},
    )
