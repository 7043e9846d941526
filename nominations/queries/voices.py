"""One address has one voice for one nominee in one cycle."""

import hashlib

from nominations.enums import RECEIVED_STATES
from nominations.models import Nomination
from nominations.names import plain
from programmes.models import Cycle


def voice_of(nomination: Nomination) -> str:
    """A digest of the nominator's address and the nominee as they named them; empty where no address is known."""
    email = nomination.nominator_email.strip().lower()
    if not email:
        return ""
    nominee = nomination.nominee
    who = f"person {nominee.person_id}" if nominee.person_id else f"team {nominee.team_id}" if nominee.team_id else ""
    return hashlib.sha256(f"{email}\n{who or plain(nominee.name_given)}".encode()).hexdigest()


def first_with(cycle: Cycle, voice: str) -> Nomination | None:
    """The nomination of this cycle that counts as this voice."""
    counted = cycle.nominations.filter(voice=voice, state__in=RECEIVED_STATES) if voice else cycle.nominations.none()
    return counted.select_related("cycle__programme", "category", "nominee__person", "nominee__team", "entry").first()
