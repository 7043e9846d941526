from jobs.models import Job
from judging.enums import STANDING_CONFLICTS
from judging.models import Conflict, SensitivityReport
from judging.queries.results import newest_result
from programmes.models import Category, Cycle


def barred_pairs(cycle: Cycle, category: Category) -> set[tuple[str, str]]:
    """Judge's id and entry's reference of every conflict in a category that no chair has cleared."""
    standing = Conflict.objects.filter(
        seat__panel__cycle=cycle, entry__category=category, state__in=STANDING_CONFLICTS
    ).values_list("seat__judge_id", "entry__reference")
    return {(str(judge), reference) for judge, reference in standing}


def newest_report(cycle: Cycle, category: Category) -> SensitivityReport | None:
    """How firm the newest result by the rulebook's method is; None while nobody has worked it out."""
    result = newest_result(cycle, category, cycle.rulebook.method if cycle.rulebook else "")
    return SensitivityReport.objects.filter(result=result).first() if result else None


def firmness_job(cycle: Cycle, category: Category) -> Job | None:
    """The work that finds out how firm the newest result is; None while nobody has asked for it."""
    result = newest_result(cycle, category, cycle.rulebook.method if cycle.rulebook else "")
    return Job.objects.filter(key=firmness_key(result.pk)).first() if result else None


def firmness_key(result: int) -> str:
    """The key of the work on one result."""
    return f"sensitivity:{result}"
