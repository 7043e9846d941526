from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from audit.refusals import NotReady
from communications.models import Message
from jobs.models import Job
from nominations.tests.factories import NominationFactory, NomineeFactory, accepted_entry
from programmes.enums import NomineeKind, Stage
from programmes.services.cycles import move_cycle
from programmes.tests.factories import RewardFactory, running_cycle
from recognition import services as recognition
from recognition.models import Announcement, Award, Certificate, Fulfilment
from recognition.refusals import AlreadyAnnounced, NotAnnounced
from recognition.tests.factories import DecisionFactory, decided_cycle

pytestmark = pytest.mark.django_db


def letters():
    results = Message.objects.filter(template_key__startswith="result_")
    return Counter(results.values_list("template_key", flat=True))


def announced(cycle):
    return move_cycle(cycle=cycle, to=Stage.ANNOUNCED, actor=None)


@pytest.fixture
def cycle():
    manager = UserFactory()
    return decided_cycle(winners=1, others=2, managers=[manager])


def test_the_announcement_honours_winners_and_writes_to_everybody_concerned(cycle):
    winner = cycle.decisions.get().entry.person
    winner.line_manager = UserFactory()
    winner.save(update_fields=["line_manager"])
    announced(cycle)
    award = Award.objects.get()
    assert award.decision == cycle.decisions.get()
    assert award.consent is False
    assert award.certificate.honour == "winner"
    assert letters() == {
        "result_winner": 1,
        "result_manager": 1,
        "result_nominator_winner": 1,
        "result_not_chosen": 2,
        "result_nominator_other": 2,
    }


def test_a_highly_commended_person_gets_a_letter_and_a_certificate_of_their_own():
    cycle = decided_cycle(winners=1)
    DecisionFactory(entry=accepted_entry(cycle), place=2, commended=True)
    announced(cycle)
    assert sorted(Certificate.objects.values_list("honour", flat=True)) == ["commended", "winner"]
    assert letters()["result_highly_commended"] == 1


def test_announcing_again_repeats_nothing(cycle):
    announced(cycle)
    before = (
        Award.objects.count(),
        Certificate.objects.count(),
        letters(),
        Job.objects.count(),
        Record.objects.count(),
    )
    recognition.announce(cycle=cycle, actor=None)
    after = (Award.objects.count(), Certificate.objects.count(), letters(), Job.objects.count(), Record.objects.count())
    assert after == before


def test_a_step_that_fails_leaves_neither_stage_nor_award_nor_letter(cycle, settings):
    settings.CYCLE_STEPS = {
        **settings.CYCLE_STEPS,
        "announced": [*settings.CYCLE_STEPS["announced"], f"{__name__}.fail"],
    }
    with pytest.raises(RuntimeError):
        announced(cycle)
    cycle.refresh_from_db()
    assert cycle.stage == Stage.DECIDED
    assert (Award.objects.count(), Message.objects.count(), Job.objects.count()) == (0, 0, 0)
    assert Announcement.objects.count() == 0


def fail(cycle):
    raise RuntimeError("as a test")


def test_a_person_with_several_parts_in_one_entry_hears_once():
    cycle = running_cycle(stage=Stage.DECIDED)
    boss = UserFactory()
    winner = UserFactory(line_manager=boss)
    entry = accepted_entry(cycle, person=winner)
    for nominator in (winner, boss, boss):
        NominationFactory(
            cycle=cycle, nominee=NomineeFactory(person=winner), entry=entry, state="accepted", nominator=nominator
        )
    DecisionFactory(entry=entry)
    announced(cycle)
    assert letters() == {"result_winner": 1, "result_manager": 1, "result_nominator_winner": 1}
    assert Message.objects.get(to_person=boss).template_key == "result_manager"


def test_a_customer_who_wrote_twice_hears_once_however_the_address_is_written():
    cycle = running_cycle(stage=Stage.DECIDED)
    entry = accepted_entry(cycle)
    for address in ("ann@example.com", "Ann@Example.com"):
        NominationFactory(
            cycle=cycle,
            nominee=entry.nominations.get(evidence__isnull=False).nominee,
            entry=entry,
            state="accepted",
            nominator_email=address,
        )
    DecisionFactory(entry=entry)
    announced(cycle)
    assert Message.objects.filter(to_address__iexact="ann@example.com").count() == 1


