from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from accounts.models import User
from audit import services as audit
from programmes.models import Programme, Reward
from programmes.plans.lines import RewardLine
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
