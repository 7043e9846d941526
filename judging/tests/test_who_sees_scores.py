"""The table “who may see which score when”: by the rights, and by what the pages really show."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from accounts.tests.factories import AdministratorFactory, UserFactory
from audit.models import Record
from audit.offline_verifier import Verifier
from audit.services import record, seal_records
from judging.enums import AssignmentState
from judging.models import Assignment, Decision, Deliberation, Minutes, Motion
from judging.services.computing import compute_results
from judging.services.sensitivity import work_out_how_firm
from judging.tests.browsing import where
from judging.tests.factories import AssignmentFactory, ConflictFactory, judged_cycle, submitted_sheet
from nominations.tests.factories import NominationFactory

pytestmark = pytest.mark.django_db

STAGES = (
    "judging, unsent",
    "judging, sent",
    "deliberating",
    "decided",
    "announced",
    "evaluating",
    "closed",
    "cancelled",
)

# Whether each may see the scores on one judge's sheet, stage by stage; a judge's own are theirs throughout.
SHEETS = {
    "judge": (True, True, True, True, True, True, True, True),
    "other judge": (False, False, True, True, True, True, True, False),
    "other judge who sent all": (False, True, True, True, True, True, True, True),
    "judge who stands aside": (False, False, False, False, False, False, False, False),
    "judge who left": (False, False, False, False, False, False, False, False),
    "chair": (False, False, True, True, True, True, True, False),
    "manager": (False, False, True, True, True, True, True, False),
    "manager who is the nominee": (False, False, False, False, True, True, True, False),
    "administrator": (False, False, True, True, True, True, True, False),
    "administrator who is the nominee": (False, False, False, False, True, True, True, False),
    "nominee": (False, False, False, False, False, False, False, False),
    "nominator": (False, False, False, False, False, False, False, False),
    "stranger": (False, False, False, False, False, False, False, False),
}

# Where a score could be told; the trail has a test of its own.
LOOKED_AT = (
    ("judging:results", "get", []),
    ("judging:firmness", "get", ["individual"]),
    ("judging:justification", "get", ["individual"]),
    ("judging:agenda", "get", []),
    ("judging:live", "get", []),
    ("judging:panel_scores", "get", []),
    ("judging:own_meeting", "get", []),
    ("evaluation:download", "get", ["json"]),
)
WORDS = "The heliotrope argument carried it."


@pytest.fixture
def cast():
    """A cycle in which somebody of every kind could look at the sheet of one judge for one entry."""
    maya, nominated, ruth = UserFactory(), UserFactory(), AdministratorFactory()
    cycle, [entry, second, third], seats, chair = judged_cycle(entries=3, judges=5, managers=[maya, nominated])
    type(third).objects.filter(pk=third.pk).update(person=ruth)
    type(second).objects.filter(pk=second.pk).update(person=nominated)
    nominator = UserFactory()
    NominationFactory(cycle=cycle, category=entry.category, entry=entry, state="accepted", nominator=nominator)
    sheet = submitted_sheet(seats[0], entry, {"impact": 4, "care": 2})
    submitted_sheet(seats[2], entry, {"impact": 2, "care": 2})
    submitted_sheet(seats[3], second, {"impact": 5, "care": 5})
    AssignmentFactory(seat=seats[1], entry=second)
    ConflictFactory(seat=seats[3], entry=entry)
    seats[4].left_at = cycle.judging_at
    seats[4].save()
    people = {
        "judge": seats[0].judge,
        "other judge": seats[1].judge,
        "other judge who sent all": seats[2].judge,
        "judge who stands aside": seats[3].judge,
        "judge who left": seats[4].judge,
        "chair": chair.judge,
        "manager": maya,
        "manager who is the nominee": nominated,
        "administrator": AdministratorFactory(),
        "administrator who is the nominee": ruth,
        "nominee": entry.person,
        "nominator": nominator,
        "stranger": UserFactory(),
    }
    return cycle, sheet, people, seats


def at(cast, stage):
    """The cycle and the sheet at a stage; when scoring is over, everybody has sent."""
    cycle, sheet, _people, _seats = cast
    state = AssignmentState.STARTED if stage == "judging, unsent" else AssignmentState.SUBMITTED
    Assignment.objects.filter(pk=sheet.pk).update(state=state)
    if stage not in ("judging, unsent", "judging, sent", "cancelled"):
        Assignment.objects.filter(state="assigned").update(state="submitted", submitted_at=cycle.judging_at)
    type(cycle).objects.filter(pk=cycle.pk).update(stage=stage.split(",")[0])
    return Assignment.objects.get(pk=sheet.pk)


@pytest.mark.parametrize(("number", "stage"), list(enumerate(STAGES)), ids=STAGES)
def test_who_may_see_which_sheet_when(cast, number, stage):
    sheet = at(cast, stage)
    found = {name: person.has_perm("judging.see_scores", sheet) for name, person in cast[2].items()}
    assert found == {name: answers[number] for name, answers in SHEETS.items()}


def told(client, person, cycle, entry):
    """The addresses that tell a person how the panel scored an entry, or what it said of it."""
    client.force_login(person)
    result = cycle.results.get()
    score = next(row["score"] for row in result.figures["entries"] if row["entry"] == entry.reference)
    total = next(total for judge, total in result.figures["totals"][entry.reference])
    signs = (WORDS, f"{score:.1f}", f'<td class="num">{total:.0f}</td>')
    found = []
    for name, method, more in LOOKED_AT:
        response = getattr(client, method)(reverse(name, args=[*where(cycle), *more]))
        if response.status_code == 200 and any(sign in response.content.decode() for sign in signs):
            found.append(name)
    return found


@pytest.mark.parametrize("stage", ["judging, sent", "deliberating", "announced"])
def test_no_page_tells_the_panels_score_to_whom_it_is_not_told_yet(client, cast, stage):
    cycle, sheet, people, _seats = cast
    [result] = compute_results(cycle=cycle, actor=None)
    work_out_how_firm(result=result)
    meeting = Deliberation.objects.create(cycle=cycle, discussing=sheet.entry)
    Minutes.objects.create(
        deliberation=meeting, category=sheet.entry.category, text=WORDS, written_by=people["manager"]
    )
    Motion.objects.create(
        deliberation=meeting, category=sheet.entry.category, entry=sheet.entry, text=WORDS, proposer=people["chair"]
    )
    Decision.objects.create(
        cycle=cycle, category=sheet.entry.category, entry=sheet.entry, place=1, justification=WORDS, result=result,
        proposed_by=people["manager"],
    )  # fmt: skip
    at(cast, stage)
    cycle.refresh_from_db()
    found = {name: told(client, person, cycle, sheet.entry) for name, person in people.items()}
    assert {name: bool(pages) for name, pages in found.items()} == {
        name: row[STAGES.index(stage)] for name, row in SHEETS.items()
    }, found


@pytest.mark.parametrize(
    ("role", "seen"), [("manager who is the nominee", [False, False, True]), ("manager", [False, True, True])]
)
def test_the_trail_keeps_back_what_is_not_told_yet(client, cast, role, seen):
    _cycle, sheet, people, _seats = cast
    record(verb="scores.saved", target=sheet, actor=people["judge"], data={"impact": 4.0})
    found = []
    for stage in ("judging, sent", "deliberating", "announced"):
        at(cast, stage)
        client.force_login(people[role])
        verbs = [row.verb for row, _changes in client.get(reverse("audit:trail")).context["rows"]]
        found.append("scores.saved" in verbs)
    assert found == seen


def test_an_export_of_the_trail_proves_what_it_keeps_back(client, cast):
    _cycle, sheet, people, _seats = cast
    for verb in ("cycle.moved", "scores.saved", "scores.saved"):
        record(verb=verb, target=sheet, actor=people["judge"], data={"impact": 4.0})
    seal_records()
    at(cast, "judging, sent")
    client.force_login(people["administrator"])
    content = b"".join(client.post(reverse("audit:export")).streaming_content)
    lines = [json.loads(line) for line in ZipFile(BytesIO(content)).read("trail.jsonl").splitlines()]
    assert [line["verb"] for line in lines if line["kind"] == "record"][:1] == ["cycle.moved"]
    assert "scores.saved" not in {line.get("verb") for line in lines}
    assert Verifier().read(lines).findings == []
    assert Record.objects.filter(verb="scores.saved").count() == 2
