"""What people said of the rules, as figures.

Nothing is shown while a consultation is open, as nobody shall learn one person's answers by comparing today's figures with
yesterday's. Job roles are shown apart only from five people on. Where answers are anonymous, fewer than five show nothing.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from hashlib import sha256

from programmes.calculations.opinions import FEWEST, Share, groups_to_show
from programmes.models import Consultation, ConsultationAnswer, ConsultedCriterion, Rulebook
from programmes.plans.lines import RulesLine
from programmes.plans.rule_comparison import LineChange, compare_rules
from programmes.plans.rule_facts import criterion_facts
from programmes.plans.rule_trees import rules_from_tree
from programmes.queries.consultations import last_closed
from programmes.queries.objectives import statements_by_code
from programmes.queries.plans import rules_of


@dataclass(frozen=True)
class Shares:
    """How many of some people find a criterion clear and fair, and say that it reaches their role."""

    clear: Share
    fair: Share
    reaches: Share


@dataclass(frozen=True)
class RoleShares:
    """The same for people of one job role, or of several that are too few apart; no role is an empty text."""

    roles: tuple[str, ...]
    shares: Shares


@dataclass(frozen=True)
class CriterionViews:
    """What was said of one criterion. ``shares`` is None where it is kept back; comments are (name or empty, words)."""

    code: str
    title: str
    reply: str
    answered: int
    shares: Shares | None
    by_role: list[RoleShares] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    flagged: bool = False
    changed: bool = False


@dataclass(frozen=True)
class ConsultationViews:
    """What was said of the rules: of how many who were asked, and by criterion in the order in which they were asked."""

    asked: int
    answered: int
    kept_back: bool
    criteria: list[CriterionViews]


@dataclass(frozen=True)
class Flag:
    """A criterion that too few find fair, and that has been neither changed nor answered since."""

    code: str
    title: str
    fair: Share


def flagged_criteria(rulebook: Rulebook) -> list[Flag]:
    """The criteria of this version that fewer than 60 of 100 found fair, until they are changed or replied to."""
    consultation = last_closed(rulebook)
    if consultation is None:
        return []
    views = views_of(consultation)
    return [Flag(each.code, each.title, each.shares.fair) for each in views.criteria if each.flagged and each.shares]


@dataclass(frozen=True)
class PublishedViews:
    """What the public reads of a consultation: how many were asked and answered, the reply, and by criterion the shares
    (None where fewer than five answered) and the reply; what people wrote stays with the managers. ``changes`` is what
    differs between the rules that were asked about and those that came of it.
    """

    consultation: Consultation
    asked: int
    answered: int
    criteria: list[CriterionViews]
    changes: list[LineChange]


def published_views(rulebook: Rulebook) -> PublishedViews | None:
    """What is published of the last consultation about these rules; None where there was none."""
    consultation = last_closed(rulebook)
    if consultation is None:
        return None
    now = rules_of(rulebook)
    views = views_of(consultation, now)
    criteria = [
        replace(each, shares=each.shares if each.answered >= FEWEST else None, by_role=[], comments=[])
        for each in views.criteria
    ]
    objectives = statements_by_code(rulebook.programme)
    changes = compare_rules(rules_from_tree(consultation.asked), now, objectives)
    return PublishedViews(consultation, views.asked, views.answered, criteria, changes)


def views_of(consultation: Consultation, now: RulesLine | None = None) -> ConsultationViews:
    """Everything that was said in a closed consultation; of an open one only how many answered.

    ``now`` is what its rulebook says, where the caller has read it already.
    """
    given = {} if consultation.is_open else _given(consultation)
    answered = consultation.responses.count() if consultation.is_open else _people(given)
    kept_back = consultation.is_open or (not consultation.named and answered < FEWEST)
    before, after = rules_from_tree(consultation.asked), now or rules_of(consultation.rulebook)
    return ConsultationViews(
        asked=consultation.invitations.count(),
        answered=answered,
        kept_back=kept_back,
        criteria=[
            _views(each, [] if kept_back else given.get(each.pk, []), consultation, before, after)
            for each in consultation.criteria.all()
        ],
    )


def _people(given: dict[int, list[ConsultationAnswer]]) -> int:
    """How many answered: nobody's answers are empty."""
    return len({answer.response_id for answers in given.values() for answer in answers})


def _given(consultation: Consultation) -> dict[int, list[ConsultationAnswer]]:
    found: dict[int, list[ConsultationAnswer]] = defaultdict(list)
    answers = ConsultationAnswer.objects.filter(response__consultation=consultation)
    for answer in answers.select_related("response__job_role", "response__person"):
        found[answer.criterion_id].append(answer)
    return found


def _views(
    criterion: ConsultedCriterion,
    answers: list[ConsultationAnswer],
    consultation: Consultation,
    before: RulesLine,
    now: RulesLine,
) -> CriterionViews:
    shown = bool(answers) and (consultation.named or len(answers) >= FEWEST)
    shares = _shares(answers) if shown else None
    changed = criterion_facts(before, criterion.code) != criterion_facts(now, criterion.code)
    return CriterionViews(
        code=criterion.code,
        title=criterion.title,
        reply=criterion.reply,
        answered=len(answers),
        shares=shares,
        by_role=_by_role(answers) if shown else [],
        comments=_comments(answers) if shown else [],
        flagged=bool(shares and shares.fair.is_low and not changed and not criterion.reply),
        changed=changed,
    )


def _shares(answers: list[ConsultationAnswer]) -> Shares:
    many = len(answers)
    return Shares(
        clear=Share(sum(answer.clear for answer in answers), many),
        fair=Share(sum(answer.fair for answer in answers), many),
        reaches=Share(sum(answer.reaches for answer in answers), many),
    )


def _by_role(answers: list[ConsultationAnswer]) -> list[RoleShares]:
    by_role: dict[str, list[ConsultationAnswer]] = defaultdict(list)
    for answer in answers:
        by_role[answer.response.job_role.name if answer.response.job_role else ""].append(answer)
    groups = groups_to_show({role: len(theirs) for role, theirs in by_role.items()})
    return [RoleShares(roles, _shares([answer for role in roles for answer in by_role[role]])) for roles in groups]


def _comments(answers: list[ConsultationAnswer]) -> list[tuple[str, str]]:
    """Words with the name of who gave it, if any, in an order that says nothing of when they came."""
    words = [(str(answer.response.person or ""), answer.comment) for answer in answers if answer.comment]
    return sorted(words, key=lambda pair: sha256(pair[1].encode()).digest())
