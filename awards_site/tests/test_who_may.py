"""Who may open which address: every one of the site, asked for by every role, against a table that is written down.

An address that the table (who_may.txt) does not name fails; so does a line without an address. Whoever adds a page writes its
line and reads it: that is the point.
"""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from accounts.models import JobRole
from accounts.tests.factories import AdministratorFactory, TeamFactory, UserFactory
from awards_site.tests.bare_answers import bare
from awards_site.tests.links_and_files import asked, files, links
from communications.tests.factories import MessageFactory
from evaluation.models import Action
from evaluation.services.preparing import prepare_surveys
from evaluation.tests.factories import KpiFactory
from jobs.tests.factories import JobFactory
from judging.enums import Cut, RoundMode, RoundState
from judging.models import Appeal, CalibrationRound, Decision, Deliberation, Motion, Round
from judging.services.computing import compute_results
from judging.tests.factories import ConflictFactory, judged_cycle, scored_cycle
from nominations.models import Notice
from nominations.services.filing import upload_file
from nominations.tests.factories import AttachmentFactory, NominationFactory, accepted_entry, open_cycle
from programmes.enums import Stage
from programmes.models import PlannedMessage
from programmes.tests.factories import (
    BusinessCaseFactory,
    CycleFactory,
    FrequencyFactory,
    LaunchTaskFactory,
    OptionFactory,
    PublicityFactory,
    RewardFactory,
)
from recognition.models import Announcement
from recognition.tests.factories import AwardFactory, CertificateFactory, DecisionFactory, FulfilmentFactory

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("who_may.txt")
ROLES = (
    "stranger",
    "member",
    "nominator",
    "judge elsewhere",
    "judge",
    "chair",
    "manager elsewhere",
    "manager",
    "approver",
    "administrator",
)
# What the letters of the table mean.
LETTERS = {200: "o", 301: "m", 302: "m", 400: "x", 403: "f", 404: "-", 405: "p", 409: "x", 410: "x", 422: "x", 429: "x"}
# Signing in is allauth's, the database's own pages are Django's: both are tested there, and only by who is let in here.
HEAVY = {"programmes:share", "programmes:case_pdf", "programmes:kit_archive"}
FOREIGN = ("accounts/", "admin/")


