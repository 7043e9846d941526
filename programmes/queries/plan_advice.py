"""What would be wise before a programme starts, without keeping it from starting; named in settings.PLAN_ADVICE."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.enums import Aim
from programmes.models import Programme
from programmes.queries.plan_readiness import Gap, gap
from programmes.queries.scheme_advice import scheme_advice


def choose_an_option(programme: Programme) -> list[Gap]:
    """An appraisal that ends in a choice with its reason (P3)."""
    if hasattr(programme, "choice"):
        return []
    words = _("No option is chosen: weigh this scheme against others and against doing nothing, and say why this one.")
    return [gap(programme, "options", words, blocking=False)]


def serve_both_aims(programme: Programme) -> list[Gap]:
    """Customers and teams alike (P3)."""
    served = set(programme.objectives.values_list("aim", flat=True))
    if not served:
        return []
    return [
        gap(programme, "objectives", _("No objective serves this aim: %(aim)s.") % {"aim": label}, blocking=False)
        for aim, label in Aim.choices
        if aim not in served
    ]


def launch_with_owners(programme: Programme) -> list[Gap]:
    """A launch with steps, each owned (M3)."""
    owners: list[int | None] = list(programme.launch_tasks.values_list("owner", flat=True))
    if not owners:
        words = _("No launch is planned: say who tells whom, by when, and who endorses it.")
        return [gap(programme, "launch", words, blocking=False)]
    without = sum(owner is None for owner in owners)
    if not without:
        return []
    words = ngettext("%(count)s launch task has no owner.", "%(count)s launch tasks have no owner.", without)
    return [gap(programme, "launch", words % {"count": without}, blocking=False)]


def reward_beyond_money(programme: Programme) -> list[Gap]:
    """Something besides money among the rewards (M8)."""
    money = list(programme.rewards.values_list("money", flat=True))
    if not money or not all(money):
        return []
    words = _("Every reward is money: add one that lasts, such as time, learning or being thanked in public.")
    return [gap(programme, "rewards", words, blocking=False)]


def of_the_scheme(programme: Programme) -> list[Gap]:
    """Objectives that no criterion serves, and open questions of law and fairness."""
    return [gap(programme, step, words, blocking=False) for step, words in scheme_advice(programme)]
