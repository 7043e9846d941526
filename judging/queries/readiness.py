"""What a cycle needs before its panel may score, deliberate or be done; in words, empty when nothing is missing."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.queries.decisions import judged_categories, undecided
from judging.queries.overtaken import overtaken
from judging.queries.quorum import meeting_short_of_quorum, short_of_quorum
from judging.queries.rounds.plan import rounds_not_done
from judging.queries.scores import entries_short_of_sheets
from judging.queries.seats import judges_for, seats_of
from programmes.models import Cycle

NAMED = 5


def before_judging(cycle: Cycle) -> list[str]:
    """Enough judges seated for each category that has entries."""
    if cycle.rulebook is None:
        return []
    seats, least = list(seats_of(cycle)), cycle.rulebook.minimum_judges
    return [
        ngettext(
            "%(category)s has %(have)d of the %(least)d judge that the rules ask for.",
            "%(category)s has %(have)d of the %(least)d judges that the rules ask for.",
            least,
        )
        % {"category": category.title, "have": len(judges_for(category, seats)), "least": least}
        for category in judged_categories(cycle)
        if len(judges_for(category, seats)) < least
    ]


def before_deliberating(cycle: Cycle) -> list[str]:
    """Every round is closed, and each entry has the sheets that the rules ask for at the least, and the panel its quorum."""
    waiting = rounds_not_done(cycle)
    if waiting:
        return waiting
    short = entries_short_of_sheets(cycle)
    least = cycle.rulebook.minimum_judges if cycle.rulebook else 0
    words = [
        _("%(entry)s has %(have)d of %(least)d score sheets.") % {"entry": entry, "have": have, "least": least}
        for entry, have in short[:NAMED]
    ]
    if len(short) > NAMED:
        rest = len(short) - NAMED
        words.append(ngettext("So has %(rest)d other entry.", "So have %(rest)d other entries.", rest) % {"rest": rest})
    return words + short_of_quorum(cycle)


def before_decided(cycle: Cycle) -> list[str]:
    """Every place decided and confirmed by two people, of a panel that has its quorum, by the sheets as they stand."""
    return (
        short_of_quorum(cycle)
        + meeting_short_of_quorum(cycle)
        + [
            _("%(category)s: place %(places)s is not decided and confirmed.")
            % {"category": category.title, "places": ", ".join(map(str, places))}
            for category, places in undecided(cycle)
        ]
        + [
            _(
                "%(category)s: what counts has changed since place %(places)s was confirmed. Compute the results, withdraw the "
                "decision and decide again."
            )
            % {"category": category.title, "places": ", ".join(map(str, places))}
            for category, places in overtaken(cycle)
        ]
    )
