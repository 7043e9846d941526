"""What people said of the rules, as figures.

Nothing is shown while a consultation is open, as nobody shall learn one person's answers by comparing today's figures with
yesterday's. Job roles are shown apart only from five people on. Where answers are anonymous, fewer than five show nothing.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from hashlib import sha256

from django.db.models import Count, F, Q

from programmes.calculations.opinions import FEWEST, Share, groups_to_show
from programmes.models import Consultation, ConsultationAnswer, ConsultedCriterion, Rulebook
from programmes.plans.lines import RulesLine
from programmes.plans.rule_comparison import LineChange, compare_rules
from programmes.plans.rule_facts import facts_by_criterion
from programmes.plans.rule_trees import rules_from_tree
from programmes.queries.consultations import last_closed
from programmes.queries.objectives import statements_by_code
from programmes.queries.plans import rules_in, rules_of


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

    @property
    def unanswered(self) -> int:
        """How many were asked and have not answered."""
        return self.asked - self.answered


@dataclass(frozen=True)
class Flag:
    """A criterion that too few find fair, and that has been neither changed nor answered since."""

    code: str
    title: str
    fair: Share


def flagged_criteria(
    rulebook: Rulebook, now: RulesLine | None = None, newest: Consultation | None = None
) -> list[Flag]:
    """The criteria of this version that fewer than 60 of 100 found fair, until they are changed or replied to.

    ``now`` is what it says and ``newest`` its newest consultation, where the caller has read them already.
    """
    consultation = newest if newest is not None and newest.closed_at else last_closed(rulebook)
    if consultation is None:
        return []
    said = _said(consultation, consultation.responses.count())
    low = [
        (each, shares.fair)
        for each in consultation.criteria.all()
        if not each.reply
        and (shares := _shares_of(said.get(each.pk, {}), named=consultation.named))
        and shares.fair.is_low
    ]
    if not low:
        return []
    was, became = facts_by_criterion(rules_from_tree(consultation.asked)), facts_by_criterion(now or rules_of(rulebook))
    return [Flag(each.code, each.title, fair) for each, fair in low if was.get(each.code) == became.get(each.code)]


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
    """What is published of the last consultation about these rules (``with_rules``); None where there was none."""
    consultation = last_closed(rulebook)
    if consultation is None:
        return None
    now = rules_in(rulebook)
    views = views_of(consultation, now, with_comments=False)
    criteria = [
        replace(each, shares=each.shares if each.answered >= FEWEST else None, by_role=[], comments=[])
        for each in views.criteria
    ]
    objectives = statements_by_code(rulebook.programme)
    changes = compare_rules(rules_from_tree(consultation.asked), now, objectives)
    return PublishedViews(consultation, views.asked, views.answered, criteria, changes)


def views_of(
    consultation: Consultation, now: RulesLine | None = None, *, with_comments: bool = True
) -> ConsultationViews:
    """Everything that was said in a closed consultation; of an open one only how many answered.

    ``now`` is what its rulebook says, where the caller has read it already.
    """
    # Nobody's answers are empty, so whoever responded answered.
    answered = consultation.responses.count()
    kept_back = _kept_back(consultation, answered)
    said = _said(consultation, answered)
    comments = _comments(consultation) if with_comments and not kept_back else {}
    before, after = rules_from_tree(consultation.asked), now or rules_of(consultation.rulebook)
    was, became = facts_by_criterion(before), facts_by_criterion(after)
    return ConsultationViews(
        asked=consultation.invitations.count(),
        answered=answered,
        kept_back=kept_back,
        criteria=[
            _views(
                each,
                said.get(each.pk, {}),
                comments.get(each.pk, []),
                named=consultation.named,
                changed=was.get(each.code) != became.get(each.code),
            )
            for each in consultation.criteria.all()
        ],
    )


def _kept_back(consultation: Consultation, answered: int) -> bool:
    return consultation.is_open or (not consultation.named and answered < FEWEST)


def _said(consultation: Consultation, answered: int) -> dict[int, dict[str, Shares]]:
    return {} if _kept_back(consultation, answered) else _by_criterion(consultation)


def _by_criterion(consultation: Consultation) -> dict[int, dict[str, Shares]]:
    """By criterion and job role (empty for none) how many said what; one query."""
    answers = ConsultationAnswer.objects.filter(response__consultation=consultation).order_by()
    rows = answers.values("criterion_id", role=F("response__job_role__name")).annotate(
        many=Count("pk"),
        says_clear=Count("pk", filter=Q(clear=True)),
        says_fair=Count("pk", filter=Q(fair=True)),
        says_reaches=Count("pk", filter=Q(reaches=True)),
    )
    found: dict[int, dict[str, Shares]] = defaultdict(dict)
    for row in rows:
        said = (row["says_clear"], row["says_fair"], row["says_reaches"])
        found[row["criterion_id"]][row["role"] or ""] = Shares(*(Share(yes, row["many"]) for yes in said))
    return found


def _views(
    criterion: ConsultedCriterion,
    said: dict[str, Shares],
    comments: list[tuple[str, str]],
    *,
    named: bool,
    changed: bool,
) -> CriterionViews:
    shares = _shares_of(said, named=named)
    shown = shares is not None
    return CriterionViews(
        code=criterion.code,
        title=criterion.title,
        reply=criterion.reply,
        answered=_answered(said),
        shares=shares,
        by_role=_by_role(said) if shown else [],
        comments=comments if shown else [],
        flagged=bool(shares and shares.fair.is_low and not changed and not criterion.reply),
        changed=changed,
    )


def _answered(said: dict[str, Shares]) -> int:
    return sum(shares.fair.of for shares in said.values())


def _shares_of(said: dict[str, Shares], *, named: bool) -> Shares | None:
    """All roles together; None where nobody answered, and where too few did so anonymously."""
    answered = _answered(said)
    return _together(list(said.values())) if answered and (named or answered >= FEWEST) else None


def _together(parts: list[Shares]) -> Shares:
    def added(shares: list[Share]) -> Share:
        return Share(sum(share.yes for share in shares), sum(share.of for share in shares))

    return Shares(
        clear=added([part.clear for part in parts]),
        fair=added([part.fair for part in parts]),
        reaches=added([part.reaches for part in parts]),
    )


def _by_role(said: dict[str, Shares]) -> list[RoleShares]:
    groups = groups_to_show({role: shares.fair.of for role, shares in said.items()})
    return [RoleShares(roles, _together([said[role] for role in roles])) for roles in groups]


def _comments(consultation: Consultation) -> dict[int, list[tuple[str, str]]]:
    """By criterion, words with the name of who gave it, if any, in an order that says nothing of when they came."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    answers = ConsultationAnswer.objects.filter(response__consultation=consultation).exclude(comment="")
    for answer in answers.select_related("response__person"):
        found[answer.criterion_id].append((str(answer.response.person or ""), answer.comment))
    return {pk: sorted(words, key=lambda pair: sha256(pair[1].encode()).digest()) for pk, words in found.items()}
