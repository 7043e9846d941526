"""Where the rules keep names from judges, no page that a judge or the chair may open has one."""

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from accounts.tests.factories import TeamFactory, UserFactory
from judging.models import Assignment, Decision, Deliberation, Minutes, Motion
from judging.services.computing import compute_results
from judging.services.sensitivity import work_out_how_firm
from judging.tests.factories import ConflictFactory, scored_cycle
from nominations.models import Evidence, Nominee
from programmes.enums import Stage

pytestmark = pytest.mark.django_db
# Whatever gives nominee or nominator away.
SECRETS = (
    "Zuleikha", "Brandreth", "Zuzu", "zuleikha@", "Sluice watch", "Withy Quay", "Ottoline", "Farthingale", "ottoline@",
    "07700 900123",
)  # fmt: skip
WORDS = (
    "Zuleikha stayed on the line. “Zuzu will ring back”, said BRANDRETH of sluice watch at Withy Quay: "
    "zuleikha@brightwater.example, 07700 900123. Thank you, Ottoline Farthingale, ottoline@farthingale.example."
)


@pytest.fixture
def cycle():
    """A cycle that deliberates; people have written names wherever they could."""
    maya = UserFactory()
    cycle, entries, seats, chair = scored_cycle([[3, 3], [5, 5]], managers=[maya])
    entry = entries[1]
    person = entry.person
    person.full_name, person.known_as, person.email = "Zuleikha Brandreth", "Zuzu", "zuleikha@brightwater.example"
    person.team, person.site = TeamFactory(name="Sluice watch"), "Withy Quay"
    person.save()
    entry.nominations.update(nominator_name="Ottoline Farthingale", nominator_email="ottoline@farthingale.example")
    entry.nominations.get().nominee.__class__.objects.update(name_given="Zuleikha at Withy Quay")
    Evidence.objects.filter(nomination__entry=entry).update(text=WORDS)
    Assignment.objects.filter(seat=seats[0]).update(comment=f"I think it is {WORDS}")  # what another judge wrote
    [result] = compute_results(cycle=cycle, actor=None)
    work_out_how_firm(result=result)
    ConflictFactory(
        seat=seats[0],
        entry=entry,
        reason=f"I know her: {WORDS}",
        state="cleared",
        ruling="Zuleikha is fine.",
        ruled_by=chair.judge,
    )
    Decision.objects.create(
        cycle=cycle, category=entry.category, entry=entry, place=1, justification=WORDS, proposed_by=maya
    )
    minutes = Deliberation.objects.create(cycle=cycle)
    Minutes.objects.create(deliberation=minutes, category=entry.category, text=WORDS, written_by=maya)
    Motion.objects.create(deliberation=minutes, category=entry.category, text=WORDS, proposer=maya)
    return cycle


def pages_of(cycle, person, rooms):
    """Every address of these rooms that can be filled in with this cycle, out of the resolver."""
    entry = cycle.entries.last()
    sheet = (
        Assignment.objects.get(seat__judge=person, entry=entry).pk
        if cycle.panel.seats.filter(role="judge", judge=person)
        else 0
    )
    known = {"slug": cycle.programme.slug, "name": cycle.name, "category": "individual", "sheet": sheet}
    known |= {"reference": entry.reference, "stage": "decided", "file_format": "csv"}
    ids = {entry.conflicts.get().pk, Decision.objects.get(cycle=cycle).pk, Motion.objects.get().pk}
    for room in rooms:
        for name in {name for name in get_resolver().namespace_dict[room][1].reverse_dict if isinstance(name, str)}:
            for pk in ids:
                try:
                    yield reverse(f"{room}:{name}", kwargs=_arguments(room, name, {**known, "pk": pk}))
                except (KeyError, NoReverseMatch):
                    continue  # an address with a token, which no judge has


def _arguments(room, name, known):
    [(_shape, parameters), *_rest] = get_resolver().namespace_dict[room][1].reverse_dict.getlist(name)[0][0]
    return {parameter: known[parameter] for parameter in parameters}


ROOMS = ("judging", "nominations", "recognition", "evaluation", "programmes")


@pytest.mark.usefixtures("bare_answers")
@pytest.mark.parametrize(
    ("role", "stage", "rooms", "least"),
    [
        ("judge", Stage.JUDGING, ["judging"], 5),
        ("judge", Stage.DELIBERATING, ROOMS, 10),
        ("chair", Stage.JUDGING, ["judging"], 5),
        ("chair", Stage.DELIBERATING, ROOMS[:3], 12),
    ],
)
def test_no_page_that_a_judge_may_open_gives_anybody_away(client, cycle, role, stage, rooms, least):
    type(cycle).objects.filter(pk=cycle.pk).update(stage=stage)
    seat = cycle.panel.seats.filter(role=role).last()
    client.force_login(seat.judge)
    opened, leaks = 0, []
    for address in sorted({*pages_of(cycle, seat.judge, rooms), "/"}):
        response = client.get(address)
        if response.status_code != 200 or response.streaming:
            continue
        opened += 1
        words = response.content.decode(errors="replace").lower()
        leaks += [(address, secret) for secret in SECRETS if secret.lower() in words]
    assert leaks == []
    assert opened >= least


@pytest.mark.parametrize("stage", [Stage.DELIBERATING, Stage.DECIDED])
def test_no_page_tells_a_manager_what_is_said_of_their_own_entry(client, cycle, stage):
    type(cycle).objects.filter(pk=cycle.pk).update(stage=stage)
    maya, entry = cycle.programme.managers.get(), cycle.entries.last()
    score = next(row for row in cycle.results.get().figures["entries"] if row["entry"] == entry.reference)["score"]
    addresses = sorted({*pages_of(cycle, maya, ROOMS[:4]), "/", reverse("audit:trail")})
    told = []
    for named in (entry.person, maya):  # as any manager, and as the nominee
        type(entry).objects.filter(pk=entry.pk).update(person=named)
        Nominee.objects.filter(pk=entry.nominations.get().nominee_id).update(person=named)
        client.force_login(maya)
        pages = {address: client.get(address) for address in addresses}
        words = {key: page.content.decode(errors="replace") for key, page in pages.items() if not page.streaming}
        told.append([key for key, page in words.items() if "Ottoline" in page or f"{score:.1f}" in page])
    assert (len(told[0]) > 4, told[1]) == (True, [])


def test_the_names_are_there_to_leak(client, cycle):
    client.force_login(cycle.programme.managers.get())
    page = client.get(reverse("judging:results", args=[cycle.programme.slug, cycle.name])).content.decode()
    assert "Zuleikha Brandreth" in page
    type(cycle).objects.filter(pk=cycle.pk).update(stage=Stage.DECIDED)
    client.force_login(cycle.panel.seats.get(role="chair").judge)
    page = client.get(reverse("judging:results", args=[cycle.programme.slug, cycle.name])).content.decode()
    assert "Zuleikha Brandreth" in page
