"""What a manager should know where rewards are chosen: each kind's benefits and drawbacks (K3), and what moves people (K1)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.enums import RewardKind
from programmes.plans.lines import RewardLine
from programmes.queries.reward_catalogue import reward_catalogue


@dataclass(frozen=True)
class KindGuidance:
    """What speaks for and against a kind of reward."""

    benefits: str | Promise
    drawbacks: str | Promise


@dataclass(frozen=True)
class Principle:
    """A principle of motivation, and what it asks of the rewards at hand, in two sentences."""

    name: str | Promise
    advice: str | Promise


@dataclass(frozen=True)
class CatalogueShelf:
    """The rewards of one kind, with what speaks for and against it; each with its code and whether it is there already."""

    kind: RewardKind
    guidance: KindGuidance
    rewards: list[tuple[str, RewardLine, bool]]


KINDS: dict[str, KindGuidance] = {
    RewardKind.ACKNOWLEDGEMENT: KindGuidance(
        _("Costs next to nothing, reaches everybody who hears it, and is what people say they remember."),
        _("Rings hollow when it is late, general, or from somebody who was not there; some people dread a stage."),
    ),
    RewardKind.TIME: KindGuidance(
        _("Worth the same to the cleaner and the director, and shared with those at home."),
        _("Somebody else covers the shift; where leave is hard to take it is a promise on paper."),
    ),
    RewardKind.DEVELOPMENT: KindGuidance(
        _("Grows with the years, and customers gain too: the winner comes back better at the work."),
        _("Not everybody wants a ladder; unasked, training reads as criticism."),
    ),
    RewardKind.EXPERIENCE: KindGuidance(
        _("Told as a story for years, where the same sum in money would be gone by Friday."),
        _("A matter of taste, health and time at home: offer a choice. Often taxable."),
    ),
    RewardKind.VOUCHER: KindGuidance(
        _("Quick, tangible, and nobody has to plan anything."),
        _("Has a price that everybody knows, counts as pay for tax in most cases, and is soon forgotten."),
    ),
    RewardKind.MONEY: KindGuidance(
        _("Fair, simple, and of real use to those who earn least."),
        _(
            "Soon spent and soon expected, taxed, and it turns help into a transaction; those who miss it feel they lost."
        ),
    ),
}

PRINCIPLES = (
    Principle(
        _("Recognition"),
        _(
            "People work better when what they did is seen, named and soon thanked for. "
            "So let at least one reward say what was done, in words, from somebody whose opinion counts to them."
        ),
    ),
    Principle(
        _("Expectancy"),
        _(
            "People try when they believe that effort leads to a result, that the result is rewarded, and that the reward "
            "is worth having. So ask past winners and those who never won what they would like, before you buy it."
        ),
    ),
    Principle(
        _("Equity"),
        _(
            "People weigh what they give and get against what others give and get. "
            "So choose rewards that part-timers, night shifts and people who work alone can enjoy as fully as everybody else."
        ),
    ),
    Principle(
        _("Self-determination"),
        _(
            "People are moved by choice, by growing skill and by belonging; a prize held out for a task can crowd that out. "
            "So let winners choose, honour teams as well, and reward what was done freely rather than what was counted."
        ),
    ),
)


def catalogue_shelves(titles: set[str]) -> list[CatalogueShelf]:
    """The catalogue by kind; ``titles`` are those of the rewards that a programme has already."""
    catalogue = reward_catalogue()
    return [
        CatalogueShelf(
            kind=RewardKind(kind),
            guidance=guidance,
            rewards=[(code, line, line.title in titles) for code, line in catalogue.items() if line.kind == kind],
        )
        for kind, guidance in KINDS.items()
    ]
