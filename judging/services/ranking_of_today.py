"""What a decision rests on: the result of the sheets as they stand, and whether a decision still follows it."""

from django.utils.translation import gettext as _

from audit.refusals import NotReady
from judging.models import Decision, Result
from judging.queries.entries import standing_entries
from judging.queries.overtaken import still_holds
from judging.queries.results import newest_result
from judging.queries.score_table import is_current
from programmes.models import Category, Cycle


def result_of_today(cycle: Cycle, category: Category) -> Result:
    """The newest result of a category by the rulebook's method.

    Raises NotReady before the first, and where the sheets have changed since: a judge who stands aside by now would still
    count in it.
    """
    result = newest_result(cycle, category, cycle.rulebook.method) if cycle.rulebook else None
    if result is None:
        raise NotReady(_("Compute the results first."))
    if not is_current(result):
        raise NotReady(
            _("Other sheets count in %(category)s by now than the result was computed from. Compute the results again.")
            % {"category": category.title}
        )
    return result


def check_still_holds(decision: Decision) -> None:
    """Raise NotReady where the decision does not rest on the sheets as they stand, or its entry went out since."""
    result = result_of_today(decision.cycle, decision.category)
    standing = standing_entries(decision.cycle).filter(pk=decision.entry_id).exists()
    if not standing or not still_holds(decision, result):
        raise NotReady(
            _(
                "The ranking has changed since this was proposed. Withdraw the proposal, and propose again by what it is now."
            )
        )
