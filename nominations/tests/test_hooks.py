import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from audit.refusals import NotReady
from communications.models import Message
from nominations import privacy
from nominations.enums import NominationState
from nominations.models import Evidence, Nomination, Screening
from nominations.queries.needs import missing_before_judging, needs_of
from nominations.queries.rail import nominations_step
from nominations.queries.waiting import to_screen_by
from nominations.steps import ask_managers_to_screen
from nominations.tests.factories import EvidenceFactory, NominationFactory, NomineeFactory, accepted_entry, open_cycle
from programmes.enums import Stage
from programmes.services.cycles import move_cycle

pytestmark = pytest.mark.django_db


def test_every_hook_in_the_settings_can_be_imported():
    named = [
        *settings.CYCLE_RAIL,
        *settings.CYCLE_NEEDS,
        *settings.WAITING,
        *settings.PAST_WINNERS,
        *settings.CYCLE_STEPS["screening"],
        *settings.CYCLE_CHECKS["judging"],
        *[path for path in settings.CLOCK_STEPS if path.startswith("nominations.")],
    ]
    assert all(
        callable(import_string(path)) for path in named if path.startswith(("nominations.", "judging.queries.past"))
    )


def test_managers_are_asked_once_to_screen_what_waits():
    maya = UserFactory()
    cycle = open_cycle(managers=[maya], stage=Stage.SCREENING)
    ask_managers_to_screen(cycle)
    assert not Message.objects.exists()
    NominationFactory(cycle=cycle)
    ask_managers_to_screen(cycle)
    ask_managers_to_screen(cycle)
    message = Message.objects.get()
    assert (message.template_key, message.to_person) == ("screening_begins", maya)


def test_judging_does_not_begin_while_something_is_not_screened():
    cycle = open_cycle(stage=Stage.SCREENING)
    NominationFactory.create_batch(2, cycle=cycle)
    NominationFactory(cycle=cycle, state=NominationState.UNVERIFIED)
    assert missing_before_judging(cycle) == ["2 nominations have not been screened."]
    with pytest.raises(NotReady) as refusal:
        move_cycle(cycle=cycle, to=Stage.JUDGING, actor=None)
    assert "2 nominations have not been screened." in refusal.value.missing


def test_needs_name_what_to_match_to_screen_and_the_teams_that_nobody_named():
    cycle = open_cycle()
    team = TeamFactory(name="Night control room")
    person = UserFactory(team=TeamFactory(name="Billing"))
    NominationFactory(cycle=cycle, nominee=NomineeFactory(person=person))
    NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, name_given="Grace something"))
    assert [need["title"] for need in needs_of(cycle)] == [
        "Find out who is meant in 1 nomination",
        "Screen 2 nominations",
        "Nobody has named 1 team",
    ]
    assert needs_of(cycle)[2]["detail"].startswith(team.name)
    cycle.stage = Stage.JUDGING
    assert needs_of(cycle) == []


@pytest.mark.parametrize(
    ("stage", "state"),
    [("planned", "later"), ("open", "now"), ("screening", "now"), ("judging", "done"), ("closed", "done")],
)
def test_the_rail_has_a_step_in_every_stage(stage, state):
    cycle = open_cycle(stage=stage)
    NominationFactory(cycle=cycle)
    (step,) = nominations_step(cycle)
    assert (step["key"], step["state"]) == ("nominations", state)


def test_the_rail_says_when_everything_is_screened():
    assert nominations_step(open_cycle(stage=Stage.SCREENING))[0]["state"] == "done"


@pytest.fixture
def samira():
    return UserFactory(full_name="Samira Khan", known_as="Sam")