def test_a_team_hears_through_its_leader_and_its_members():
    cycle = running_cycle(stage=Stage.DECIDED, nominee=NomineeKind.TEAM)
    team = TeamFactory(leader=UserFactory(team=None))
    members = [UserFactory(team=team), UserFactory(team=team)]
    UserFactory(team=team, is_active=False)
    entry = accepted_entry(cycle, team=team)
    DecisionFactory(entry=entry)
    announced(cycle)
    told = Message.objects.filter(template_key="result_winner").values_list("to_person", flat=True)
    assert sorted(told) == sorted([team.leader.pk, *(member.pk for member in members)])


def test_rewards_of_the_place_become_something_to_order(cycle):
    for_first = RewardFactory(programme=cycle.programme, places=[1])
    RewardFactory(programme=cycle.programme, places=[2])
    announced(cycle)
    assert [one.reward for one in Fulfilment.objects.all()] == [for_first]


def test_audiences_that_the_plan_leaves_out_do_not_hear(cycle):
    later = cycle.announce_at
    recognition.plan_announcement(
        cycle=cycle, announce_at=later, embargo_until=later, actor=None, audiences=["not-chosen"]
    )
    announced(cycle)
    assert letters() == {"result_winner": 1, "result_not_chosen": 2}


def test_letters_wait_for_the_hour_of_the_plan(cycle):
    hour = timezone.now() + timedelta(days=2)
    recognition.plan_announcement(cycle=cycle, announce_at=hour, embargo_until=hour, actor=None)
    announced(cycle)
    assert set(Message.objects.values_list("send_after", flat=True)) == {hour}


def test_the_words_of_the_plan_stand_in_the_letters(cycle):
    hour = timezone.now()
    recognition.plan_announcement(
        cycle=cycle,
        announce_at=hour,
        embargo_until=hour,
        actor=None,
        words_for_winners="You made our year.",
        words_for_others="We read yours twice.",
    )
    announced(cycle)
    winner, other = (
        Message.objects.filter(template_key=key).first().body_text for key in ("result_winner", "result_not_chosen")
    )
    assert ("You made our year." in winner, "We read yours twice." in winner) == (True, False)
    assert ("You made our year." in other, "We read yours twice." in other) == (False, True)


def test_the_winners_letter_links_to_their_own_page(cycle):
    announced(cycle)
    letter = Message.objects.get(template_key="result_winner")
    assert f"{settings.SITE_URL}/awards/{cycle.decisions.get().entry.reference}/" in letter.body_text


def test_a_plan_cannot_be_public_before_people_have_heard(cycle):
    hour = timezone.now()
    with pytest.raises(NotReady):
        recognition.plan_announcement(
            cycle=cycle, announce_at=hour, embargo_until=hour - timedelta(seconds=1), actor=None
        )
    assert Announcement.objects.count() == 0


def test_what_is_announced_cannot_be_planned_again(cycle):
    announced(cycle)
    hour = timezone.now() + timedelta(days=3)
    with pytest.raises(AlreadyAnnounced):
        recognition.plan_announcement(cycle=cycle, announce_at=hour, embargo_until=hour, actor=None)


def test_nothing_is_announced_before_the_stage(cycle):
    with pytest.raises(NotAnnounced):
        recognition.announce(cycle=cycle, actor=None)


def test_a_category_without_a_confirmed_decision_holds_the_announcement_back():
    cycle = decided_cycle(winners=0, others=1)
    with pytest.raises(NotReady) as refusal:
        announced(cycle)
    assert refusal.value.missing == ["Nobody has been chosen and confirmed for “Service Star”."]


def test_a_proposed_decision_is_not_enough():
    cycle = decided_cycle(winners=0)
    DecisionFactory(entry=accepted_entry(cycle), state="proposed", confirmed_by=None, confirmed_at=None)
    with pytest.raises(NotReady):
        announced(cycle)


def test_the_trail_holds_the_announcement_without_names(cycle):
    announced(cycle)
    record = Record.objects.get(verb="results.announced")
    assert record.data == {"awards": 1, "letters": 6, "decisions": [cycle.decisions.get().pk]}
    assert cycle.decisions.get().entry.person.full_name not in str(record.data)


def test_one_job_is_queued_for_the_certificates_of_a_cycle(cycle):
    announced(cycle)
    job = Job.objects.get()
    assert (job.kind, job.payload) == ("recognition.certificates", {"cycle": cycle.pk})
