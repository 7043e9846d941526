"""Whom a nomination of a team names as part of it, and what each contributed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.people import active_people
from nominations.calculations.member_lines import read_lines
from nominations.enums import EvidencePart
from nominations.models import Evidence, Member, Nomination

MOST = 30
LONGEST_NAME = 150
LONGEST_TEXT = 2_000
BATCH = 500


@dataclass(frozen=True)
class Contribution:
    """One member as they were named, and what they did; ``person`` is who the directory knows by that name."""

    name: str
    did: str = ""
    person: User | None = None


def read_members(text: str) -> list[Contribution]:
    """Members as free text gives them, a line each. Raises ValidationError for too many, or a line without a short name."""
    lines = read_lines(text)
    if len(lines) > MOST:
        raise ValidationError(_("At most %(most)s people can be named.") % {"most": MOST})
    if any(not 0 < len(name) <= LONGEST_NAME for name, _did in lines):
        raise ValidationError(_("Begin each line with a name, then a colon and what they did."))
    if any(len(did) > LONGEST_TEXT for _name, did in lines):
        raise ValidationError(_("Say what one person did in at most %(most)s characters.") % {"most": LONGEST_TEXT})
    return [Contribution(name, did) for name, did in lines]


def found_in_directory(members: Sequence[Contribution], *, team: int | None = None) -> list[Contribution]:
    """The same, each with the one person who is called so: “Grace Oyelaran”, or “Grace Oyelaran, Ferry Lane”. Of several,
    the one in ``team``, if it is one. One query, none where nobody is named.
    """
    wanted = {_name_alone(one.name) for one in members} | {one.name for one in members}
    if not wanted:
        return list(members)
    people: dict[str, list[User]] = {}
    for person in active_people().filter(full_name__in=wanted):
        people.setdefault(person.full_name, []).append(person)
    return [_found(one, people, team) for one in members]


def _found(one: Contribution, people: Mapping[str, Collection[User]], team: int | None) -> Contribution:
    name, said_team = _name_alone(one.name), one.name.partition(",")[2].strip()
    called = people.get(one.name, ()) or people.get(name, ())
    if said_team and one.name not in people:
        called = [person for person in called if person.team is not None and person.team.name == said_team]
    if len(called) > 1:
        called = [person for person in called if person.team_id == team]
    return Contribution(name, one.did, next(iter(called))) if len(called) == 1 else one


def _name_alone(name: str) -> str:
    return name.partition(",")[0].strip()


@transaction.atomic
def write_members(*, nomination: Nomination, members: Sequence[Contribution]) -> None:
    """Make ``members`` whom this nomination names. Who is named twice stands there once, with all that they did."""
    nomination.members.all().delete()
    store_members({nomination: members})


def store_members(members: Mapping[Nomination, Iterable[Contribution]]) -> None:
    """Store those of many nominations; two statements for each batch, none where nobody is named."""
    rows: list[tuple[Member, str]] = []
    for nomination, named in members.items():
        rows += [
            (Member(nomination=nomination, person=one.person, name_given=one.name[:LONGEST_NAME]), one.did)
            for one in _each_once(named)
        ]
    if not rows:
        return
    Member.objects.bulk_create([member for member, _did in rows], batch_size=BATCH)
    Evidence.objects.bulk_create(
        [
            Evidence(nomination=member.nomination, part=EvidencePart.MEMBER, member=member, text=did.strip())
            for member, did in rows
            if did.strip()
        ],
        batch_size=BATCH,
    )


def _each_once(members: Iterable[Contribution]) -> list[Contribution]:
    once: dict[object, Contribution] = {}
    for one in members:
        key = one.person.pk if one.person is not None else one.name.casefold()
        before = once.get(key)
        did = "\n".join(filter(None, [before.did if before else "", one.did]))
        once[key] = Contribution(one.name, did, one.person)
    return list(once.values())


def members_of(nomination: Nomination, *, as_given: bool = False) -> list[Contribution]:
    """Whom it names now, in their order, ``as_given`` by the words of its nominator; three queries."""
    rows = nomination.members.select_related("person").prefetch_related("contribution")
    return [Contribution((as_given and row.name_given) or row.name, _did(row), row.person) for row in rows]


def _did(member: Member) -> str:
    contribution: Evidence | None = getattr(member, "contribution", None)
    return contribution.text if contribution is not None else ""


def know_members(nominations: Sequence[Nomination]) -> None:
    """Match names as given to the people of the nominated team, once it is known which team is meant; three queries, none
    where no team is nominated. What a manager has looked at is left to them.
    """
    teams = {one.pk: one.nominee.team_id for one in nominations if one.nominee.team_id is not None}
    if not teams:
        return
    unknown = list(Member.objects.filter(nomination__in=list(teams), person=None, outside=False, said_at=None))
    people: dict[tuple[int, str], list[User]] = {}
    for person in active_people().filter(team__in=set(teams.values())) if unknown else ():
        for name in {person.full_name.casefold(), person.known_as.casefold()} - {""}:
            people.setdefault((person.team_id or 0, name), []).append(person)
    named = set(Member.objects.filter(nomination__in=list(teams)).values_list("nomination", "person"))
    known = []
    for member in unknown:
        called = people.get((teams[member.nomination_id] or 0, member.name_given.casefold()), [])
        if len(called) == 1 and (member.nomination_id, called[0].pk) not in named:
            member.person = called[0]
            named.add((member.nomination_id, called[0].pk))
            known.append(member)
    Member.objects.bulk_update(known, ["person"], batch_size=BATCH)
