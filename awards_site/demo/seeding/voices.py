"""Colleagues of the demo who support a story that somebody else told, and what the members of its teams contributed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle as again_and_again
from itertools import islice

from django.utils import timezone

from accounts.models import User
from audit import services as audit
from audit.services import Act
from awards_site.demo.material import material
from awards_site.demo.seeding.references import References
from nominations.consents import CURRENT
from nominations.enums import EvidencePart, NominationState, NominatorKind
from nominations.models import Evidence, Nomination, Nominee
from nominations.queries.voices import voice_of
from nominations.queries.window import lets_support
from nominations.references import initials
from nominations.services.consenting import write_given
from nominations.services.members import Contribution, store_members
from nominations.services.screening import accept_eligible
from programmes.enums import Stage
from programmes.models import Cycle

EVERY = 6
MOST_LEADS = 150
MEMBERS = 3
ACCEPTED_WHILE_OPEN = 9
LATER = timedelta(hours=5)
LIVE = (NominationState.SUBMITTED, NominationState.ACCEPTED)


@dataclass
class Supporting:
    """Adds voices to the stories of cycles whose rules allow it; ``colleagues`` are those who neither judge nor manage."""

    colleagues: Sequence[User]
    references: References
    _next: int = field(default=0)

    def support(self, cycle: Cycle, told: Sequence[Nomination]) -> None:
        """Every sixth story of somebody known has one to three colleagues behind it, every second of them with a few words."""
        if not lets_support(cycle):
            return
        leads = [one for one in told if one.state in LIVE and one.nominee.matched][::EVERY][:MOST_LEADS]
        rows: list[Nomination] = []
        spoken = {(one.nominee.person_id, one.nominee.team_id, one.nominator_id) for one in told}
        for place, lead in enumerate(leads):
            for colleague in self._few(1 + place % 3):
                key = (lead.nominee.person_id, lead.nominee.team_id, colleague.pk)
                if key not in spoken and _may(colleague, lead):
                    spoken.add(key)
                    rows.append(self._row(cycle, lead, colleague))
        for row in rows[::2]:  # those who write something of their own
            row.may_show, row.consent_wording = True, CURRENT
        Nominee.objects.bulk_create([row.nominee for row in rows], batch_size=500)
        Nomination.objects.bulk_create(rows, batch_size=500)
        words = again_and_again(material("voices.yaml")["support"])
        Evidence.objects.bulk_create(
            [
                Evidence(nomination=row, part=EvidencePart.SUPPORT, text=text)
                for row, text in zip(rows[::2], words, strict=False)
            ],
            batch_size=500,
        )
        write_given(rows)
        verb = "nomination.supported"
        audit.record_all([Act(verb=verb, target=row, actor=row.nominator, at=row.submitted_at) for row in rows])

    def _few(self, many: int) -> list[User]:
        """The next ones, round and round."""
        start, self._next = self._next, self._next + many
        return list(
            islice(again_and_again(self.colleagues), start % len(self.colleagues), start % len(self.colleagues) + many)
        )

    def _row(self, cycle: Cycle, lead: Nomination, colleague: User) -> Nomination:
        at = min((lead.submitted_at or cycle.opens_at) + LATER, cycle.screening_at, timezone.now())
        row = Nomination(
            reference=self.references.new(initials(cycle.programme.title)),
            cycle=cycle,
            category=lead.category,
            nominee=Nominee(person=lead.nominee.person, team=lead.nominee.team),
            supports=lead,
            entry=lead.entry,
            state=lead.state,
            nominator=colleague,
            nominator_kind=NominatorKind.COLLEAGUE,
            nominator_name=colleague.full_name,
            nominator_email=colleague.email,
            submitted_at=at,
            verified_at=at,
        )
        row.voice = voice_of(row)
        return row


def _may(colleague: User, lead: Nomination) -> bool:
    person, team = lead.nominee.person, lead.nominee.team
    themselves = person is not None and person.pk in {colleague.pk, colleague.line_manager_id}
    return not themselves and (team is None or (team.pk != colleague.team_id and team.leader_id != colleague.pk))


def name_members(told: Sequence[Nomination], people: Mapping[int, Sequence[User]]) -> None:
    """Every second story of a team says who did what: three of its people, now and then one by first name or from outside."""
    said = material("voices.yaml")
    named: dict[Nomination, list[Contribution]] = {}
    for place, nomination in enumerate([one for one in told if one.nominee.team is not None][::2]):
        team = people.get(nomination.nominee.team_id or 0, [])
        first = place % max(1, len(team) - MEMBERS)
        named[nomination] = [
            Contribution(person.full_name, said["members"][(place + number) % len(said["members"])], person)
            for number, person in enumerate(team[first : first + MEMBERS])
        ]
        if place % 3 == 0 and named[nomination] and nomination.state == NominationState.SUBMITTED:
            last = named[nomination].pop()
            named[nomination].append(Contribution(last.name.split()[0], last.did))
        if place % 2:
            named[nomination].append(Contribution(said["others"][place % len(said["others"])]))
    store_members(named)


def accept_some(cycle: Cycle, told: Sequence[Nomination], manager: User | None) -> None:
    """While nominations are open the manager has accepted the first few that nothing speaks against."""
    if cycle.stage != Stage.OPEN or manager is None or not lets_support(cycle):
        return
    first = [one.pk for one in told if one.state == NominationState.SUBMITTED and one.nominee.matched]
    accept_eligible(cycle=cycle, actor=manager, ids=first[:ACCEPTED_WHILE_OPEN])
