import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from communications.models import Message
from evaluation.models import Invitation, Survey
from evaluation.queries.audiences import customers_of, people_of
from evaluation.services.inviting import digest_of, minutes_for, open_surveys
from evaluation.tests.factories import confirmed, evaluated_cycle, opened
from nominations.models import Nomination
from nominations.tests.factories import accepted_entry
from programmes.enums import Stage
from programmes.services.cycles import move_cycle
from programmes.tests.factories import BusinessCaseFactory, running_cycle

pytestmark = pytest.mark.django_db


def people(cycle, audience):
    return set(people_of(cycle, audience))


def test_the_organisation_is_managers_approvers_and_team_leaders():
    manager, approver, leader = UserFactory(), UserFactory(), UserFactory()
    TeamFactory(leader=leader)
    cycle = running_cycle(managers=[manager])
    BusinessCaseFactory(programme=cycle.programme).approvers.add(approver)
    BusinessCaseFactory().approvers.add(UserFactory())
    assert people(cycle, "organisation") == {manager, approver, leader}


def test_winners_are_asked_as_winners_and_nobody_else_nominated_is():
    cycle = running_cycle()
    winner, commended, other = (accepted_entry(cycle) for _ in range(3))
    confirmed(winner)
    confirmed(commended, place=2, commended=True)
    assert people(cycle, "winners") == {winner.person, commended.person}
    assert people(cycle, "others") == {other.person}


def test_members_of_a_winning_team_are_winners_and_its_leader_is_their_manager():
    leader = UserFactory()
    team = TeamFactory(leader=leader)
    members = {UserFactory(team=team), UserFactory(team=team)}
    cycle = running_cycle(nominee="team")
    entry = accepted_entry(cycle, team=team)
    confirmed(entry)
    assert people(cycle, "winners") == members
    assert people(cycle, "managers") == {leader}


def test_managers_are_the_line_managers_of_winners_only():
    cycle = running_cycle()
    boss, other_boss = UserFactory(), UserFactory()
    confirmed(accepted_entry(cycle, UserFactory(line_manager=boss)))
    accepted_entry(cycle, UserFactory(line_manager=other_boss))
    assert people(cycle, "managers") == {boss}


def test_who_has_left_is_not_asked():
    cycle = running_cycle()
    accepted_entry(cycle, UserFactory(is_active=False))
    assert people(cycle, "others") == set()


def test_only_customers_who_proved_their_address_are_asked_and_each_once():
    cycle = running_cycle()
    accepted_entry(cycle)
    accepted_entry(cycle)
    accepted_entry(cycle)
    proven = Nomination.objects.filter(cycle=cycle).order_by("pk")[:2]
    for nomination in proven:
        nomination.verified_at = timezone.now()
        nomination.nominator_email = "Anna@Example.com" if nomination == proven[0] else "anna@example.com"
        nomination.save()
    assert customers_of(cycle, timezone.now()) == ["anna@example.com"]


def test_a_customer_who_was_asked_is_left_in_peace_for_a_year():
    first = evaluated_cycle(others=0)
    opened(first)
    address = Nomination.objects.get(cycle=first).nominator_email
    second = evaluated_cycle(others=0)
    Nomination.objects.filter(cycle=second).update(nominator_email=address)
    assert customers_of(second, timezone.now()) == []
    assert customers_of(second, timezone.now() + timedelta(days=366)) == [address]


def test_everybody_hears_once_although_the_step_runs_twice():
    cycle = evaluated_cycle(others=2)
    open_surveys(cycle=cycle)
    open_surveys(cycle=cycle)
    asked = {
        audience: Invitation.objects.filter(survey__audience=audience).count()
        for audience in Survey.objects.values_list("audience", flat=True)
    }
    assert asked == {"organisation": 1, "managers": 1, "winners": 1, "others": 2, "customers": 3}
    assert Message.objects.filter(template_key__startswith="survey_").count() == 8
    assert Record.objects.filter(verb="survey.opened").count() == 5


def test_who_comes_in_late_is_asked_when_the_step_runs_again():
    cycle = evaluated_cycle(others=1)
    open_surveys(cycle=cycle)
    late = accepted_entry(cycle)
    open_surveys(cycle=cycle)
    assert Invitation.objects.filter(survey__audience="others", person=late.person).count() == 1


def test_the_token_is_in_the_message_and_only_its_digest_in_the_invitation():
    cycle = evaluated_cycle(others=0)
    opened(cycle)
    invitation = Invitation.objects.get(survey__audience="winners")
    text = Message.objects.get(to_person=invitation.person).body_text
    token = text.split("/s/")[1].split("/")[0]
    assert invitation.token_digest == digest_of(token)
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values())


def test_a_cycle_that_begins_to_be_evaluated_asks_by_itself(settings):
    settings.CYCLE_STEPS = {**{stage: [] for stage in Stage.values}, "evaluating": ["evaluation.steps.open_surveys"]}
    cycle = evaluated_cycle(others=1, stage=Stage.ANNOUNCED)
    move_cycle(cycle=cycle, to=Stage.EVALUATING, actor=None)
    assert Survey.objects.filter(cycle=cycle, opened_at__isnull=False).count() == 5


def test_a_question_takes_less_than_a_minute_and_words_take_more():
    assert minutes_for(["likert5"] * 5 + ["text"]) == 4
    assert minutes_for([]) == 1


@pytest.mark.django_db(transaction=True)
def test_the_outbox_keeps_no_link_that_was_sent(mailoutbox):
    opened(evaluated_cycle())
    links = [re.search(r"/s/([\w-]{32})/", mail.body).group(1) for mail in mailoutbox if "/s/" in mail.body]
    assert Invitation.objects.filter(token_digest__in=[digest_of(token) for token in links]).count() == len(links) > 0
    kept = "".join(f"{one.body_text}{one.body_html}{one.secret}" for one in Message.objects.all())
    assert [token for token in links if token in kept] == []
