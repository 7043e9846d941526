"""What all publicity of a programme says at this moment: posters, cards, letters and press are made from this alone."""

import hashlib
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _

from accounts.queries.organisation import the_organisation
from programmes.calculations.contrast import readable_on
from programmes.enums import Kind, ProgrammeState, Stage
from programmes.models import Cycle, Programme, Publicity
from programmes.queries.day_offsets import days_from_opening
from programmes.queries.public_page import how_often
from programmes.queries.readiness import published_rulebook
from programmes.queries.standing import cycle_in_view

# The paler of the two colours in which words stand on the accent: what can be read in it can be read in cream.
GLOW = "#f3d79a"
INVITATION_LENGTH = 240
# A channel's code has forty characters at most; “poster-” comes before the place.
LONGEST_PLACE = 33
# What a piece looks like is part of its digest: a new design makes new pieces.
DESIGN = ("static/print/poster.css", "static/print/share.css", "templates/programmes/publicity/poster.html")


@dataclass(frozen=True)
class Kit:
    """The words and dates of a programme's publicity. Addresses are whole; ``printed`` is what somebody types."""

    slug: str
    title: str
    organisation: str
    purpose: str
    question: str
    invitation: str
    commitment: str
    promised_by: str
    page: str
    nominate: str
    card: str
    share: str
    printed: str
    accent: str
    logo: str
    language: str
    internal: bool
    shown: bool
    opens_at: datetime | None
    closes_at: datetime | None
    open: bool
    how_often: str
    judges: int | None
    full_panel: bool
    blind: bool
    contact: str
    categories: tuple[str, ...] = field(default_factory=tuple)
    place: str = ""

    @property
    def by_poster(self) -> str:
        """The form's address as the poster's code has it, with the place where this one hangs, if it was named."""
        return self.by(f"poster-{self.place}" if self.place else "poster")

    def hanging_at(self, place: str) -> "Kit":
        """The same for a poster in one place, such as “Reception, Leeds”: its code tells what that poster brings."""
        return replace(self, place=slugify(place)[:LONGEST_PLACE].strip("-"))

    @property
    def by_email(self) -> str:
        """The form's address as the letter has it."""
        return self.by("email")

    @property
    def by_intranet(self) -> str:
        """The form's address as the intranet's text has it."""
        return self.by("intranet")

    @property
    def by_embed(self) -> str:
        """The form's address as the card on other sites has it."""
        return self.by("embed")

    def by(self, channel: str) -> str:
        """The form's address with the code of a channel, so that it can be told what brings nominations."""
        return f"{self.nominate}?c={channel}"

    def digest(self, piece: str) -> str:
        """Twenty characters that change when the piece would look or read otherwise."""
        values = "\x1f".join([piece, _design(), *(repr(getattr(self, each.name)) for each in fields(self))])
        return hashlib.sha256(values.encode()).hexdigest()[:20]


@cache
def _design() -> str:
    root = Path(settings.BASE_DIR)
    return hashlib.sha256(b"".join((root / path).read_bytes() for path in DESIGN)).hexdigest()


def kit_of(programme: Programme, *, now: datetime | None = None) -> Kit:
    """What publicity says of this programme; six queries."""
    organisation, moment = the_organisation(), now or timezone.now()
    cycle = cycle_in_view(programme)
    coming = (
        cycle
        if cycle is not None and cycle.stage in {Stage.OPEN, Stage.PLANNED} and cycle.screening_at > moment
        else None
    )
    rulebook = (cycle.rulebook if cycle else None) or published_rulebook(programme)
    page = settings.SITE_URL + reverse("programmes:public", args=[programme.slug])
    return Kit(
        slug=programme.slug,
        title=programme.title,
        organisation=organisation.name,
        purpose=programme.purpose,
        question=programme.question or _usual_question(programme),
        invitation=programme.invitation or _usual_invitation(programme),
        commitment=programme.commitment,
        promised_by=programme.promised_by,
        page=page,
        nominate=f"{page}nominate/",
        card=page + "card/",
        share=page + "share.png",
        printed=page.split("//", 1)[-1].rstrip("/"),
        accent=readable_on(programme.accent, GLOW),
        logo=organisation.logo.name or "",
        language=organisation.language,
        internal=not programme.public,
        shown=programme.public and programme.state == ProgrammeState.RUNNING,
        opens_at=coming.opens_at.astimezone(organisation.zone) if coming else None,
        closes_at=coming.screening_at.astimezone(organisation.zone) if coming else None,
        open=coming is not None and coming.stage == Stage.OPEN,
        how_often=how_often(programme),
        judges=rulebook.judges_per_entry if rulebook else None,
        full_panel=bool(rulebook and rulebook.full_panel),
        blind=bool(rulebook and rulebook.blind),
        contact=", ".join(person.full_name for person in programme.managers.order_by("full_name") if person.is_active),
        categories=tuple(category.title for category in rulebook.categories.all()) if rulebook else (),
    )


def _usual_question(programme: Programme) -> str:
    if programme.public and Kind.CUSTOMER_NOMINATED in programme.kinds:
        return _("Who made your day?")
    return _("Who made the difference?")


def _usual_invitation(programme: Programme) -> str:
    """The invitation where the manager wrote none: to customers one of ours, to colleagues the purpose, cut to its first
    sentences.
    """
    if programme.public and Kind.CUSTOMER_NOMINATED in programme.kinds:
        return _("If one of us looked after you well, tell us. We will make sure they hear it, in your words.")
    return first_sentences(programme.purpose, INVITATION_LENGTH)


def first_sentences(text: str, most: int) -> str:
    """As many whole sentences as fit into ``most`` characters; a first one that is longer is cut between words."""
    flat, end = " ".join(text.split()), 0
    if len(flat) <= most:
        return flat
    for at, letter in enumerate(flat[:most]):
        if letter in ".!?" and flat[at + 1 : at + 2] in {" ", ""}:
            end = at + 1
    return flat[:end] if end else Truncator(flat).chars(most)


@dataclass(frozen=True)
class PlannedPublicity:
    """One way of making the award known, with its day in the coming cycle where there is one."""

    line: Publicity
    on: datetime | None

    @property
    def when(self) -> str:
        """Its day as it is counted."""
        return days_from_opening(self.line.offset_days)


def publicity_plan(programme: Programme, cycle: Cycle | None) -> list[PlannedPublicity]:
    """The ways of making the award known, by their day; days are counted from the cycle's opening."""
    zone = the_organisation().zone
    opens = cycle.opens_at.astimezone(zone) if cycle else None
    rows = programme.publicity.select_related("owner")
    return [PlannedPublicity(row, opens + timedelta(days=row.offset_days) if opens else None) for row in rows]


def publicity_budget(plan: list[PlannedPublicity]) -> Decimal:
    """What all of it costs in a cycle."""
    return sum((planned.line.budget or Decimal(0) for planned in plan), Decimal(0))
