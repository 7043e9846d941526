"""Asking the people whom the rules are for: who is asked, what is kept, what is shown."""

from datetime import timedelta
from itertools import cycle as in_turn

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.tests.factories import JobRoleFactory, TeamFactory, UserFactory
from audit.models import Record
from audit.refusals import IllegalMove, NotAllowed, NotReady, Refused
from communications.models import Message
from jobs.models import Job
from programmes import privacy
from programmes.enums import RulebookState
from programmes.models import Consultation, ConsultationAnswer, ConsultationInvitation, ConsultationResponse
from programmes.queries.consultation_figures import flagged_criteria, published_views, views_of
from programmes.queries.consultations import waiting_for_reply, waiting_to_answer
from programmes.queries.plan_readiness import missing_to_start
from programmes.queries.plans import rules_of
from programmes.services import consultation_reminders, consultations
from programmes.services.consultation_answers import (
    ConsultationClosed,
    Opinion,
    answer_by_link,
    answer_under_name,
    fresh_link,
)
from programmes.services.consultation_reminders import remind_due, remind_unanswered
from programmes.services.consultations import close_consultation, close_due, open_consultation, reply_to_consultation
from programmes.services.rule_editing import save_part
from programmes.services.rulebooks import draft_next_version, publish_rulebook
from programmes.tests.factories import ProgrammeFactory, running_cycle
from programmes.tests.rule_samples import with_criterion

pytestmark = pytest.mark.django_db

GOOD, UNFAIR = Opinion(True, True, True), Opinion(True, False, True, "Only the day shift can.")


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Osei")


@pytest.fixture
def draft(maya):
    return draft_next_version(programme=running_cycle(managers=[maya]).programme, actor=maya)


def asked(draft, maya, **choices):
    choices = {"named": False, "closes_at": timezone.now() + timedelta(days=10)} | choices
    return open_consultation(rulebook=draft, actor=maya, **choices)


def answers(consultation, people, opinions):
    """These people answer, each with the next of these opinions on every criterion."""
    for person, opinion in zip(people, in_turn(opinions), strict=False):
        said = dict.fromkeys(("impact", "care"), opinion)
        if consultation.named:
            answer_under_name(consultation=consultation, person=person, opinions=said)
        else:
            token = fresh_link(consultation=consultation, person=person)
            answer_by_link(consultation=consultation, token=token, opinions=said)


def waiting_of(person):
    return [*waiting_to_answer(person), *waiting_for_reply(person)]


def fair(consultation):
    return [
        (each.code, each.shares and (each.shares.fair.yes, each.shares.fair.of))
        for each in views_of(consultation).criteria
    ]


# Asking


def reminders():
    kept = Message.objects.filter(template_key="rules_consultation_reminder")
    return sorted(kept.values_list("to_person__full_name", flat=True))


@pytest.mark.parametrize("named", [True, False])
def test_those_who_have_not_answered_are_reminded_once_a_day_and_nobody_else(draft, maya, named):
    grace, ben = UserFactory(full_name="Grace Bell"), UserFactory(full_name="Ben Hale")
    consultation = asked(draft, maya, named=named)
    answers(consultation, [grace], [GOOD])
    assert remind_unanswered(consultation=consultation, actor=maya) == 2
    with pytest.raises(Refused, match="Once a day"):
        remind_unanswered(consultation=consultation, actor=maya)
    assert reminders() == ["Ben Hale", "Maya Osei"]
    record = Record.objects.get(verb="consultation.reminded")
    assert (record.data, record.actor) == ({"reminded": 2}, maya)
    answers(consultation, [ben, maya], [GOOD])
    with pytest.raises(Refused, match="Everybody"):
        remind_unanswered(consultation=consultation, actor=maya)


def test_a_reminder_makes_no_new_link_and_leaves_the_one_in_the_message(draft, maya):
    consultation = asked(draft, maya)
    before = list(consultation.invitations.values_list("token_digest", flat=True))
    remind_unanswered(consultation=consultation, actor=maya)
    assert list(consultation.invitations.values_list("token_digest", flat=True)) == before
    message = Message.objects.get(template_key="rules_consultation_reminder")
    assert f"/consultation/{consultation.pk}/" in message.body_text
    assert "anonymous" in message.body_text


