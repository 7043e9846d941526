"""Who is in the chair: of one category, where chairs are seated for some, and otherwise of all."""

from accounts.models import User
from judging.enums import SeatRole
from judging.models import Seat
from judging.queries.aside import Aside
from judging.queries.stood_aside import ListedConflict
from programmes.models import Cycle


def chairs(person: User, cycle: Cycle, category: int) -> bool:
    """Whether this person chairs a category: seated for it or for all or, where nobody is, in the chair of another."""
    return category in categories_chaired(person, cycle, [category])


def categories_chaired(person: User, cycle: Cycle, categories: list[int]) -> set[int]:
    """Those of ``categories`` that this person chairs; two queries."""
    seated = Seat.objects.filter(panel__cycle=cycle, role=SeatRole.CHAIR, left_at=None).prefetch_related("categories")
    covered = {seat.judge_id: {category.pk for category in seat.categories.all()} for seat in seated}
    if person.pk not in covered:
        return set()
    own = covered.pop(person.pk)
    others = [theirs for judge, theirs in covered.items()]
    return {
        one for one in categories if not own or one in own or not any(not theirs or one in theirs for theirs in others)
    }


def to_rule_on(chair: User, cycle: Cycle, conflicts: list[ListedConflict], aside: Aside) -> set[int]:
    """The ids of those conflicts that this chair may rule on, as ``judging.rule_on_conflict`` says of one: of their categories,
    not their own, and not about what they stand ``aside`` from.
    """
    chaired = categories_chaired(chair, cycle, list({one.category_id for one in conflicts}))
    return {
        one.pk
        for one in conflicts
        if one.category_id in chaired and one.judge_id != chair.pk and not aside.covers(one.entry_id, one.category_id)
    }
