from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import Refused
from programmes.models import Programme, Reward
from programmes.plans.lines import RewardLine
from programmes.queries.plans import rewards_of
from programmes.queries.reward_catalogue import reward_catalogue
from programmes.services.rows import Changes, bring_in_line, paired_by_key_or_title


@transaction.atomic
def save_rewards(*, programme: Programme, rewards: Sequence[RewardLine], actor: User | None) -> Changes:
    """Make these what each place brings, in this order. Raises Refused for removing one that somebody was given."""
    wanted = []
    for position, line in enumerate(rewards):
        values = asdict(line) | {"places": list(line.places), "position": position}
        wanted.append((values.pop("pk"), values))
    pairs = paired_by_key_or_title(programme.rewards.all(), wanted, "title")
    changes = bring_in_line(Reward.objects.filter(programme=programme), pairs, programme=programme)
    if changes:
        data = {
            **changes.counts(),
            "kinds": [line.kind for line in rewards],
            "costs": [line.unit_cost for line in rewards],
        }
        audit.record(verb="reward.saved", target=programme, actor=actor, data=data)
    return changes


@transaction.atomic
def add_reward_from_catalogue(*, programme: Programme, code: str, actor: User) -> Reward:
    """Add a reward of the catalogue as it stands there, after the others; the one of its title where it is there already.

    Raises Refused for a code that the catalogue does not have.
    """
    line = reward_catalogue().get(code)
    if line is None:
        raise Refused(_("The catalogue has no such reward."))
    known = programme.rewards.filter(title=line.title).first()
    if known is not None:
        return known
    save_rewards(programme=programme, rewards=[*rewards_of(programme), line], actor=actor)
    return programme.rewards.get(title=line.title)
