"""What the choice of a scheme leaves to be seen to before a programme starts, without keeping it from starting."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import Programme
from programmes.queries.check_points import open_check_points
from programmes.queries.objectives import unserved_objectives


def scheme_advice(programme: Programme) -> list[tuple[str, str]]:
    """Pairs of the step of the plan and the advice in words: objectives without a criterion, open questions of fairness."""
    return [*_unserved(programme), *_unanswered(programme)]


def _unserved(programme: Programme) -> list[tuple[str, str]]:
    return [
        ("rules", _("No criterion serves “%(objective)s”.") % {"objective": objective.statement})
        for objective in unserved_objectives(programme)
    ]


def _unanswered(programme: Programme) -> list[tuple[str, str]]:
    """One line a step: how many of the questions on its page are open. How it is judged stands among the rules."""
    by_step: dict[str, list[str]] = {}
    for checked in open_check_points(programme):
        step = "rules" if checked.question.page == "judging" else checked.question.page
        by_step.setdefault(step, []).append(str(checked.question.question))
    return [(step, _questions(questions)) for step, questions in by_step.items()]


def _questions(questions: list[str]) -> str:
    words = ngettext(
        "A question of law and fairness is open: %(first)s",
        "%(count)s questions of law and fairness are open, such as: %(first)s",
        len(questions),
    )
    return words % {"count": len(questions), "first": questions[0]}
