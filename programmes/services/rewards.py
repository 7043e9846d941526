from collections.abc import Sequence
from dataclasses import asdict, replace

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import Refused
from programmes.models import Programme, Reward
from programmes.plans.lines import RewardLine
from programmes.plans.row_stamps import stamped_values
from programmes.queries.plans import rewards_of
from programmes.queries.reward_catalogue import reward_catalogue
from programmes.services.row_editing import Opened, hold_plan, reconciled
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
def save_reward(*, programme: Programme, reward: RewardLine, actor: User, opened: Opened | None = None) -> Changes:
    """Change the reward that ``reward.pk`` names, or add one after the others where it names none.

    Raises ChangedMeanwhile where somebody saved or removed it since the page was opened.
    """
    hold_plan(programme)
    stored = rewards_of(programme)
    if reward.pk is None:
        return save_rewards(programme=programme, rewards=[*stored, reward], actor=actor)
    now = next((line for line in stored if line.pk == reward.pk), None)
    wanted = reconciled(stamped_values(reward), stamped_values(now) if now else None, opened)
    line = replace(reward, **wanted)
    rewards = [line if each.pk == line.pk else each for each in stored]
    return save_rewards(programme=programme, rewards=rewards, actor=actor)


@transaction.atomic
def remove_reward(*, reward: Reward, actor: User) -> None:
    """Take a reward off the list. Raises Refused where somebody was given it."""
    hold_plan(reward.programme)
    kept = [line for line in rewards_of(reward.programme) if line.pk != reward.pk]
    save_rewards(programme=reward.programme, rewards=kept, actor=actor)


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