class World:
    """One programme with a cycle that deliberates and one that was announced, and everybody who could look at them."""

    def __init__(self):
        people = {role: UserFactory() for role in ROLES[1:-1]} | {"administrator": AdministratorFactory()}
        self.people = people
        self.cycle, entries, seats, chair = scored_cycle([[3, 3], [5, 5]], managers=[people["manager"]])
        type(seats[0]).objects.filter(pk=seats[0].pk).update(judge=people["judge"])
        type(chair).objects.filter(pk=chair.pk).update(judge=people["chair"])
        _cycle, _entries, other_seats, _chair = judged_cycle(managers=[people["manager elsewhere"]])
        type(chair).objects.filter(pk=other_seats[0].pk).update(judge=people["judge elsewhere"])
        self.programme = self.cycle.programme
        self.entry = entries[1]
        compute_results(cycle=self.cycle, actor=None)
        self.announced = CycleFactory(rulebook=self.cycle.rulebook, stage=Stage.EVALUATING)
        self._make(people, seats)

    def _make(self, people, seats):
        nomination = NominationFactory(cycle=self.cycle, nominator=people["nominator"])
        draft = NominationFactory(cycle=self.cycle, nominator=people["nominator"], state="draft", submitted_at=None)
        judged = self.entry.nominations.get()
        now = timezone.now()
        Announcement.objects.create(cycle=self.announced, announce_at=now, embargo_until=now, announced_at=now)
        award = AwardFactory(decision=DecisionFactory(entry=accepted_entry(self.announced, person=people["member"])))
        certificate = CertificateFactory(award=award)
        surveys = prepare_surveys(cycle=self.announced, actor=None)
        question = surveys[0].questions.first()
        FrequencyFactory(programme=self.programme)
        notice = Notice.objects.create(cycle=self.announced, person=people["member"], told_at=now)
        case = BusinessCaseFactory(programme=self.programme)
        case.approvers.add(people["approver"])
        task = LaunchTaskFactory(programme=self.programme, owner=people["member"])
        planned = PlannedMessage.objects.create(
            programme=self.programme, subject="It begins", body="Soon.", send_at=now
        )
        self.known = {
            "slug": self.programme.slug, "stage": "decided", "category": "individual", "file_format": "csv",
            "audience": surveys[0].audience, "token": "not-one", "seat": seats[0].pk, "key": "launch", "row": 0,
            "screen": "who", "file": 0, "source": "library", "mode": "qualify", "day": "2026-10-01",
            "code": OptionFactory(programme=self.programme).code, "reference": nomination.reference, "name": self.cycle.name,
            "kind": "person", "number": 0,
            "sheet": self.cycle.panel.seats.get(judge=people["judge"]).assignments.last().pk, "pk": 0,
            "sample": 0,
        }  # fmt: skip
        self.by_room = {
            "recognition": {
                "name": self.announced.name,
                "reference": award.decision.entry.reference,
                "code": certificate.code,
            },
            "evaluation": {"name": self.announced.name, "pk": question.pk, "code": KpiFactory().code},
            "communications": {"pk": MessageFactory().pk},
            "jobs": {"pk": JobFactory().pk},
            "accounts": {"pk": people["member"].pk},
        }
        decision = Decision.objects.create(
            cycle=self.cycle, category=self.entry.category, entry=self.entry, place=1, justification="First.",
            proposed_by=people["administrator"],
        )  # fmt: skip
        conflict = ConflictFactory(seat=seats[1], entry=self.entry)
        held = CalibrationRound.objects.create(panel=self.cycle.panel, state="closed", opened_at=now, closed_at=now)
        sample = held.samples.create(number=1, category=self.entry.category, source="written", title="A", story="B")
        action = Action.objects.create(cycle=self.announced, title="Ask earlier", owner=people["member"])
        self.by_name = {
            "accounts:team": {"pk": TeamFactory().pk},
            "accounts:role": {"pk": JobRole.objects.create(name="Adviser").pk},
            "communications:wording": {"key": "launch"},
            "communications:restore": {"key": "launch"},
            "evaluation:action": {"pk": action.pk},
            "judging:leave": {"pk": seats[1].pk},
            "judging:sample": {"sample": sample.pk},
            "judging:sample_save": {"sample": sample.pk},
            "judging:calibration_sample": {"pk": sample.pk},
            "judging:calibration_let_begin": {"pk": seats[1].pk},
            "judging:rule": {"pk": conflict.pk},
            "judging:reopen": {"pk": seats[1].assignments.last().pk},
            "judging:confirm": {"pk": decision.pk},
            "judging:withdraw": {"pk": decision.pk},
            **{f"nominations:{name}": {"reference": self.entry.reference} for name in ("entry", "merge", "split")},
            "nominations:named": {"pk": notice.pk},
            "nominations:draft": {"reference": draft.reference},
            "nominations:discard": {"reference": draft.reference},
            "nominations:redaction": {"reference": judged.reference},
            "nominations:entry": {"reference": self.entry.reference},
            "programmes:kit_piece": {"name": "poster-a4.pdf"},
            "programmes:check_point": {"key": "criteria-neutral"},
            "recognition:citation": {"pk": award.pk},
            "recognition:download": {"pk": certificate.pk},
            "recognition:revoke": {"pk": certificate.pk},
            "recognition:reward": {"pk": FulfilmentFactory(award=award).pk},
            **{f"programmes:launch_task_{act}": {"pk": task.pk} for act in ("edit", "remove")},
            **{f"programmes:{name}": {"pk": task.pk} for name in ("launch_tick", "task", "task_tick")},
            **{
                f"programmes:launch_{name}": {"pk": planned.pk}
                for name in ("message", "message_move", "customers", "reach")
            },
            **self._files(nomination, people),
            **self._rounds(people),
            **self._talks(nomination, people),
            **self._plan(),
            **files(announced=self.announced, award=award, certificate=certificate, task=task, people=people),
            **links(
                cycle=self.cycle, announced=self.announced, planned=planned, survey=surveys[0], person=people["member"]
            ),
            **asked(rulebook=self.cycle.rulebook, person=people["member"]),
        }

    def _files(self, nomination, people):
        """A file with the nomination, one with the story on the judge's sheet, and one that a manager has uploaded."""
        with_it = {"reference": nomination.reference, "file": AttachmentFactory(nomination=nomination).pk}
        sheet = self.cycle.panel.seats.get(judge=people["judge"]).assignments.last()
        shown = AttachmentFactory(nomination=sheet.entry.nominations.first(), names_nobody=True)
        named = {"reference": nomination.reference, "pk": nomination.members.create(name_given="Jo").pk}
        taking = open_cycle(managers=[people["manager"]])
        brought = upload_file(cycle=taking, name="a.csv", content=b"Who;Story\nJo;Kind\n", actor=people["manager"])
        type(brought).objects.filter(pk=brought.pk).update(problem="It could not be read.")
        filed = {"slug": taking.programme.slug, "name": taking.name, "pk": brought.pk}
        return {
            **{f"nominations:{act}member": named for act in ("", "ask_", "match_", "undo_")},
            **{f"nominations:{name}": with_it for name in ("file", "own_file", "show_file")},
            "judging:file": {"sheet": sheet.pk, "file": shown.pk},
            **{f"nominations:import_{name}": filed for name in ("file", "columns", "corrections")},
        }

    def _rounds(self, people):
        """A round of judging that is open, and one that is still planned."""
        cycle, entries, seats, chair = judged_cycle(entries=2, judges=1, managers=[people["manager"]])
        type(seats[0]).objects.filter(pk=seats[0].pk).update(judge=people["judge"])
        type(chair).objects.filter(pk=chair.pk).update(judge=people["chair"])
        begun = {"state": RoundState.OPEN, "opened_at": cycle.judging_at, "cut": Cut.ABOVE, "cut_value": 50}
        one = Round.objects.create(cycle=cycle, position=1, mode=RoundMode.QUALIFY, **begun)
        Round.objects.create(cycle=cycle, position=10, mode=RoundMode.SCORE)
        known = {"slug": cycle.programme.slug, "name": cycle.name, "pk": one.pk, "reference": entries[0].reference}
        acts = ("votes", "aside", "result", "change", "drop", "open", "close")
        return {f"judging:round_{act}": known for act in acts}

    def _talks(self, nomination, people):
        """A motion of the meeting, and a request for a review that the approver looks into."""
        meeting = Deliberation.objects.create(cycle=self.cycle)
        motion = Motion.objects.create(deliberation=meeting, text="Hear her again.", proposer=people["judge"])
        asked = {"role": "nominator", "words": "Was it read?", "state": "assigned", "reviewer": people["approver"]}
        review = Appeal.objects.create(cycle=self.cycle, nomination=nomination, assigned_at=timezone.now(), **asked)
        return {
            "judging:votes": {"pk": motion.pk},
            **{f"judging:{name}": {"pk": review.pk} for name in ("review", "give_review")},
        }

    def _plan(self):
        """A reward and a channel of the plan."""
        reward, channel = RewardFactory(programme=self.programme), PublicityFactory(programme=self.programme)
        return {
            **{f"programmes:{name}": {"pk": reward.pk} for name in ("reward", "reward_remove")},
            **{f"programmes:{name}": {"pk": channel.pk} for name in ("publicity", "publicity_remove")},
        }

    def address(self, name, route, parameters):
        """The address with what this world has for its parameters."""
        room = name.partition(":")[0]
        known = {**self.known, **self.by_room.get(room, {}), **self.by_name.get(name, {})}
        for parameter, shape in parameters.items():
            route = route.replace(shape, str(known[parameter]))
        return f"/{route}{known.get('query', '')}"


