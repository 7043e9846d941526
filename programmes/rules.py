"""Who may do what with a programme and its cycles."""

import rules

from accounts.models import User
from accounts.rules import is_administrator
from programmes.models import BusinessCase, Cycle, LaunchTask, Programme


@rules.predicate
def manages(user: User, thing: Programme | Cycle | BusinessCase | LaunchTask | None) -> bool:
    """Is one of the managers of the programme (of this cycle, of this case)."""
    if thing is None or not user.is_authenticated or not user.is_active:
        return False
    if getattr(thing, "manager_id", None) == user.pk:  # said by the query that found it for them
        return True
    programme_id = thing.pk if isinstance(thing, Programme) else thing.programme_id
    return user.programmes_managed.filter(pk=programme_id).exists()


@rules.predicate
def manages_any(user: User) -> bool:
    """Manages at least one programme."""
    return bool(user.is_authenticated and user.is_active and user.programmes_managed.exists())


@rules.predicate
def is_approver(user: User, case: BusinessCase | None) -> bool:
    """Was asked to answer this business case, and did not propose it."""
    return case is not None and case.proposed_by_id != user.pk and case.approvers.filter(pk=user.pk).exists()


@rules.predicate
def decides_for(user: User, programme: Programme | None) -> bool:
    """Was asked to answer a business case of this programme."""
    return programme is not None and programme.business_cases.filter(approvers=user.pk).exists()


@rules.predicate
def owns_task(user: User, task: LaunchTask | None) -> bool:
    """Is the owner of this launch task."""
    return task is not None and user.is_authenticated and user.is_active and task.owner_id == user.pk


rules.add_perm("programmes.add", is_administrator | manages_any)
rules.add_perm("programmes.manage", is_administrator | manages)
rules.add_perm("programmes.manage_cycle", is_administrator | manages)
rules.add_perm("programmes.answer_case", is_approver)
rules.add_perm("programmes.read_case", is_administrator | manages | decides_for)
rules.add_perm("programmes.see_task", is_administrator | manages | owns_task)