@pytest.mark.parametrize(
    ("opened", "closes", "by_hand", "reminded"),
    [
        (timedelta(days=-9), timedelta(days=3), None, 0),  # there is time
        (timedelta(days=-9), timedelta(days=1), None, 1),
        (timedelta(days=-9), timedelta(days=1), -5, 1),  # reminded by hand long before
        (timedelta(days=-9), timedelta(days=1), -1, 0),  # and just now
        (timedelta(days=-1), timedelta(days=1), None, 0),  # has only been asked
    ],
)
def test_the_clock_reminds_two_days_before_the_end_and_not_again(draft, maya, opened, closes, by_hand, reminded):
    consultation, now = asked(draft, maya), timezone.now()
    Consultation.objects.filter(pk=consultation.pk).update(
        opened_at=now + opened,
        closes_at=now + closes,
        reminded_on=by_hand and timezone.localdate() + timedelta(days=by_hand),
    )
    assert (remind_due(), remind_due(), len(reminders())) == (reminded, 0, reminded)


def test_many_are_reminded_by_a_job_that_may_run_twice(draft, maya, monkeypatch, django_capture_on_commit_callbacks):
    UserFactory()
    consultation = asked(draft, maya)
    monkeypatch.setattr(consultation_reminders, "DIRECTLY", 1)
    with django_capture_on_commit_callbacks(execute=True):
        remind_unanswered(consultation=consultation, actor=maya)
    assert (Job.objects.get().state, len(reminders())) == ("done", 2)
    consultation_reminders.write_reminders(consultation=consultation, day=timezone.localdate())
    assert len(reminders()) == 2


def test_everybody_who_works_here_is_asked_once_by_message(draft, maya):
    UserFactory(), UserFactory(is_active=False)
    consultation = asked(draft, maya)
    assert set(consultation.invitations.values_list("person", flat=True)) == set(
        Message.objects.values_list("to_person", flat=True)
    )
    assert consultations.tell_invited(consultation=consultation) == 0
    draft.refresh_from_db()
    assert draft.state == RulebookState.IN_CONSULTATION


def test_chosen_teams_are_asked_with_the_teams_under_them(draft, maya):
    water = TeamFactory()
    night = TeamFactory(parent=TeamFactory(parent=water))
    inside = [UserFactory(team=water), UserFactory(team=night)]
    UserFactory(team=TeamFactory())
    assert [each.person for each in asked(draft, maya, teams=[water]).invitations.all()] == inside