def test_a_person_gets_all_that_they_wrote_and_what_was_written_about_them_if_it_may_be_shown(samira):
    cycle = open_cycle()
    wrote = EvidenceFactory(nomination__cycle=cycle, nomination__nominator=samira).nomination
    shown = EvidenceFactory(
        nomination__cycle=cycle, nomination__nominee=NomineeFactory(person=samira), nomination__may_show=True
    ).nomination
    kept = EvidenceFactory(nomination__cycle=cycle, nomination__nominee=NomineeFactory(person=samira)).nomination
    EvidenceFactory(nomination__cycle=cycle)
    held = privacy.export(samira)
    assert [one["reference"] for one in held["nominations_made"]] == [wrote.reference]
    assert {one["reference"]: len(one["story"]) for one in held["named_in"]} == {shown.reference: 1, kept.reference: 0}
    assert "nominator_name" not in held["named_in"][0]


def test_erasing_a_person_leaves_no_name_of_theirs_and_keeps_what_was_decided(samira):
    cycle = open_cycle()
    entry = accepted_entry(cycle, samira)
    about = entry.nominations.get()
    about.nominee.name_given, about.nominee.hint = "Samira K.", "Ferry Lane"
    about.nominee.save()
    story = about.evidence.get()
    story.text = "Samira Khan called. SAM stayed; the same samovar."
    story.save()
    wrote = NominationFactory(cycle=cycle, nominator=samira, nominator_name="Samira Khan", nominator_email=samira.email)
    draft = NominationFactory(cycle=cycle, nominator=samira, state=NominationState.DRAFT, submitted_at=None)
    privacy.erase(samira)
    about.refresh_from_db()
    wrote.refresh_from_db()
    assert (about.entry, about.state) == (entry, NominationState.ACCEPTED)
    assert (about.nominee.name_given, about.nominee.hint) == ("", "")
    assert Evidence.objects.get(pk=story.pk).text == "[…] called. […] stayed; the same samovar."
    assert (wrote.nominator_name, wrote.nominator_email) == ("", "")
    assert not Nomination.objects.filter(pk=draft.pk).exists()
    assert Record.objects.filter(verb="nomination.anonymised").count() == 2


def test_erasing_touches_nobody_else(samira):
    nomination = EvidenceFactory(nomination__cycle=open_cycle(), text="Samuel helped Samira.").nomination
    before = nomination.nominator_name
    privacy.erase(samira)
    nomination.refresh_from_db()
    assert (nomination.nominator_name, nomination.evidence.get().text) == (before, "Samuel helped Samira.")


def test_erasing_finds_each_writing_of_a_name_leaves_common_words_and_clears_other_stories():
    cycle = open_cycle()
    person = UserFactory(full_name="Siân O'Will", known_as="")
    of_person = {"nomination__cycle": cycle, "nomination__nominee": NomineeFactory(person=person)}
    EvidenceFactory(**of_person, text="Sian O’Will said: I will. ŁUKASZ SAID SO.")
    EvidenceFactory(nomination__cycle=cycle, text="With Siân O’Will he lifted it. Sian is a town.")
    look = Screening.objects.create(nomination=Evidence.objects.first().nomination, eligible=False, reason="Siân left.")
    privacy.erase(person)
    look.refresh_from_db()
    assert [*Evidence.objects.order_by("pk").values_list("text", flat=True), look.reason] == [
        "[…] said: I will. ŁUKASZ SAID SO.",
        "With […] he lifted it. Sian is a town.",
        "[…] left.",
    ]


def test_a_manager_finds_at_home_what_is_to_be_screened_in_their_own_programmes():
    maya = UserFactory()
    cycle = open_cycle(managers=[maya], stage=Stage.SCREENING)
    open_cycle(managers=[maya], stage=Stage.SCREENING)
    elsewhere = open_cycle(managers=[UserFactory()], stage=Stage.SCREENING)
    NominationFactory.create_batch(2, cycle=cycle)
    NominationFactory(cycle=elsewhere)
    (thing,) = to_screen_by(maya)
    assert (thing["title"], thing["url"]) == (
        "Screen 2 nominations",
        f"/manage/{cycle.programme.slug}/c/{cycle.name}/nominations/",
    )
