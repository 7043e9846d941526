"""What a decision rests on: the result of the scores that count now, and whether a decision still follows it."""

from django.utils.translation import gettext as _

from audit.refusals import NotReady
from judging.models import Decision, Result
from judging.queries.decisions import follows_ranking
from judging.queries.entries import standing_entries
from judging.queries.results import newest_result
from judging.services.computing import score_table
from programmes.models import Category, Cycle


def result_of_today(cycle: Cycle, category: Category) -> Result:
    """The newest result of a category by the rulebook's method.

    Raises NotReady before the first, and where scores count by now that it was not computed from, or no longer do.
    """
    rulebook = cycle.rulebook
    result = newest_result(cycle, category, rulebook.method) if rulebook else None
    if rulebook is None or result is None:
        raise NotReady(_("Compute the results first."))
    if score_table(cycle, category, rulebook).digest() != result.inputs_digest:
        raise NotReady(
            _("Other scores count in %(category)s by now than the result was computed from. Compute the results again.")
            % {"category": category.title}
        )
    result.cycle = cycle
    return result


def check_still_holds(decision: Decision) -> None:
    """Raise NotReady where the decision names no reason to depart from the ranking, and the ranking is another by now."""
    result = result_of_today(decision.cycle, decision.category)
    standing = standing_entries(decision.cycle).filter(pk=decision.entry_id).exists()
    if not standing or not (decision.departs_from_ranking or follows_ranking(result, decision)):
        raise NotReady(
            _(
                "The ranking has changed since this was proposed. Withdraw the proposal, and propose again by what it is now."
            )
        )
