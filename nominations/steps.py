"""What nominations do when a cycle reaches a stage. Each is safe to run twice."""

from accounts.queries.organisation import the_organisation
from communications import services as communications
from nominations.queries.nominations import to_screen
from nominations.services import letters
from programmes.models import Cycle


def ask_managers_to_screen(cycle: Cycle) -> None:
    """Screening begins: tell the managers how much waits, by when. Nothing is sent where nothing waits."""
    waiting = to_screen(cycle).count()
    if not waiting:
        return
    organisation = the_organisation()
    for manager in cycle.programme.managers.filter(is_active=True):
        communications.write(
            template="screening_begins",
            to=manager,
            context={
                "recipient_name": manager.short_name,
                "count": str(waiting),
                "programme_title": cycle.programme.title,
                "cycle_name": cycle.known_as,
                "link": letters.queue_address(cycle),
                "closes_on": letters.day(cycle.judging_at, organisation),
                "signature_name": letters.signature_of(cycle.programme),
                "organisation_name": organisation.name,
            },
            dedupe_key=f"screening_begins:{cycle.pk}:{cycle.stage_since:%Y%m%d%H%M%S}:{manager.pk}",
            programme=cycle.programme.slug,
        )
