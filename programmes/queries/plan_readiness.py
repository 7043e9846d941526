from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.enums import CaseState, RulebookState
from programmes.models import Programme, Rulebook
from programmes.queries.consultation_figures import flagged_criteria


@dataclass(frozen=True)
class Gap:
    """One thing that a programme lacks before it can start: the step of the plan, in words, and where it is done."""

    step: str
    words: str
    url: str


# Each step of a plan and the name of its page.
PAGES = {
    "identity": "programmes:identity",
    "objectives": "programmes:objectives",
    "rules": "programmes:rules",
    "rewards": "programmes:rewards",
    "frequency": "programmes:frequency",
    "presentation": "programmes:presentation",
    "case": "programmes:case",
}


def missing_to_start(programme: Programme) -> list[Gap]:
    """What keeps this programme from starting: the details of its plan (E5a to E5e) and its business case (E6)."""
    return [
        Gap(step, words, reverse(PAGES[step], args=[programme.slug]))
        for step, words in [*_details(programme), *_approval(programme)]
    ]


def _details(programme: Programme) -> list[tuple[str, str]]:
    gaps = []
    if not programme.managers.filter(is_active=True).exists():
        gaps.append(("identity", _("Nobody manages it: name at least one manager.")))
    if not programme.objectives.exists():
        gaps.append(("objectives", _("It has no objective: say what should change and how you will know.")))
    published = programme.rulebooks.filter(state=RulebookState.PUBLISHED).first()
    if published is None:
        gaps.append(("rules", _("The criteria and the judging procedure are not published yet.")))
    else:
        gaps += [("rules", words) for words in _unfair(published)]
    if not programme.rewards.exists():
        gaps.append(("rewards", _("It does not say what the award is.")))
    if not hasattr(programme, "frequency"):
        gaps.append(("frequency", _("It does not say how often it runs.")))
    if not hasattr(programme, "presentation"):
        gaps.append(("presentation", _("It does not say how the award is presented.")))
    if not programme.publicity.exists():
        gaps.append(("presentation", _("It does not say how it is publicised.")))
    return gaps


def _unfair(rulebook: Rulebook) -> list[str]:
    return [
        _("Only %(percent)s%% find “%(title)s” fair: reply to them, or change it in the next version.")
        % {"percent": flag.fair.percent, "title": flag.title}
        for flag in flagged_criteria(rulebook)
    ]


def _approval(programme: Programme) -> list[tuple[str, str]]:
    if programme.business_cases.filter(state=CaseState.APPROVED).exists():
        return []
    return [("case", _("Nobody has approved it: propose a business case, or record an informal approval."))]
