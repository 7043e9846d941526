"""Who may do what in evaluation. Reading and writing an evaluation is the manager's; an action's owner may finish it."""

import rules

from accounts.models import User
from accounts.rules import is_administrator
from evaluation.models import Action
from programmes.models import Cycle
from programmes.rules import manages, manages_any


@rules.predicate
def is_known_to_manage(user: User, cycle: Cycle | None) -> bool:
    """Manages the cycle's programme, as ``queries.managing.known_to_manage`` read it with the cycle; spares a query."""
    return cycle is not None and user.is_active and getattr(cycle, "manager_id", None) == user.pk


@rules.predicate
def owns_action(user: User, action: Action | None) -> bool:
    """Was given this improvement to make."""
    return action is not None and user.is_active and action.owner_id == user.pk


@rules.predicate
def manages_action(user: User, action: Action | None) -> bool:
    """Manages the programme whose evaluation led to this improvement."""
    return action is not None and bool(manages(user, action.cycle))


rules.add_perm("evaluation.evaluate", is_administrator | is_known_to_manage | manages)
rules.add_perm("evaluation.keep_log", is_administrator | manages)
rules.add_perm("evaluation.see_reports", is_administrator | manages_any)
rules.add_perm("evaluation.manage_kpis", is_administrator | manages_any)
rules.add_perm("evaluation.finish_action", is_administrator | manages_action | owns_action)
