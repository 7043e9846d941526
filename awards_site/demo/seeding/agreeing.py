"""What Brightwater's nominators agreed to, and a change of mind here and there."""

from collections.abc import Sequence

from awards_site.demo.seeding.calendar import CyclePlan
from nominations.models import Nomination
from nominations.services.consenting import change_consent, write_given
from programmes.enums import Stage
from programmes.models import Cycle


def give_consents(plan: CyclePlan, cycle: Cycle, nominations: Sequence[Nomination]) -> None:
    """Write down what came with each; in a cycle that is being screened, one customer takes two of them back."""
    write_given(nominations)
    if not plan.has_reached(Stage.SCREENING) or plan.has_reached(Stage.JUDGING):
        return
    minded = [one for one in nominations if one.may_publish and one.may_contact and one.nominator is None]
    for one in minded[:1]:
        one.cycle = cycle
        for purpose in ("publish", "contact"):
            change_consent(nomination=one, purpose=purpose, given=False, actor=None)