def test_many_are_told_by_a_job(draft, maya, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(consultations, "DIRECTLY", 1)
    UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        consultation = asked(draft, maya)
    assert (Job.objects.get().state, consultation.invitations.filter(told=True).count()) == ("done", 2)


@pytest.mark.parametrize(
    ("error", "choices"),
    [(Refused, {"closes_at": timezone.now() - timedelta(days=1)}), (Refused, {"teams": "an empty one"})],
)
def test_what_cannot_be_asked_is_refused_and_changes_nothing(draft, maya, error, choices):
    choices = {key: [TeamFactory()] if value == "an empty one" else value for key, value in choices.items()}
    with pytest.raises(error):
        asked(draft, maya, **choices)
    draft.refresh_from_db()
    assert (draft.state, Consultation.objects.count()) == (RulebookState.DRAFT, 0)


def test_empty_published_and_asked_rules_are_not_asked_about(draft, maya):
    with pytest.raises(NotReady):
        asked(draft_next_version(programme=ProgrammeFactory(), actor=maya), maya)
    with pytest.raises(IllegalMove):
        asked(draft.programme.rulebooks.get(version=1), maya)
    asked(draft, maya)
    with pytest.raises(IllegalMove):
        asked(draft, maya)


def test_rules_do_not_change_and_are_not_published_while_people_answer(draft, maya):
    consultation = asked(draft, maya)
    with pytest.raises(IllegalMove, match="Close the consultation"):
        save_part(rulebook=draft, actor=maya, criteria=())
    with pytest.raises(IllegalMove, match="still being asked"):
        publish_rulebook(rulebook=draft, actor=maya, change_note="Clearer.")
    close_consultation(consultation=consultation, actor=maya)
    assert save_part(rulebook=draft, actor=maya, criteria=())


def test_the_clock_closes_it_at_its_time_and_not_before(draft, maya):
    consultation = asked(draft, maya)
    assert close_due() == 0
    Consultation.objects.update(opened_at=timezone.now() - timedelta(days=9), closes_at=timezone.now())
    call_command("run_due")
    consultation.refresh_from_db()
    draft.refresh_from_db()
    assert (consultation.is_open, draft.state) == (False, RulebookState.DRAFT)
    assert Record.objects.get(verb="consultation.closed").actor is None


# Answering


def test_an_answer_takes_the_place_of_the_one_before(draft, maya):
    consultation = asked(draft, maya, named=True)
    answers(consultation, [maya], [GOOD])
    answers(consultation, [maya], [UNFAIR])
    assert [(each.fair, each.response.person) for each in ConsultationAnswer.objects.all()] == [(False, maya)] * 2


def test_anonymous_answers_can_be_changed_by_their_link_and_traced_by_nobody(draft, maya):
    consultation = asked(draft, maya)
    records = Record.objects.count()
    token = fresh_link(consultation=consultation, person=maya)
    for opinion in (GOOD, UNFAIR):
        answer_by_link(consultation=consultation, token=token, opinions={"impact": opinion})
    response = ConsultationResponse.objects.get()
    invitation = ConsultationInvitation.objects.get()
    assert (response.person, invitation.used, ConsultationAnswer.objects.get().fair) == (None, True, False)
    assert response.key_digest not in (invitation.token_digest, token)
    assert Record.objects.count() == records


def test_the_link_in_the_message_answers_and_its_token_is_kept_nowhere_else(draft, maya):
    consultation = asked(draft, maya)
    token = Message.objects.get().secret
    answer_by_link(consultation=consultation, token=token, opinions={"impact": GOOD})
    assert consultation.responses.count() == 1
    with pytest.raises(Refused, match="open the link with which you answered"):
        fresh_link(consultation=consultation, person=maya)


def test_a_new_link_takes_the_place_of_the_one_before(draft, maya):
    consultation = asked(draft, maya)
    fresh_link(consultation=consultation, person=maya)
    with pytest.raises(NotAllowed):
        answer_by_link(consultation=consultation, token=Message.objects.get().secret, opinions={"impact": GOOD})


def test_a_job_role_is_kept_only_where_five_of_it_were_asked(draft, maya):
    drivers, samplers = JobRoleFactory(), JobRoleFactory()
    people = [*(UserFactory(job_role=drivers) for _ in range(5)), UserFactory(job_role=samplers)]
    consultation = asked(draft, maya)
    answers(consultation, people, [GOOD])
    kept = consultation.responses.values_list("job_role", flat=True)
    assert sorted(kept, key=str) == sorted([drivers.pk] * 5 + [None], key=str)


def test_only_who_was_asked_answers_and_only_while_it_is_open(draft, maya):
    consultation = asked(draft, maya, named=True)
    with pytest.raises(NotAllowed):
        answer_under_name(consultation=consultation, person=UserFactory(), opinions={"impact": GOOD})
    Consultation.objects.update(opened_at=timezone.now() - timedelta(days=9), closes_at=timezone.now())
    consultation.refresh_from_db()
    with pytest.raises(ConsultationClosed):
        answers(consultation, [maya], [GOOD])


# Reading


def test_nothing_is_shown_while_it_is_open(draft, maya):
    people = [UserFactory() for _ in range(6)]
    consultation = asked(draft, maya)
    answers(consultation, people, [GOOD])
    assert (views_of(consultation).answered, fair(consultation)) == (6, [("impact", None), ("care", None)])


@pytest.mark.parametrize(("named", "shown"), [(True, (4, 4)), (False, None)])
def test_four_anonymous_answers_are_kept_back_and_four_named_ones_are_not(draft, maya, named, shown):
    people = [UserFactory() for _ in range(4)]
    consultation = asked(draft, maya, named=named)
    answers(consultation, people, [GOOD])
    close_consultation(consultation=consultation, actor=maya)
    assert fair(consultation) == [("impact", shown), ("care", shown)]
    assert published_views(draft).criteria[0].shares is None


def test_roles_are_split_from_five_on_even_where_answers_carry_names(draft, maya):
    drivers, samplers = JobRoleFactory(name="Driver"), JobRoleFactory(name="Sampler")
    people = [*(UserFactory(job_role=drivers) for _ in range(9)), *(UserFactory(job_role=samplers) for _ in range(2))]
    consultation = asked(draft, maya, named=True)
    answers(consultation, people, [GOOD])
    answers(consultation, [maya], [GOOD])
    close_consultation(consultation=consultation, actor=maya)
    assert views_of(consultation).criteria[0].by_role == []
    ConsultationResponse.objects.filter(person__in=people[:3]).update(job_role=samplers)
    groups = [(each.roles, each.shares.fair.of) for each in views_of(consultation).criteria[0].by_role]
    assert groups == [(("Driver",), 6), (("", "Sampler"), 6)]


def flagged(draft, maya, opinions):
    people = [UserFactory() for _ in range(5)]
    consultation = asked(draft, maya)
    answers(consultation, people, opinions)
    close_consultation(consultation=consultation, actor=maya)
    return consultation, [flag.code for flag in flagged_criteria(draft)]


def test_a_criterion_that_fewer_than_sixty_of_a_hundred_find_fair_is_flagged(draft, maya):
    assert flagged(draft, maya, [GOOD, UNFAIR])[1] == []


def test_a_flag_goes_where_the_criterion_changes_and_where_it_is_answered(draft, maya):
    consultation, codes = flagged(draft, maya, [UNFAIR])
    assert codes == ["impact", "care"]
    save_part(
        rulebook=draft, actor=maya, criteria=with_criterion(rules_of(draft), "care", meaning="On any shift.").criteria
    )
    assert [flag.code for flag in flagged_criteria(draft)] == ["impact"]
    reply_to_consultation(
        consultation=consultation, actor=maya, reply="", replies={"impact": "It stays: it is the point."}
    )
    assert flagged_criteria(draft) == []


def test_a_programme_is_not_ready_while_a_criterion_is_held_unfair_and_unanswered(draft, maya):
    consultation, _codes = flagged(draft, maya, [GOOD, UNFAIR, UNFAIR])
    publish_rulebook(rulebook=draft, actor=maya, change_note="Clearer.")
    unfair = [gap.words for gap in missing_to_start(draft.programme) if gap.step == "rules"]
    assert [words.split(":")[0] for words in unfair] == ["Only 40% find “Impact” fair", "Only 40% find “Care” fair"]
    reply_to_consultation(consultation=consultation, actor=maya, reply="", replies={"impact": "Why.", "care": "Why."})
    assert [gap for gap in missing_to_start(draft.programme) if gap.step == "rules"] == []


def test_a_reply_is_published_with_the_rules_and_what_people_wrote_is_not(draft, maya):
    consultation, _codes = flagged(draft, maya, [UNFAIR])
    with pytest.raises(Refused, match="Say what you heard"):
        reply_to_consultation(consultation=consultation, actor=maya, reply=" ", replies={"impact": ""})
    reply_to_consultation(
        consultation=consultation, actor=maya, reply="Nights count now.", replies={"impact": "Changed."}
    )
    published = published_views(draft)
    assert (published.consultation.reply, published.criteria[0].reply) == ("Nights count now.", "Changed.")
    assert [each.comments for each in published.criteria] == [[], []]


def test_what_waits_for_people_and_then_for_the_manager_stands_on_their_home_page(draft, maya):
    grace = UserFactory()
    consultation = asked(draft, maya, named=True)
    assert [len(waiting_of(person)) for person in (grace, maya)] == [1, 1]
    answers(consultation, [grace, maya], [GOOD])
    assert [len(waiting_of(person)) for person in (grace, maya)] == [0, 0]
    close_consultation(consultation=consultation, actor=maya)
    assert [len(waiting_of(person)) for person in (grace, maya)] == [0, 1]


def test_an_erased_person_leaves_ticks_and_neither_name_nor_words(draft, maya):
    consultation = asked(draft, maya, named=True)
    answers(consultation, [maya], [UNFAIR])
    assert privacy.export(maya)["opinions_on_rules"][0]["comment"] == UNFAIR.comment
    privacy.erase(maya)
    assert {key: kept for key, kept in privacy.export(maya).items() if kept} == {}
    assert (
        list(ConsultationAnswer.objects.values_list("fair", "comment", "response__person")) == [(False, "", None)] * 2
    )