def addresses(patterns=None, prefix="", space=""):
    """Each address of the site: its name, its route, and its parameters as they stand in the route."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route, pattern.namespace or space)
        elif not route.startswith(FOREIGN):
            names = {name: _shape(route, name) for name in pattern.pattern.converters}
            yield f"{space}:{pattern.name}" if space else pattern.name, route, names


def _shape(route, name):
    return next(part for kind in ("slug", "str", "int") if (part := f"<{kind}:{name}>") in route)


def table():
    """The letters of each role by address."""
    lines = (line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#"))
    return {name: "".join(letters) for name, *letters in lines}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once: nothing that is asked for below is kept."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        bare(patch)
        made = World()
        made.clients = {role: Client() for role in ROLES}
        for role, person in made.people.items():
            made.clients[role].force_login(person)
        yield made
        transaction.set_rollback(True)


def letters(world, name, address, expected):
    """What each role is answered, as a row of the table; of those for whom a heavy file is made, only the first asks."""
    found = ""
    for role, letter in zip(ROLES, expected, strict=True):
        known = name in HEAVY and letter == "o" and "o" in found
        found += "o" if known else _letter(world.clients[role], address)
    return found


def _letter(client, address):
    place = transaction.savepoint()
    try:
        answer = client.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)  # to the end, where the file that was opened for it is closed
        return LETTERS.get(answer.status_code, "!")
    finally:
        transaction.savepoint_rollback(place)


def test_the_table_names_every_address_and_no_other():
    assert sorted({name for name, _route, _names in addresses()}) == sorted(table())


def test_a_token_that_nobody_was_given_opens_nothing(world):
    """But for the picture of a launch message, which looks the same to everybody."""
    by_token = {name: known for name, known in world.by_name.items() if {"token", "query"} & known.keys()}
    found = {}
    for name, route, names in addresses():
        if name in by_token and name != "programmes:opened":
            world.by_name[name] = by_token[name] | {"token": "not-one", "query": "?token=not-one"}
            found[name] = letters(world, name, world.address(name, route, names), table()[name])
    world.by_name |= by_token
    assert found == dict.fromkeys(by_token.keys() - {"programmes:opened"}, "-" * len(ROLES))


@pytest.mark.parametrize("room", sorted({name.partition(":")[0] if ":" in name else "" for name in table()}))
def test_every_address_answers_every_role_as_the_table_says(world, room, caplog):
    caplog.set_level("CRITICAL")
    expected = table()
    found = {
        name: letters(world, name, world.address(name, route, names), expected[name])
        for name, route, names in addresses()
        if (name.partition(":")[0] if ":" in name else "") == room
    }
    assert found == {name: expected[name] for name in found}
